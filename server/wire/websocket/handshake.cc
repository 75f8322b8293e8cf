#include "wire/websocket/handshake.h"

#include <algorithm>

namespace atelier::wire::websocket {
namespace {

using http::Headers;

std::size_t count_of(const Headers& headers, std::string_view name) {
  return static_cast<std::size_t>(std::count_if(
      headers.begin(), headers.end(), [name](const auto& header) { return header.first == name; }));
}

// 16 bytes in base64 are 22 characters and two signs of padding.
bool is_key(std::string_view key) {
  return key.size() == 24 && key.ends_with("==") &&
         std::all_of(key.begin(), key.end() - 2, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  c == '+' || c == '/';
         });
}

std::vector<std::string> parse_protocols(const Headers& headers, bool& valid) {
  std::vector<std::string> protocols;
  for (const auto& [name, value] : headers) {
    if (name != "sec-websocket-protocol") continue;
    http::for_each_element(value, [&](std::string_view protocol) {
      valid = valid && http::is_token(protocol);
      protocols.emplace_back(protocol);
    });
  }
  return protocols;
}

// name *( ";" parameter [ "=" ( token | quoted token ) ] ). An offer that breaks this is dropped:
// an extension that is not understood is not used, and nothing else depends on it.
std::optional<Extension> parse_extension(std::string_view text) {
  Extension extension;
  while (true) {
    const std::size_t end = std::min(text.find(';'), text.size());
    const std::string_view part = http::trim(text.substr(0, end));
    const std::size_t equals = std::min(part.find('='), part.size());
    const std::string_view name = http::trim(part.substr(0, equals));
    std::string_view value = http::trim(part.substr(std::min(equals + 1, part.size())));
    if (value.size() >= 2 && value.starts_with('"') && value.ends_with('"')) {
      value = value.substr(1, value.size() - 2);
    }
    const bool has_value = equals < part.size();
    if (!http::is_token(name) || (has_value && !http::is_token(value))) return std::nullopt;
    if (extension.name.empty()) {
      if (has_value) return std::nullopt;
      extension.name = name;
    } else {
      extension.parameters.emplace_back(name, value);
    }
    if (end == text.size()) return extension;
    text.remove_prefix(end + 1);
  }
}

std::vector<Extension> parse_extensions(const Headers& headers) {
  std::vector<Extension> extensions;
  for (const auto& [name, value] : headers) {
    if (name != "sec-websocket-extensions") continue;
    http::for_each_element(value, [&extensions](std::string_view offer) {
      if (auto extension = parse_extension(offer)) extensions.push_back(std::move(*extension));
    });
  }
  return extensions;
}

}  // namespace

bool asks_for_websocket(const http::RequestHead& head) {
  return http::has_token(head.headers, "upgrade", "websocket");
}

std::variant<Handshake, Refusal> parse_handshake(const http::RequestHead& head) {
  if (!asks_for_websocket(head) || !http::has_token(head.headers, "connection", "upgrade")) {
    return Refusal{426,
                   {{"Upgrade", "websocket"}, {"Connection", "Upgrade"}},
                   "this address speaks WebSocket: the request asks for no upgrade to it"};
  }
  if (head.method != "GET" || head.minor_version != 1 || head.has_body()) {
    return Refusal{400, {}, "a WebSocket is opened by GET, HTTP/1.1 and no body"};
  }
  if (count_of(head.headers, "sec-websocket-version") != 1 ||
      *http::find_header(head.headers, "sec-websocket-version") != "13") {
    return Refusal{
        426,
        {{"Sec-WebSocket-Version", "13"}, {"Upgrade", "websocket"}, {"Connection", "Upgrade"}},
        "the only WebSocket version spoken here is 13"};
  }
  Handshake handshake;
  if (count_of(head.headers, "sec-websocket-key") == 1) {
    handshake.key = *http::find_header(head.headers, "sec-websocket-key");
  }
  if (!is_key(handshake.key)) {
    return Refusal{400, {}, "Sec-WebSocket-Key is not 16 bytes in base64, once"};
  }
  bool valid = true;
  handshake.protocols = parse_protocols(head.headers, valid);
  if (!valid) return Refusal{400, {}, "Sec-WebSocket-Protocol is not a list of tokens"};
  handshake.extensions = parse_extensions(head.headers);
  return handshake;
}

Headers handshake_headers(std::string_view accept, std::string_view protocol) {
  Headers headers = {{"Upgrade", "websocket"}, {"Connection", "Upgrade"}};
  headers.emplace_back("Sec-WebSocket-Accept", accept);
  if (!protocol.empty()) headers.emplace_back("Sec-WebSocket-Protocol", protocol);
  return headers;
}

}  // namespace atelier::wire::websocket
