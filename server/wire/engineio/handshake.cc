#include "wire/engineio/handshake.h"

#include <algorithm>

#include "base/base64.h"
#include "base/json_text.h"
#include "wire/http/target.h"

namespace atelier::wire::engineio {
namespace {

// EIO3: what HTTP itself forbids in a field value.
bool has_invalid_character(std::string_view value) {
  return std::any_of(value.begin(), value.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && byte != '\t') || byte == 0x7F;
  });
}

// An empty sid asks for a handshake, as in the reference; one that cannot be decoded does not.
std::optional<std::string> read_sid(std::string_view query) {
  std::optional<std::string> sid = http::query_value(query, "sid");
  if (sid && sid->empty()) return std::nullopt;
  if (sid) return sid;
  const bool is_named = query.starts_with("sid=") || query.find("&sid=") != std::string_view::npos;
  return is_named ? std::optional<std::string>("?") : std::nullopt;
}

std::string_view name_of(Transport transport) {
  switch (transport) {
    case Transport::kPolling:
      return "polling";
    case Transport::kWebSocket:
      return "websocket";
  }
  return {};
}

}  // namespace

std::string_view message_of(HandshakeError error) {
  switch (error) {
    case HandshakeError::kUnknownTransport:
      return "Transport unknown";
    case HandshakeError::kUnknownSession:
      return "Session ID unknown";
    case HandshakeError::kBadMethod:
      return "Bad handshake method";
    case HandshakeError::kBadRequest:
      return "Bad request";
    case HandshakeError::kForbidden:
      return "Forbidden";
    case HandshakeError::kUnsupportedVersion:
      return "Unsupported protocol version";
  }
  return {};
}

int status_of(HandshakeError error) {
  return error == HandshakeError::kForbidden ? 403 : 400;
}

std::string error_body(HandshakeError error, std::string_view message) {
  std::string out = "{\"code\":" + std::to_string(static_cast<int>(error)) + ",\"message\":";
  json_text::append_quoted(out, message.empty() ? message_of(error) : message);
  out += '}';
  return out;
}

Request parse_query(std::string_view query) {
  Request request;
  request.transport = http::query_value(query, "transport").value_or("");
  request.version = http::query_value(query, "EIO").value_or("");
  request.sid = read_sid(query);
  request.b64 = !http::query_value(query, "b64").value_or("").empty();
  return request;
}

std::optional<HandshakeError> check(const Request& request,
                                    const std::optional<KnownSession>& known) {
  const bool is_polling = request.transport == "polling";
  if (!is_polling && request.transport != "websocket") return HandshakeError::kUnknownTransport;
  if (has_invalid_character(request.origin)) return HandshakeError::kBadRequest;
  // An upgrade always asks for the transport that can be upgraded to.
  if (request.is_upgrade && is_polling) return HandshakeError::kBadRequest;
  if (!request.sid) {
    if (!request.is_get) return HandshakeError::kBadMethod;
    if (!is_polling && !request.is_upgrade) return HandshakeError::kBadRequest;
    return std::nullopt;
  }
  if (!known) return HandshakeError::kUnknownSession;
  if (request.version != "4") return HandshakeError::kBadRequest;  // EIO5
  if (!request.is_upgrade && request.transport != name_of(known->transport)) {
    return HandshakeError::kBadRequest;
  }
  if (!request.is_upgrade && !is_polling) return HandshakeError::kBadRequest;
  return std::nullopt;
}

std::optional<HandshakeError> check_version(const Request& request) {
  if (request.version != "4") return HandshakeError::kUnsupportedVersion;
  return std::nullopt;
}

std::string make_sid(const SidBytes& random, std::uint8_t loop) {
  std::string bytes(random.begin(), random.end());
  bytes += static_cast<char>(loop);
  return base64::encode_url(bytes);
}

std::optional<std::uint8_t> loop_of_sid(std::string_view sid) {
  if (sid.size() != kSidLength) return std::nullopt;
  const std::optional<std::string> bytes = base64::decode_url(sid);
  if (!bytes) return std::nullopt;
  return static_cast<std::uint8_t>(bytes->back());
}

std::string encode_open(const OpenPacket& open) {
  std::string out = "0{\"sid\":";
  json_text::append_quoted(out, open.sid);
  out += ",\"upgrades\":";
  out += open.transport == Transport::kPolling ? "[\"websocket\"]" : "[]";
  out += ",\"pingInterval\":" + std::to_string(open.ping_interval_ms);
  out += ",\"pingTimeout\":" + std::to_string(open.ping_timeout_ms);
  out += ",\"maxPayload\":" + std::to_string(open.max_payload) + '}';
  return out;
}

}  // namespace atelier::wire::engineio
