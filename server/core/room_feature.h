// What a feature of a room implements, and what the room offers it. One object per room and
// feature, on the room's executor. decide and apply only touch memory and are pure in their
// arguments, so that replaying the log rebuilds the same state.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "core/command.h"
#include "core/event.h"
#include "port/executor.h"

namespace atelier::core {

/// An event as decide makes it; seq, at, actor, peer and id are filled in by the actor.
struct NewEvent {
  std::string kind;
  std::string body = "{}";
  std::string content = {};
  WallMs content_until = 0;
  std::uint64_t ref = 0;
};

/// What is to happen. The i-th event gets seq `command.next_seq + i`. After the store: deliveries
/// rendered from the events (RoomFeature::render), then `deliveries`, then the answer, then
/// `after`.
struct Decision {
  std::vector<NewEvent> events = {};
  std::vector<Delivery> deliveries = {};  // `room` is filled in
  std::string answer = "{}";  // JSON object text; {} becomes {seq, at} of the first event
  std::vector<port::Write> writes = {};  // rows that rows(event) cannot derive
  Task after = nullptr;
};

/// The part that rooms and workspaces share.
class LogFeature {
 public:
  virtual ~LogFeature() = default;
  virtual std::string_view name() const = 0;

  /// Records decide must see. Asked when the command arrives; decide runs in order of arrival.
  virtual std::vector<port::RecordKey> needs(const Command&) const { return {}; }
  /// Commands of class durable and ephemeral. Must not change the state: apply does.
  virtual Result<Decision> decide(const Command& command, const Rows& rows) = 0;
  /// Every event of the log, live and at replay (content is there unless deleted or expired), also
  /// those of other features.
  virtual void apply(const Event& event) = 0;
  /// Projection rows of an event, written in the transaction of its log entry. No conditions; a
  /// function of the event and of the state after apply.
  virtual std::vector<port::Write> rows(const Event&) const { return {}; }
  /// Commands of class query. Called after all earlier writes are stored; answers once, on the
  /// executor, maybe later.
  virtual void query(const Command& command, Reply reply) = 0;
  /// State as JSON, and back. load is called on a fresh object, before any apply.
  virtual json::object save() const = 0;
  virtual void load(const json::object& state) = 0;
};

/// How an event looks to clients: live, in room.events, over SSE and after a recovery.
struct Rendered {
  std::string name;
  std::string args;  // JSON array text
  Attachments attachments = nullptr;
  bool except_actor_peer = false;
  std::vector<std::string> only_principals = {};  // empty: the whole room
  /// Seq of what it changes: not for those who may not see so far back (EVT25). 0: nothing older.
  std::uint64_t about = 0;
};

class RoomFeature : public LogFeature {
 public:
  /// Nothing when the event is not for clients or its content is gone. A function of the event (and
  /// roles).
  virtual std::optional<Rendered> render(const Event&) const { return std::nullopt; }
  /// Adds members to the answer of room.join (surfaces, unread...). In memory only.
  virtual void describe_join(const Principal&, json::object&) const {}
  /// While something of it goes on by the clock the room stays in memory (COR60).
  virtual bool keeps_room_open() const { return false; }
  /// A connection has left the room. For what is kept in memory only; nothing is delivered here.
  virtual void left(PeerId) {}
};

struct Member {
  Principal principal;
  Role role = Role::kNone;
};

/// What rooms and the workspace offer to their features. Outlives them; on the actor's executor
/// only.
class LogContext {
 public:
  virtual ~LogContext() = default;
  /// Partition of the log and its rows: keys of features start with "<feature>/".
  virtual const std::string& partition() const = 0;
  virtual port::RecordStore& store() = 0;
  virtual port::Executor& executor() = 0;
  virtual WallMs now() const = 0;
  virtual std::uint64_t head() const = 0;  // seq of the last event applied
  /// Sends something ephemeral now.
  virtual void deliver(Delivery delivery) = 0;
  /// A command of the server itself (a timer ran out), with the rights of an owner.
  virtual void submit(CommandRequest request, Reply reply) = 0;
  /// Dies when the memory is dropped: on(executor(), alive(), f) makes callbacks for the store that
  /// are dropped with it.
  virtual std::weak_ptr<void> alive() const = 0;
};

/// The room as its features see it.
class RoomContext : public LogContext {
 public:
  virtual const std::string& id() const = 0;
  virtual const std::string& title() const = 0;
  virtual const Member* member(std::string_view principal) const = 0;
  virtual void each_member(const std::function<void(const Member&)>& visit) const = 0;
  virtual bool is_present(std::string_view principal) const = 0;
  /// Who is here now, also those who own the workspace and are no members.
  virtual void each_present(const std::function<void(const Member&)>& visit) const = 0;
  /// What people are told before they come in (EVT23); may be empty.
  virtual const std::string& consent() const = 0;
  /// Seq from which this person may read what was said (EVT25); 0: all of it.
  virtual std::uint64_t visible_from(std::string_view principal) const = 0;
};

/// Registered at start-up; called each time a room opens.
using RoomFeatureFactory = std::function<std::unique_ptr<RoomFeature>(RoomContext&)>;
using WorkspaceFeatureFactory = std::function<std::unique_ptr<LogFeature>(LogContext&)>;

}  // namespace atelier::core
