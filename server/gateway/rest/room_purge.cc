#include "gateway/rest/room_purge.h"

#include <utility>

#include "core/keys.h"
#include "core/on_executor.h"
#include "core/trash.h"
#include "feature/docs/document_id.h"
#include "feature/docs/log_entry.h"
#include "gateway/rest/calls.h"

namespace atelier::gateway {
namespace {

namespace docs = feature::docs;

constexpr std::size_t kRecordsAtOnce = 90;  // fits one transaction
constexpr std::string_view kLog = "log/";
constexpr std::string_view kBehindLog = "log0";  // '0' follows '/'

Error cannot_finish() {
  return unavailable("The room could not be removed whole: the server goes on with it later.");
}

std::string behind(const port::Page& page) {
  return page.records.back().key.sort + '\0';
}

}  // namespace

void RoomPurge::start(core::Access access, Done done) {
  done_ = std::move(done);
  command("room.purge", std::move(access), [self = shared_from_this()] {
    self->visits_.close_room(self->loop_, self->room_, [self] { self->read_documents(); });
  });
}

void RoomPurge::command(std::string name, core::Access access, Task next) {
  core::CommandRequest request;
  request.room = room_;
  request.name = std::move(name);
  request.body = "{}";
  request.access = std::move(access);
  services_.hub.execute(loop_, std::move(request),
                        [self = shared_from_this(),
                         next = std::move(next)](const Result<core::Answer>& answer) mutable {
                          if (!answer) return self->fail(answer.error());
                          next();
                        });
}

void RoomPurge::fail(const Error& error) {
  std::exchange(done_, nullptr)(error);
}

UniqueFunction<void(port::Page)> RoomPurge::page(UniqueFunction<void(port::Page)> take) {
  return core::on(executor(), services_.alive,
                  [self = shared_from_this(), take = std::move(take)](port::Page page) mutable {
                    if (page.status != port::StoreStatus::kOk) return self->fail(cannot_finish());
                    take(std::move(page));
                  });
}

// Documents that are gone are not listed any more: what is left begins at the first again.
void RoomPurge::read_documents() {
  const std::string listed = docs::room_documents_partition(services_.options.workspace, room_);
  services_.store.query({listed, "", "", kRecordsAtOnce},
                        page([self = shared_from_this()](const port::Page& found) {
                          for (const port::Record& record : found.records) {
                            self->documents_.push_back(record.key.sort);
                          }
                          self->more_documents_ = found.has_more;
                          self->next_document();
                        }));
}

void RoomPurge::next_document() {
  if (documents_.empty()) return more_documents_ ? read_documents() : read_files("file/");
  find_blobs(docs::document_partition(services_.options.workspace, {room_, documents_.back()}),
             std::string(kLog));
}

void RoomPurge::find_blobs(std::string partition, std::string from) {
  services_.store.query({partition, std::move(from), std::string(kBehindLog), 500},
                        page([self = shared_from_this(), partition](const port::Page& found) {
                          for (const port::Record& record : found.records) {
                            auto entry = docs::decode_entry(record.value);
                            if (entry && !entry->blob.empty()) {
                              self->blobs_.push_back(std::move(entry->blob));
                            }
                          }
                          const bool more = found.has_more && !found.records.empty();
                          if (more) return self->find_blobs(partition, behind(found));
                          self->remove_blobs([self, partition] { self->drop_document(partition); });
                        }));
}

// Blobs first, for only the log knows them; the document's own name last.
void RoomPurge::drop_document(const std::string& partition) {
  remove_range(partition, "", "", [self = shared_from_this(), partition] {
    const std::string& workspace = self->services_.options.workspace;
    const std::string name = std::move(self->documents_.back());
    self->documents_.pop_back();
    self->write({port::Delete{{core::directory_partition(workspace), "partition/" + partition}, {}},
                 port::Delete{{docs::room_documents_partition(workspace, self->room_), name}, {}}},
                [self] { self->next_document(); });
  });
}

void RoomPurge::read_files(std::string from) {
  services_.store.query(
      {core::room_partition(services_.options.workspace, room_), std::move(from), "file0",
       kRecordsAtOnce},
      page([self = shared_from_this()](const port::Page& found) {
        for (const port::Record& record : found.records) {
          self->blobs_.push_back(file_blob_key(self->room_, record.key.sort.substr(5)));
        }
        const bool more = found.has_more && !found.records.empty();
        self->remove_blobs([self, more, next = more ? behind(found) : ""] {
          if (more) return self->read_files(next);
          self->remove_rows();
        });
      }));
}

void RoomPurge::remove_blobs(Task next) {
  if (blobs_.empty()) return next();
  std::string key = std::move(blobs_.back());
  blobs_.pop_back();
  services_.blobs.remove(std::move(key),
                         core::on(executor(), services_.alive,
                                  [self = shared_from_this(),
                                   next = std::move(next)](const Result<void>& removed) mutable {
                                    if (!removed) return self->fail(removed.error());
                                    self->remove_blobs(std::move(next));
                                  }));
}

void RoomPurge::remove_range(std::string partition, std::string from, std::string until,
                             Task next) {
  services_.store.delete_range(std::move(partition), std::move(from), std::move(until),
                               core::on(executor(), services_.alive,
                                        [self = shared_from_this(),
                                         next = std::move(next)](port::StoreStatus status) mutable {
                                          if (status != port::StoreStatus::kOk)
                                            return self->fail(cannot_finish());
                                          next();
                                        }));
}

// COR11: the entries stay, without what people wrote.
void RoomPurge::remove_rows() {
  const std::string partition = core::room_partition(services_.options.workspace, room_);
  remove_range(partition, "", std::string(kLog), [self = shared_from_this(), partition] {
    self->remove_range(partition, std::string(kBehindLog), "", [self] { self->remove_listed(); });
  });
}

// What the workspace lists of the room: members, links, and the trash within it.
void RoomPurge::remove_listed() {
  const std::string last = "/" + room_;
  const std::string within = "/" + room_ + "/surface/";
  listed_ = {
      {"link/", "link0", [room = room_](const auto& row) { return row.value == room; }},
      {"member/", "member0", [last](const auto& row) { return row.key.sort.ends_with(last); }},
      {"trash/", "trash0",
       [within](const auto& row) { return row.key.sort.find(within) != std::string::npos; }}};
  read_listed(listed_.back().from);
}

void RoomPurge::read_listed(std::string from) {
  services_.store.query({core::workspace_partition(services_.options.workspace), std::move(from),
                         listed_.back().until, kRecordsAtOnce},
                        page([self = shared_from_this()](const port::Page& found) {
                          std::vector<port::Write> gone;
                          for (const port::Record& record : found.records) {
                            if (self->listed_.back().is_of_room(record))
                              gone.push_back(port::Delete{record.key, {}});
                          }
                          const bool more = found.has_more && !found.records.empty();
                          std::string next = more ? behind(found) : "";
                          if (!more) {
                            self->listed_.pop_back();
                            if (!self->listed_.empty()) next = self->listed_.back().from;
                          }
                          self->write(std::move(gone), [self, next] {
                            if (self->listed_.empty()) return self->remove_from_search();
                            self->read_listed(next);
                          });
                        }));
}

void RoomPurge::write(std::vector<port::Write> writes, Task next) {
  if (writes.empty()) return next();
  services_.store.transact(std::move(writes),
                           core::on(executor(), services_.alive,
                                    [self = shared_from_this(), next = std::move(next)](
                                        const port::WriteResult& result) mutable {
                                      if (result.status != port::StoreStatus::kOk)
                                        return self->fail(cannot_finish());
                                      next();
                                    }));
}

void RoomPurge::remove_from_search() {
  services_.search.remove_room(room_);
  services_.search.flush(core::on(executor(), services_.alive, [self = shared_from_this()] {
    self->command("room.forget", server_access({"atelier", "Atelier", core::PrincipalKind::kBot}),
                  [self] { std::exchange(self->done_, nullptr)(Result<void>()); });
  }));
}

}  // namespace atelier::gateway
