#include "wire/websocket/handshake.h"

#include <gtest/gtest.h>

namespace atelier::wire::websocket {
namespace {

http::RequestHead good_head() {
  http::RequestHead head;
  head.method = "GET";
  head.target = "/socket.io/";
  head.headers = {{"host", "a"},
                  {"upgrade", "websocket"},
                  {"connection", "keep-alive, Upgrade"},
                  {"sec-websocket-version", "13"},
                  {"sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="}};
  return head;
}

void set(http::RequestHead& head, std::string_view name, std::string value) {
  for (auto& [key, old] : head.headers) {
    if (key == name) old = std::move(value);
  }
}

void erase(http::RequestHead& head, std::string_view name) {
  std::erase_if(head.headers, [name](const auto& header) { return header.first == name; });
}

// The status of the refusal, 101 for none.
int status_of(const http::RequestHead& head) {
  const auto parsed = parse_handshake(head);
  const auto* const refusal = std::get_if<Refusal>(&parsed);
  if (refusal == nullptr) return 101;
  EXPECT_FALSE(refusal->message.empty());
  return refusal->status;
}

TEST(Handshake, WS20_WellFormedRequests) {
  http::RequestHead head = good_head();
  EXPECT_TRUE(asks_for_websocket(head));
  EXPECT_EQ(status_of(head), 101);
  set(head, "upgrade", "WebSocket");
  set(head, "connection", "UPGRADE");
  EXPECT_EQ(status_of(head), 101);
}

TEST(Handshake, WS20_NoUpgradeIs426) {
  for (const std::string_view name : {"upgrade", "connection"}) {
    http::RequestHead head = good_head();
    set(head, name, "x");
    EXPECT_EQ(status_of(head), 426) << name;
    erase(head, name);
    EXPECT_EQ(status_of(head), 426) << name;
  }
}

TEST(Handshake, WS20_OnlyGetWithoutBody) {
  http::RequestHead head = good_head();
  head.method = "POST";
  EXPECT_EQ(status_of(head), 400);
  head = good_head();
  head.minor_version = 0;
  EXPECT_EQ(status_of(head), 400);
  head = good_head();
  head.content_length = 1;
  EXPECT_EQ(status_of(head), 400);
  head = good_head();
  head.chunked = true;
  EXPECT_EQ(status_of(head), 400);
}

TEST(Handshake, WS21_OtherVersions) {
  for (const std::string_view version : {"8", "", "013", "13, 8", "14"}) {
    http::RequestHead head = good_head();
    set(head, "sec-websocket-version", std::string(version));
    EXPECT_EQ(status_of(head), 426) << version;
  }
  http::RequestHead head = good_head();
  erase(head, "sec-websocket-version");
  const auto parsed = parse_handshake(head);
  EXPECT_EQ(http::find_header(std::get<Refusal>(parsed).headers, "Sec-WebSocket-Version"), "13");
}

TEST(Handshake, WS22_Keys) {
  for (const std::string_view key :
       {"", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25jZQ===",
        "dGhlIHNhbXBsZSBub25jZ===", "dGhlIHNhbXBsZSBub25j_Q==", "dGhlIHNhbXBsZSBub25jZQ=a",
        "dGhlIHNhbXBsZSBub25j ZQ=", "dGhlIHNhbXBsZSBub25jZWZnaA=="}) {
    http::RequestHead head = good_head();
    set(head, "sec-websocket-key", std::string(key));
    EXPECT_EQ(status_of(head), 400) << key;
  }
  http::RequestHead head = good_head();
  erase(head, "sec-websocket-key");
  EXPECT_EQ(status_of(head), 400);
  head = good_head();
  head.headers.emplace_back("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
  EXPECT_EQ(status_of(head), 400);
}

// The example of RFC 6455 section 1.3, whose digest is given there.
TEST(Handshake, WS23_AcceptValue) {
  std::string hashed;
  const auto sha1 = [&hashed](const std::string& text) {
    hashed = text;
    return std::string(
        "\xB3\x7A\x4F\x2C\xC0\x62\x4F\x16\x90\xF6\x46\x06\xCF\x38\x59\x45\xB2\xBE\xC4\xEA");
  };
  const std::string accept = accept_value("dGhlIHNhbXBsZSBub25jZQ==", sha1);
  EXPECT_EQ(hashed, "dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
  EXPECT_EQ(accept, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  EXPECT_EQ(handshake_headers(accept), (http::Headers{{"Upgrade", "websocket"},
                                                      {"Connection", "Upgrade"},
                                                      {"Sec-WebSocket-Accept", accept}}));
  EXPECT_EQ(http::find_header(handshake_headers(accept, "chat"), "Sec-WebSocket-Protocol"), "chat");
}

TEST(Handshake, WS24_Protocols) {
  http::RequestHead head = good_head();
  head.headers.emplace_back("sec-websocket-protocol", "chat, superchat");
  head.headers.emplace_back("sec-websocket-protocol", "third");
  const auto parsed = parse_handshake(head);
  EXPECT_EQ(std::get<Handshake>(parsed).protocols,
            (std::vector<std::string>{"chat", "superchat", "third"}));
  set(head, "sec-websocket-protocol", "a b");
  EXPECT_EQ(status_of(head), 400);
}

TEST(Handshake, WS24_Extensions) {
  http::RequestHead head = good_head();
  head.headers.emplace_back("sec-websocket-extensions",
                            "permessage-deflate; client_max_window_bits; "
                            "server_max_window_bits=\"10\", x=1, a;;b, c; d=, e f, last");
  const auto parsed = parse_handshake(head);
  const std::vector<Extension> expected = {
      {"permessage-deflate", {{"client_max_window_bits", ""}, {"server_max_window_bits", "10"}}},
      {"last", {}}};
  EXPECT_EQ(std::get<Handshake>(parsed).extensions, expected);
}

}  // namespace
}  // namespace atelier::wire::websocket
