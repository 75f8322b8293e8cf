// What a connection does in rooms: events become commands of the hub (EVT10..EVT70).
#include <algorithm>
#include <array>

#include "base/ids.h"
#include "base/json_text.h"
#include "gateway/rooms/rooms_connection.h"
#include "gateway/rooms/rooms_gateway.h"

namespace atelier::gateway {
namespace {

Result<std::string> room_of(const std::vector<std::string_view>& arguments) {
  const auto room =
      arguments.empty() ? Result<std::string>(invalid("")) : json_text::unquote(arguments[0]);
  if (!room || !is_room_id(*room)) {
    return invalid("The first argument is a room: 1 to 64 of A-Z a-z 0-9 _ -.");
  }
  return room;
}

std::string place_in(const std::vector<std::string_view>& arguments) {
  if (arguments.size() < 2) return "null";
  const auto members = json_text::split_object(arguments[1]);
  if (!members) return "null";
  for (const auto& [key, raw] : *members) {
    if (key == "place") return std::string(raw);
  }
  return "null";
}

// Commands of rooms that the server gives itself, when it has checked what they rely on.
bool is_of_the_server(std::string_view name) {
  constexpr std::array<std::string_view, 10> kNames{
      "file.add",    "link.look",     "link.use",      "knock.ask",  "knock.wait",
      "knock.leave", "present.lapse", "surface.purge", "room.purge", "room.forget"};
  return std::ranges::find(kNames, name) != kNames.end();
}

}  // namespace

void RoomsConnection::on_event(std::string_view name,
                               const std::vector<std::string_view>& arguments,
                               core::Attachments attachments, AckId ack) {
  const Event event{name, arguments, std::move(attachments), ack};
  if (!admitted_ || !within_rate(event)) return;
  if (name == "auth.refresh") return refresh(event);
  if (name == "chat.direct") return direct(event);
  const bool joins = name == "room.join";
  const bool leaves = name == "room.leave";
  const bool is_known = gateway_.needs().commands.find(name) != nullptr && !is_of_the_server(name);
  if (!joins && !leaves && !is_known) {
    return refuse(ack, {Errc::kUnsupported, "There is no event of this name."});
  }
  const auto room = room_of(arguments);
  if (!room) return refuse(ack, room.error());
  if (joins) return join(event, *room);
  if (leaves) return leave(event, *room);
  command(event, *room);
}

bool RoomsConnection::within_rate(const Event& event) {
  const RoomsGateway::Needs& needs = gateway_.needs();
  if (!needs.rates.enabled) return true;
  const auto wait = rate_.take("", needs.clock.mono());
  if (!wait) return true;
  refuse(event.ack, core::rate_limited(*wait));
  if (abuse_.refused(needs.clock.mono())) socket_.close();
  return false;
}

void RoomsConnection::join(const Event& event, const std::string& room) {
  if (!rooms_.contains(room) && rooms_.size() + joining_ >= kMaxRooms) {
    return refuse(event.ack, {Errc::kConflict, "A connection joins at most 200 rooms."});
  }
  ++joining_;
  core::JoinRequest request{room, identity_.access(room), peer_, place_in(event.arguments)};
  core::Hub& hub = gateway_.needs().hub;
  hub.join(std::move(request), [this, alive = alive(), room, &hub, peer = peer_,
                                ack = event.ack](Result<core::Answer> answer) {
    if (alive.lock() != nullptr) return joined(room, std::move(answer), ack);
    if (answer) hub.leave(peer, room, nullptr);  // the connection went away meanwhile
  });
}

void RoomsConnection::joined(const std::string& room, Result<core::Answer> result, AckId ack) {
  --joining_;
  if (result) {
    rooms_[room] = result->seq;
    gateway_.entered(*this, room);
  }
  answer(ack, std::move(result));
}

void RoomsConnection::leave(const Event& event, const std::string& room) {
  rooms_.erase(room);
  gateway_.left(*this, room);
  gateway_.needs().hub.leave(
      peer_, room, [this, alive = alive(), room, ack = event.ack](Result<core::Answer> result) {
        if (alive.lock() == nullptr) return;
        // Again, since a join that was still under way has put it back.
        rooms_.erase(room);
        gateway_.left(*this, room);
        answer(ack, std::move(result));
      });
}

void RoomsConnection::command(const Event& event, const std::string& room) {
  core::CommandRequest request;
  request.room = room;
  request.name = std::string(event.name);
  if (event.arguments.size() > 1) request.body = std::string(event.arguments[1]);
  request.attachments = event.attachments;
  request.access = identity_.access(room);
  request.peer = rooms_.contains(room) ? peer_ : core::kNoPeer;
  request.wants_answer = event.ack.has_value();
  gateway_.needs().hub.execute(
      gateway_.needs().peers.loop(), std::move(request),
      [this, alive = alive(), ack = event.ack,
       began = gateway_.needs().clock.mono()](Result<core::Answer> result) {
        if (alive.lock() == nullptr) return;
        answer(ack, std::move(result));
        const RoomsGateway::Needs& needs = gateway_.needs();
        if (needs.latency == nullptr) return;
        needs.latency->observe_us(static_cast<std::uint64_t>(needs.clock.mono() - began) * 1000);
      });
}

void RoomsConnection::direct(const Event& event) {
  std::string other;
  if (!event.arguments.empty()) {
    if (const auto members = json_text::split_object(event.arguments[0])) {
      for (const auto& [key, raw] : *members) {
        if (key != "principal") continue;
        if (auto id = json_text::unquote(raw)) other = std::move(*id);
      }
    }
  }
  if (other.empty()) return refuse(event.ack, invalid("chat.direct takes {principal}."));
  gateway_.needs().open_direct(
      identity_, other, [this, alive = alive(), ack = event.ack](Result<core::Answer> result) {
        if (alive.lock() != nullptr) answer(ack, std::move(result));
      });
}

std::optional<std::uint64_t> RoomsConnection::joined_at(const std::string& room) const {
  const auto found = rooms_.find(room);
  return found == rooms_.end() ? std::nullopt : std::optional(found->second);
}

void RoomsConnection::leave_all() {
  for (const auto& [room, seq] : rooms_) {
    gateway_.left(*this, room);
    gateway_.needs().hub.leave(peer_, room, nullptr);
  }
  rooms_.clear();
}

}  // namespace atelier::gateway
