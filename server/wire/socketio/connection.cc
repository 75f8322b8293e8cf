#include "wire/socketio/connection.h"

#include <algorithm>

#include "base/json_text.h"

namespace atelier::wire::socketio {

Connection::Connection(Options options, const Codec& codec, ConnectionOutput& output, MonoMs now)
    : options_(options),
      decoder_(codec.make_decoder()),
      codec_(codec),
      output_(output),
      connect_deadline_(now + options.connect_timeout_ms) {}

void Connection::on_message(std::string_view data, bool binary) {
  if (state_ == State::kClosed) return;
  const Result<std::optional<Decoded>> packet = decoder_->on_message(data, binary);
  if (!packet) return break_off();
  if (*packet) on_packet(**packet);
}

void Connection::on_packet(const Decoded& packet) {
  if (packet.type == PacketType::kConnect) return on_connect_packet(packet);
  const auto found = namespaces_.find(packet.nsp);
  // SIO11, SIO13: nothing but CONNECT may come for a namespace that is not joined.
  if (found == namespaces_.end() || found->second.joined != Joined::kJoined) return break_off();
  switch (packet.type) {
    case PacketType::kConnect:
    case PacketType::kConnectError:
      break_off();
      break;
    case PacketType::kDisconnect: {
      const std::string nsp = found->first;
      awaited_acks_ -= found->second.awaited.size();
      namespaces_.erase(found);
      output_.on_disconnect(nsp, Leave::kClient);
      break;
    }
    case PacketType::kEvent:
    case PacketType::kBinaryEvent:
      on_event_packet(packet);
      break;
    case PacketType::kAck:
    case PacketType::kBinaryAck:
      on_ack_packet(packet, found->second);
      break;
  }
}

void Connection::on_connect_packet(const Decoded& packet) {
  if (namespaces_.contains(packet.nsp)) return break_off();  // SIO12
  if (namespaces_.size() >= options_.max_namespaces) {
    send(codec_.encode({.type = PacketType::kConnectError,
                        .nsp = packet.nsp,
                        .payload = {R"({"message":"Too many namespaces"})"}}));
    return;
  }
  namespaces_.emplace(std::string(packet.nsp), Namespace{});
  output_.on_connect(packet.nsp, packet.json);
}

void Connection::on_event_packet(const Decoded& packet) {
  Incoming event{.nsp = packet.nsp,
                 .json = packet.json.empty() ? "[]" : packet.json,
                 .elements = {},
                 .attachments = packet.attachments,
                 .ack_id = packet.ack_id};
  auto elements = json_text::split_array(event.json);
  if (!elements) return break_off();
  if (elements->empty()) return;  // SIO24: there is nothing to tell
  event.elements = std::move(*elements);
  output_.on_event(event);
}

void Connection::on_ack_packet(const Decoded& packet, Namespace& nsp) {
  // SIO27: only the first answer to what was asked counts.
  if (!packet.ack_id || nsp.awaited.erase(*packet.ack_id) == 0) return;
  --awaited_acks_;
  Incoming ack{.nsp = packet.nsp,
               .json = packet.json.empty() ? "[]" : packet.json,
               .elements = {},
               .attachments = packet.attachments,
               .ack_id = packet.ack_id};
  auto elements = json_text::split_array(ack.json);
  if (!elements) return break_off();
  ack.elements = std::move(*elements);
  output_.on_ack(ack);
}

void Connection::on_transport_closed() {
  state_ = State::kClosed;
  awaited_acks_ = 0;
  for (const auto& [nsp, space] : std::exchange(namespaces_, {})) {
    if (space.joined == Joined::kJoined) output_.on_disconnect(nsp, Leave::kTransport);
  }
}

std::optional<MonoMs> Connection::deadline() const {
  if (state_ == State::kClosed) return std::nullopt;
  std::optional<MonoMs> first = connect_deadline_;
  for (const auto& [name, space] : namespaces_) {
    for (const auto& [id, deadline] : space.awaited) {
      if (deadline) first = first ? std::min(*first, *deadline) : *deadline;
    }
  }
  return first;
}

void Connection::on_deadline(MonoMs now) {
  if (state_ == State::kClosed) return;
  if (connect_deadline_ && now >= *connect_deadline_) {
    connect_deadline_.reset();
    if (namespaces_.empty()) return break_off();  // SIO15
  }
  expire_acks(now);
}

void Connection::expire_acks(MonoMs now) {
  std::vector<std::pair<std::string, AckId>> expired;
  for (auto& joined_namespace : namespaces_) {
    std::erase_if(joined_namespace.second.awaited, [&](const auto& entry) {
      if (!entry.second || now < *entry.second) return false;
      expired.emplace_back(joined_namespace.first, entry.first);
      return true;
    });
  }
  awaited_acks_ -= expired.size();
  for (const auto& [nsp, id] : expired) output_.on_ack_timeout(nsp, id);
}

void Connection::accept(std::string_view nsp, std::string_view sid) {
  const auto found = namespaces_.find(nsp);
  if (found == namespaces_.end() || found->second.joined != Joined::kPending) return;
  found->second.joined = Joined::kJoined;
  connect_deadline_.reset();
  std::string json = "{\"sid\":";
  json_text::append_quoted(json, sid);
  json += '}';
  send(codec_.encode({.type = PacketType::kConnect, .nsp = nsp, .payload = {json}}));
}

void Connection::refuse(std::string_view nsp, std::string_view json) {
  const auto found = namespaces_.find(nsp);
  if (found == namespaces_.end() || found->second.joined != Joined::kPending) return;
  const std::string name = found->first;
  namespaces_.erase(found);
  send(codec_.encode({.type = PacketType::kConnectError, .nsp = name, .payload = {json}}));
}

Connection::Namespace* Connection::joined(std::string_view nsp) {
  const auto found = namespaces_.find(nsp);
  const bool is_joined = found != namespaces_.end() && found->second.joined == Joined::kJoined;
  return is_joined ? &found->second : nullptr;
}

bool Connection::is_joined(std::string_view nsp) const {
  const auto found = namespaces_.find(nsp);
  return found != namespaces_.end() && found->second.joined == Joined::kJoined;
}

void Connection::emit(std::string_view nsp, const Payload& payload) {
  if (joined(nsp) == nullptr) return;
  send(codec_.encode({.type = PacketType::kEvent, .nsp = nsp, .payload = payload}));
}

bool Connection::emit_with_ack(std::string_view nsp, const Payload& payload, AckId ack_id,
                               std::optional<MonoMs> deadline) {
  Namespace* const space = joined(nsp);
  if (space == nullptr || awaited_acks_ >= limits::kSocketIoPendingAcks) return false;
  if (!space->awaited.emplace(ack_id, deadline).second) return false;
  ++awaited_acks_;
  send(codec_.encode(
      {.type = PacketType::kEvent, .nsp = nsp, .payload = payload, .ack_id = ack_id}));
  return true;
}

void Connection::ack(std::string_view nsp, AckId ack_id, const Payload& payload) {
  if (joined(nsp) == nullptr) return;
  send(codec_.encode({.type = PacketType::kAck, .nsp = nsp, .payload = payload, .ack_id = ack_id}));
}

void Connection::leave(std::string_view nsp) {
  const auto found = namespaces_.find(nsp);
  if (found == namespaces_.end()) return;
  const std::string name = found->first;
  const bool was_joined = found->second.joined == Joined::kJoined;
  awaited_acks_ -= found->second.awaited.size();
  namespaces_.erase(found);
  if (was_joined) send(codec_.encode({.type = PacketType::kDisconnect, .nsp = name}));
}

// The peer has broken the protocol: the whole connection ends (SIO10).
void Connection::break_off() {
  if (state_ == State::kClosed) return;
  state_ = State::kClosed;
  output_.close_transport();
}

void Connection::send(Encoded packet) {
  if (state_ == State::kClosed) return;
  if (packet.first_is_binary) {
    output_.send_binary(packet.first);
  } else {
    output_.send_packet(std::move(packet.first));
  }
  if (packet.rest == nullptr) return;
  for (const std::string& bytes : *packet.rest) output_.send_binary(bytes);  // SIO34
}

}  // namespace atelier::wire::socketio
