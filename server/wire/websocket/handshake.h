// The server's part of the WebSocket opening handshake (RFC 6455 section 4.2): checks the request
// and makes the headers of the 101. Decides nothing about origins or sub-protocols.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/base64.h"
#include "wire/http/headers.h"
#include "wire/http/request.h"

namespace atelier::wire::websocket {

/// One element of Sec-WebSocket-Extensions; a parameter without a value has an empty one.
struct Extension {
  std::string name;
  http::Headers parameters;

  bool operator==(const Extension&) const = default;
};

struct Handshake {
  std::string key;                     // 24 characters of base64
  std::vector<std::string> protocols;  // in the client's order
  std::vector<Extension> extensions;   // offers
};

/// Why it is none: the answer's status, headers beyond the usual, and a sentence.
struct Refusal {
  int status = 400;
  http::Headers headers;
  std::string_view message;
};

/// True when the request asks for a WebSocket, however badly: then refuse with what
/// parse_handshake says instead of answering as HTTP.
bool asks_for_websocket(const http::RequestHead& head);

std::variant<Handshake, Refusal> parse_handshake(const http::RequestHead& head);

inline constexpr std::string_view kKeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// The value of Sec-WebSocket-Accept. `sha1(text)` returns the 20 raw bytes of the digest.
template <class Sha1>
std::string accept_value(std::string_view key, const Sha1& sha1) {
  return base64::encode(sha1(std::string(key).append(kKeySuffix)));
}

/// Headers of the 101; `protocol` is the chosen one or empty.
http::Headers handshake_headers(std::string_view accept, std::string_view protocol = {});

}  // namespace atelier::wire::websocket
