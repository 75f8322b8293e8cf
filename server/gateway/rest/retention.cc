#include "gateway/rest/retention.h"

#include <utility>

#include "base/log.h"
#include "core/keys.h"
#include "core/on_executor.h"
#include "feature/chat/chat_rows.h"
#include "gateway/rest/archive_copies.h"
#include "gateway/rest/calls.h"

namespace atelier::gateway {
namespace {

constexpr std::size_t kRecordsAtOnce = 100;
constexpr WallMs kDayMs = 24LL * 3600 * 1000;
constexpr std::string_view kRoomPrefix = "room/";

const core::Principal kServer{"atelier", "Atelier", core::PrincipalKind::kBot};

std::string behind(const port::Page& page) {
  return page.records.back().key.sort + '\0';
}

}  // namespace

struct RetentionSweep::Swept {
  std::string id;
  WallMs cutoff = 0;      // what is older goes
  bool in_trash = false;  // the second pass
  Task next;
};

void RetentionSweep::start() {
  executor().run_after(kFirstLookMs,
                       [self = shared_from_this()] { self->read_rooms(std::string(kRoomPrefix)); });
}

void RetentionSweep::wait() {
  executor().run_after(kLookEveryMs,
                       [self = shared_from_this()] { self->read_rooms(std::string(kRoomPrefix)); });
}

void RetentionSweep::read_rooms(std::string from) {
  services_.store.query(
      {core::workspace_partition(services_.options.workspace), std::move(from), "room0",
       kRecordsAtOnce},
      core::on(executor(), services_.alive, [self = shared_from_this()](port::Page page) {
        if (page.status != port::StoreStatus::kOk) return self->wait();
        self->next_room(std::make_shared<port::Page>(std::move(page)), 0);
      }));
}

void RetentionSweep::next_room(const Page& page, std::size_t at) {
  for (; at < page->records.size(); ++at) {
    const port::Record& record = page->records[at];
    const auto days = int_member(object_of(record.value), "keep_days").value_or(0);
    if (days <= 0) continue;
    auto room = std::make_shared<Swept>();
    room->id = record.key.sort.substr(kRoomPrefix.size());
    room->cutoff = services_.clock.wall() - days * kDayMs;
    room->next = [self = shared_from_this(), page, at] { self->next_room(page, at + 1); };
    return read(room, feature::chat::message_key(0));
  }
  if (!page->has_more || page->records.empty()) return wait();
  read_rooms(behind(*page));
}

void RetentionSweep::read(const Room& room, std::string from) {
  const std::string until = room->in_trash ? std::string(feature::chat::kKeptEnd) : "chat/m0";
  services_.store.query(
      {core::room_partition(services_.options.workspace, room->id), std::move(from), until,
       kRecordsAtOnce},
      core::on(executor(), services_.alive, [self = shared_from_this(), room](port::Page page) {
        if (page.status != port::StoreStatus::kOk) return room->next();
        self->next_record(room, std::make_shared<port::Page>(std::move(page)), 0);
      }));
}

// Messages are in the order of their times: the first that stays ends a pass.
void RetentionSweep::next_record(const Room& room, const Page& page, std::size_t at) {
  for (; at < page->records.size(); ++at) {
    const port::Record& record = page->records[at];
    const json::object row = object_of(record.value);
    const json::value* kept = room->in_trash ? row.if_contains("message") : nullptr;
    const json::object& message = kept != nullptr && kept->is_object() ? kept->as_object() : row;
    if (int_member(message, "at").value_or(0) >= room->cutoff) return end_pass(room);
    if (!room->in_trash && bool_member(message, "deleted", false)) continue;
    const std::uint64_t seq = core::Ledger::sequence_of(record.key.sort);
    return ask(room, seq, kTries, [self = shared_from_this(), room, page, at] {
      self->next_record(room, page, at + 1);
    });
  }
  if (!page->has_more || page->records.empty()) return end_pass(room);
  read(room, behind(*page));
}

void RetentionSweep::end_pass(const Room& room) {
  if (room->in_trash) return room->next();
  room->in_trash = true;
  read(room, feature::chat::kept_key(0));
}

// What somebody deleted or purged meanwhile is not found. A room that lets nobody write, an
// archived one, is left until it does.
void RetentionSweep::ask(const Room& room, std::uint64_t seq, int tries, Task then) {
  executor().run_after(
      kPauseMs, [self = shared_from_this(), room, seq, tries, then = std::move(then)]() mutable {
        Services& services = self->services_;
        core::CommandRequest request;
        request.room = room->id;
        request.name = room->in_trash ? "chat.purge" : "chat.delete";
        const std::string id = services.random.uuid_v7(services.clock.wall());
        request.body = json::serialize(json::object{{"id", id}, {"seq", seq}});
        request.access = server_access(kServer);
        services.hub.execute(
            self->loop_, std::move(request),
            [self, room, seq, tries,
             then = std::move(then)](const Result<core::Answer>& answer) mutable {
              if (answer || answer.error().code == Errc::kNotFound) return then();
              if (!is_passing(answer.error()) || tries == 1) {
                log::info("retention.room_left",
                          {{"room", room->id}, {"reason", answer.error().message}});
                return room->next();
              }
              self->executor().run_after(
                  kTryAgainMs, [self, room, seq, tries, then = std::move(then)]() mutable {
                    self->ask(room, seq, tries - 1, std::move(then));
                  });
            });
      });
}

}  // namespace atelier::gateway
