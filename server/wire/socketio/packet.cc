#include "wire/socketio/packet.h"

#include <algorithm>
#include <array>

#include "base/json_text.h"
#include "base/limits.h"

namespace atelier::wire::socketio {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_binary(PacketType type) {
  return type == PacketType::kBinaryEvent || type == PacketType::kBinaryAck;
}

// Takes the digits at the start of `text`; nothing when there are none or the number is too big.
std::optional<std::uint64_t> take_number(std::string_view& text, std::uint64_t max) {
  std::uint64_t value = 0;
  std::size_t count = 0;
  for (; count < text.size() && is_digit(text[count]); ++count) {
    value = value * 10 + static_cast<std::uint64_t>(text[count] - '0');
    if (value > max) return std::nullopt;
  }
  if (count == 0) return std::nullopt;
  text.remove_prefix(count);
  return value;
}

// SIO23: names that would collide with the events of the socket itself.
bool is_reserved(std::string_view name) {
  static constexpr std::array<std::string_view, 6> kReserved{
      "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"};
  return std::find(kReserved.begin(), kReserved.end(), name) != kReserved.end();
}

Result<void> check_event(std::string_view json) {
  ATELIER_TRY(const auto elements, json_text::split_array(json));
  if (elements.empty()) return invalid("an event is a non-empty array");
  const char first = elements.front().front();
  if (first == '-' || is_digit(first)) return {};
  if (first != '"') return invalid("the name of an event is a string or a number");
  ATELIER_TRY(const std::string name, json_text::unquote(elements.front()));
  if (is_reserved(name)) return invalid("this event name is reserved");
  return {};
}

void append_head(std::string& out, PacketType type, std::size_t attachments, std::string_view nsp) {
  out += '4';
  out += static_cast<char>('0' + static_cast<int>(type));
  if (is_binary(type)) {
    out += std::to_string(attachments);
    out += '-';
  }
  if (nsp == "/") return;
  out += nsp;
  out += ',';
}

std::string encode_with_payload(PacketType type, std::string_view nsp, const Payload& payload,
                                std::optional<AckId> ack_id) {
  const std::size_t attachments = payload.attachments ? payload.attachments->size() : 0;
  if (attachments > 0) {  // SIO33: only what has binary parts says so
    type = type == PacketType::kAck ? PacketType::kBinaryAck : PacketType::kBinaryEvent;
  }
  std::string out;
  out.reserve(payload.json.size() + nsp.size() + 24);
  append_head(out, type, attachments, nsp);
  if (ack_id) out += std::to_string(*ack_id);
  out += payload.json;
  return out;
}

}  // namespace

Result<PacketView> parse(std::string_view text) {
  if (text.empty() || text.front() < '0' || text.front() > '6') {
    return invalid("unknown Socket.IO packet type");
  }
  PacketView packet;
  packet.type = static_cast<PacketType>(text.front() - '0');
  text.remove_prefix(1);
  if (is_binary(packet.type)) {
    const auto count = take_number(text, limits::kSocketIoAttachments);  // SIO30
    if (!count || *count == 0 || !text.starts_with('-')) return invalid("illegal attachments");
    packet.attachments = *count;
    text.remove_prefix(1);
  }
  if (text.starts_with('/')) {  // SIO2
    packet.nsp = text.substr(0, text.find(','));
    if (packet.nsp.size() > limits::kSocketIoNamespaceBytes) return too_large("namespace too long");
    text.remove_prefix(std::min(packet.nsp.size() + 1, text.size()));
  }
  if (!text.empty() && is_digit(text.front())) {  // SIO3
    packet.ack_id = take_number(text, limits::kSocketIoAckId);
    if (!packet.ack_id) return invalid("the ack id is too big");
  }
  packet.json = text;
  if (auto checked = check_payload(packet.type, packet.json); !checked) return checked.error();
  return packet;
}

Result<void> check_payload(PacketType type, std::string_view json) {
  if (json.empty()) return {};  // SIO24
  switch (type) {
    case PacketType::kConnect: {
      const auto members = json_text::split_object(json);
      return members ? Result<void>{} : members.error();
    }
    case PacketType::kDisconnect:
      return invalid("a disconnect has no payload");
    case PacketType::kConnectError:
      return json_text::validate(json);
    case PacketType::kEvent:
    case PacketType::kBinaryEvent:
      return check_event(json);
    case PacketType::kAck:
    case PacketType::kBinaryAck: {
      const auto elements = json_text::split_array(json);
      return elements ? Result<void>{} : elements.error();
    }
  }
  return invalid("unknown Socket.IO packet type");
}

std::string encode_connect(std::string_view nsp, std::string_view json) {
  return encode_with_payload(PacketType::kConnect, nsp, {json}, std::nullopt);
}

std::string encode_connect_error(std::string_view nsp, std::string_view json) {
  return encode_with_payload(PacketType::kConnectError, nsp, {json}, std::nullopt);
}

std::string encode_disconnect(std::string_view nsp) {
  return encode_with_payload(PacketType::kDisconnect, nsp, {}, std::nullopt);
}

std::string encode_event(std::string_view nsp, const Payload& payload,
                         std::optional<AckId> ack_id) {
  return encode_with_payload(PacketType::kEvent, nsp, payload, ack_id);
}

std::string encode_ack(std::string_view nsp, AckId ack_id, const Payload& payload) {
  return encode_with_payload(PacketType::kAck, nsp, payload, ack_id);
}

std::string event_payload(std::string_view name, std::string_view args_json) {
  std::string out;
  out.reserve(name.size() + args_json.size() + 8);
  out += '[';
  json_text::append_quoted(out, name);
  const std::string_view inside = args_json.substr(1, args_json.size() - 2);
  if (!inside.empty()) out += ',';
  out += inside;
  out += ']';
  return out;
}

}  // namespace atelier::wire::socketio
