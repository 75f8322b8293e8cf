// VER29: a room as an archive for its owner, made as it is sent: what people wrote, then each
// document, then each file, one after the other. Reads as the owner, whose role is looked at again
// before every file of the archive. One loop.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gateway/authenticator.h"
#include "gateway/rest/archive_stream.h"
#include "gateway/rest/document_visits.h"
#include "gateway/rest/export_parts.h"
#include "gateway/rest/services.h"

namespace atelier::gateway {

/// Exports at work at the same time, per loop.
inline constexpr int kExportsAtOnce = 1;

class RoomExport : public std::enable_shared_from_this<RoomExport> {
 public:
  /// Between two questions to the room: so the rates leave the owner something to work with.
  static constexpr DurationMs kPauseMs = 50;
  static constexpr DurationMs kTryAgainMs = 500;
  static constexpr int kTries = 20;

  struct Setup {
    Services& services;
    DocumentVisits& visits;
    std::size_t loop;
    std::string room;
    Identity identity;
    std::shared_ptr<void> slot;  // held until the export is over
    std::shared_ptr<ArchiveStream> archive;
  };

  explicit RoomExport(Setup setup) : setup_(std::move(setup)) {}

  /// `room` as look_at_room answers.
  void start(const json::object& room);

 private:
  struct File {
    std::string id;
    std::string name;
    std::string type;
    std::uint64_t size = 0;
    WallMs at = 0;
  };

  port::Executor& executor() const { return *setup_.services.loops[setup_.loop]; }
  WallMs now() const { return setup_.services.clock.wall(); }
  /// `next` if the caller is still an owner.
  void as_owner(Task next);
  void ask(Question question, core::Reply then, int tries = kTries);

  void write_part(const std::string& name, std::shared_ptr<ExportPart> part, Task next);
  void write_pages(const std::shared_ptr<ExportPart>& part, Task next);

  void list_documents();
  void next_document();
  void open_document(const std::string& name);

  void list_files();
  void next_file();

  Setup setup_;
  std::vector<std::string> documents_;  // still to be written, last first
  std::vector<File> files_;             // of the page at hand, last first
  std::string listed_;                  // id of the last file that was listed
  bool has_more_files_ = true;
};

}  // namespace atelier::gateway
