// Socket.IO v5 packets (spec/socketio.md). Payloads stay JSON text as it came: slices in, slices
// out, so numbers and escapes reach the other side unchanged. Knows no connection.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace atelier::wire::socketio {

enum class PacketType : std::uint8_t {
  kConnect,
  kDisconnect,
  kEvent,
  kAck,
  kConnectError,
  kBinaryEvent,
  kBinaryAck,
};

using AckId = std::uint64_t;

/// A packet whose slices point into the text it was read from.
struct PacketView {
  PacketType type = PacketType::kConnect;
  std::size_t attachments = 0;  // how many binary messages follow
  std::string_view nsp = "/";
  std::optional<AckId> ack_id;
  std::string_view json;  // the payload; empty: none

  bool operator==(const PacketView&) const = default;
};

/// Reads the text of one Engine.IO message and checks everything that the text alone can tell.
Result<PacketView> parse(std::string_view text);

/// The rules for payloads, by type; `json` empty means none.
Result<void> check_payload(PacketType type, std::string_view json);

/// Binary parts of a payload, referred to from its JSON by placeholders.
using Attachments = std::vector<std::string>;
using SharedAttachments = std::shared_ptr<const Attachments>;

/// A payload with its binary parts. Both are borrowed.
struct Payload {
  std::string_view json;  // of an event or an ack: a JSON array
  const Attachments* attachments = nullptr;
};

// Writers. Each returns the whole Engine.IO text packet, with the leading 4. Attachments follow it
// as binary messages, in order, with nothing between.
std::string encode_connect(std::string_view nsp, std::string_view json);
std::string encode_connect_error(std::string_view nsp, std::string_view json);
std::string encode_disconnect(std::string_view nsp);
std::string encode_event(std::string_view nsp, const Payload& payload,
                         std::optional<AckId> ack_id = std::nullopt);
std::string encode_ack(std::string_view nsp, AckId ack_id, const Payload& payload);

/// `["name",args...]` from a name and the JSON array of the arguments.
std::string event_payload(std::string_view name, std::string_view args_json);

}  // namespace atelier::wire::socketio
