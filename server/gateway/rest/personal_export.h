// SAF20: what the workspace has of one person, as an archive made as it is sent. Reads the logs
// from their records, so that rooms the person has left are in it too; documents are opened as
// whoever asked. One loop.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gateway/authenticator.h"
#include "gateway/rest/archive_copies.h"
#include "gateway/rest/log_walk.h"
#include "gateway/rest/person_traces.h"
#include "gateway/rest/personal_parts.h"

namespace atelier::gateway {

class PersonalExport : public std::enable_shared_from_this<PersonalExport> {
 public:
  struct Setup {
    ArchiveTarget target;
    DocumentVisits& visits;
    Identity identity;           // who asked
    std::string person;          // whose it is
    json::object account;        // what account.json says
    std::shared_ptr<void> slot;  // held until the export is over
  };

  explicit PersonalExport(Setup setup)
      : setup_(std::move(setup)), traces_(std::make_shared<PersonTraces>(setup_.person)) {}

  void start();

 private:
  /// On the pool.
  using Visit =
      std::function<Result<void>(const core::Event&, wire::zip::ZipWriter&, std::string&)>;
  using Select = std::function<bool(const core::Event&)>;
  using Describe = std::function<std::optional<json::value>(const port::Record&)>;

  ArchiveStream& archive() const { return *setup_.target.archive; }
  Services& services() const { return setup_.target.services; }
  const std::string& workspace() const { return services().options.workspace; }
  std::string folder() const { return "rooms/" + room_ + "/"; }

  void each_event(const std::string& partition, Visit visit, Task next);
  void go_on(const std::shared_ptr<LogWalk>& walk, std::shared_ptr<Visit> visit, Task next);
  /// One file with the events of a log that `wanted` picks.
  void write_events(const std::string& name, const std::string& partition, Select wanted,
                    Task next);
  void write_text(const std::string& name, std::string text, Task next);
  /// One file with what `describe` makes of records.
  void write_records(const std::string& name, port::Range range, Describe describe, Task next);
  void write_pages(port::Range range, std::shared_ptr<JsonLines> lines, Describe describe,
                   Task next);
  void begin_list(const std::string& name, Task next);
  void end_list(const std::shared_ptr<JsonLines>& lines, Task next);
  void read_page(port::Range range, UniqueFunction<void(port::Page)> take);
  void read_records(port::Range range, UniqueFunction<void(std::vector<port::Record>)> take,
                    Task next);

  void learn(int passes);
  void write_account();
  void write_picture();
  void write_mails();
  void list_rooms();
  void next_room();
  void scan_room();
  void write_deeds();
  void write_trash();
  void next_file();
  void list_documents();
  void next_document();
  void look_into(const std::string& document);
  void take_version(const std::string& document, const port::Record& record);
  void copy(const std::string& document);
  void write_versions();

  Setup setup_;
  std::shared_ptr<PersonTraces> traces_;  // changed on the pool only, before the rooms
  std::vector<std::string> rooms_;        // still to be looked at, last first
  std::string room_;                      // the one at hand
  std::shared_ptr<RoomFinds> finds_;
  std::vector<Deed> deeds_;             // of the room, still to be written
  std::vector<std::string> documents_;  // of the room, still to be looked at
  std::vector<json::object> versions_;  // of the room, named by them
};

}  // namespace atelier::gateway
