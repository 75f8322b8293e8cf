// The Engine.IO handshake: session ids, the check of a request against the protocol's order of
// errors, and the open packet. Knows no HTTP types: the caller passes the few facts it needs.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace atelier::wire::engineio {

enum class Transport : std::uint8_t { kPolling, kWebSocket };

/// Engine.IO error codes; the numbers are on the wire.
enum class HandshakeError : std::uint8_t {
  kUnknownTransport = 0,
  kUnknownSession = 1,
  kBadMethod = 2,
  kBadRequest = 3,
  kForbidden = 4,
  kUnsupportedVersion = 5,
};
std::string_view message_of(HandshakeError error);
/// 403 for kForbidden, else 400.
int status_of(HandshakeError error);
/// `{"code":1,"message":"..."}`; an empty message means the usual one.
std::string error_body(HandshakeError error, std::string_view message = {});

/// What a request says, from its query and headers.
struct Request {
  std::string transport;
  std::string version;
  std::optional<std::string> sid;
  bool b64 = false;  // binary must be sent as text
  bool is_get = true;
  bool is_upgrade = false;  // a well-formed WebSocket upgrade request
  std::string_view origin;  // empty: none
};
/// Reads transport, EIO, sid and b64 from a raw query; everything else in it is ignored.
Request parse_query(std::string_view query);

/// What is known of the session that `sid` names.
struct KnownSession {
  Transport transport = Transport::kPolling;
};

/// EIO1: the first rule that a request breaks, in the reference's order. `known` is the session of
/// `request.sid` if there is one. The caller's own policy comes after it (kForbidden).
std::optional<HandshakeError> check(const Request& request,
                                    const std::optional<KnownSession>& known);
/// The last check of a handshake, behind the caller's policy.
std::optional<HandshakeError> check_version(const Request& request);

/// A session id is the base64url form of 15 bytes: 14 random ones and the number of its loop.
using SidBytes = std::array<std::uint8_t, 14>;
inline constexpr std::size_t kSidLength = 20;
std::string make_sid(const SidBytes& random, std::uint8_t loop);
/// The loop that a session id names; nothing for what cannot be one of ours.
std::optional<std::uint8_t> loop_of_sid(std::string_view sid);

struct OpenPacket {
  std::string_view sid;
  Transport transport = Transport::kPolling;
  DurationMs ping_interval_ms = 25'000;
  DurationMs ping_timeout_ms = 20'000;
  std::size_t max_payload = 1'000'000;
};
/// The packet with its type character.
std::string encode_open(const OpenPacket& open);

}  // namespace atelier::wire::engineio
