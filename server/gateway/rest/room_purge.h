// A room that goes for good (spec/trash.md, TRS9): first it says so in its log, so that nobody can
// bring it back; then everything that there is of it goes, documents first, and of its log what
// people wrote; then it says that this is done. What a crash interrupts is gone on with.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/command.h"
#include "gateway/rest/document_visits.h"
#include "gateway/rest/services.h"

namespace atelier::gateway {

class RoomPurge : public std::enable_shared_from_this<RoomPurge> {
 public:
  using Done = UniqueFunction<void(Result<void>)>;

  RoomPurge(Services& services, DocumentVisits& visits, std::size_t loop, std::string room)
      : services_(services), visits_(visits), loop_(loop), room_(std::move(room)) {}
  RoomPurge(const RoomPurge&) = delete;
  RoomPurge& operator=(const RoomPurge&) = delete;

  /// On the loop, which `visits` are of; `done` runs once, there. May be begun again after any
  /// failure. With the rights of `access`: who does not own the room gets the room's answer.
  void start(core::Access access, Done done);

 private:
  using Keep = std::function<bool(const port::Record&)>;
  struct Rows {
    std::string from;
    std::string until;
    Keep is_of_room;
  };

  void command(std::string name, core::Access access, Task next);
  void read_documents();
  void next_document();
  void find_blobs(std::string partition, std::string from);
  void drop_document(const std::string& partition);
  void read_files(std::string from);
  void remove_blobs(Task next);
  void remove_range(std::string partition, std::string from, std::string until, Task next);
  void remove_rows();
  void remove_listed();
  void read_listed(std::string from);
  void remove_from_search();
  void write(std::vector<port::Write> writes, Task next);
  /// A page of what was asked, or the end.
  UniqueFunction<void(port::Page)> page(UniqueFunction<void(port::Page)> take);
  void fail(const Error& error);

  port::Executor& executor() { return *services_.loops[loop_]; }

  Services& services_;
  DocumentVisits& visits_;
  std::size_t loop_;
  std::string room_;
  Done done_;
  std::vector<std::string> documents_;
  bool more_documents_ = false;
  std::vector<std::string> blobs_;
  std::vector<Rows> listed_;
};

}  // namespace atelier::gateway
