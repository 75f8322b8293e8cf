#include "wire/engineio/packet.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "wire/engineio/handshake.h"
#include "wire/vectors_test.h"

namespace atelier::wire::engineio {
namespace {

std::string from_hex(std::string_view hex) {
  std::string out;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
    out += static_cast<char>(std::stoi(std::string(hex.substr(at, 2)), nullptr, 16));
  }
  return out;
}

std::string_view name_of(const Packet& packet) {
  static constexpr std::array<std::string_view, 7> kNames{"open",    "close",   "ping", "pong",
                                                          "message", "upgrade", "noop"};
  return packet.binary ? "binary" : kNames[static_cast<std::size_t>(packet.type)];
}

json::object vectors() {
  return parse_json(read_vector("engineio/packets.json")).value().as_object();
}

std::string text(const json::value& value) {
  return std::string(value.as_string());
}

TEST(EngineIoPacket, EIO20_EIO21_PacketsReadAndWrite) {
  const json::object all_item = vectors();
  for (const json::value& item : all_item.at("packets").as_array()) {
    const json::object& wanted = item.as_object();
    const std::string wire = text(wanted.at("text"));
    const Result<Packet> packet = decode_text(wire);
    ASSERT_TRUE(packet) << wire;
    EXPECT_EQ(name_of(*packet), text(wanted.at("type"))) << wire;
    const std::string data =
        packet->binary ? from_hex(text(wanted.at("hex"))) : text(wanted.at("data"));
    EXPECT_EQ(packet->data, data) << wire;
    EXPECT_EQ(encode_text(*packet), wire);
  }
}

TEST(EngineIoPacket, EIO22_Base64IsReadLeniently) {
  const json::object all_item = vectors();
  for (const json::value& item : all_item.at("lenient").as_array()) {
    const std::string wire = text(item.as_object().at("text"));
    const Result<Packet> packet = decode_text(wire);
    ASSERT_TRUE(packet) << wire;
    EXPECT_TRUE(packet->binary);
    EXPECT_EQ(packet->data, from_hex(text(item.as_object().at("hex")))) << wire;
  }
}

TEST(EngineIoPacket, EIO23_MalformedPackets) {
  const json::object all_wire = vectors();
  for (const json::value& wire : all_wire.at("malformed").as_array()) {
    EXPECT_FALSE(decode_text(wire.as_string())) << text(wire);
  }
}

TEST(EngineIoPacket, EIO21_EIO23_Payloads) {
  const json::object all_item = vectors();
  for (const json::value& item : all_item.at("payloads").as_array()) {
    const auto packets = decode_payload(item.as_object().at("body").as_string());
    ASSERT_TRUE(packets);
    const json::array& wanted = item.as_object().at("packets").as_array();
    ASSERT_EQ(packets->size(), wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      EXPECT_EQ(encode_text((*packets)[i]), text(wanted[i]));
    }
  }
  const json::object all_body = vectors();
  for (const json::value& body : all_body.at("malformed_payloads").as_array()) {
    EXPECT_FALSE(decode_payload(body.as_string())) << text(body);
  }
}

TEST(EngineIoPacket, EIO23_TooManyPackets) {
  std::string body = "3";
  for (std::size_t i = 1; i < limits::kEngineIoPacketsPerPayload; ++i)
    body +=
        "\x1e"
        "3";
  ASSERT_TRUE(decode_payload(body));
  EXPECT_EQ(decode_payload(body)->size(), limits::kEngineIoPacketsPerPayload);
  EXPECT_FALSE(decode_payload(body + "\x1e"
                                     "3"));
}

Request request_of(const json::object& item) {
  Request request = parse_query(item.at("query").as_string());
  const std::string_view method = string_member(item, "method").value_or("GET");
  request.is_get = method == "GET";
  request.is_upgrade = bool_member(item, "upgrade", false);
  request.origin = string_member(item, "origin").value_or("");
  return request;
}

TEST(EngineIoHandshake, EIO1_EIO3_EIO5_OrderOfErrors) {
  const json::value cases = parse_json(read_vector("engineio/handshake.json")).value();
  for (const json::value& value : cases.as_array()) {
    const json::object& item = value.as_object();
    const Request request = request_of(item);
    std::optional<KnownSession> known;
    if (const auto transport = string_member(item, "known")) {
      known = KnownSession{*transport == "polling" ? Transport::kPolling : Transport::kWebSocket};
    }
    auto error = check(request, known);
    if (!error && !request.sid) error = check_version(request);
    const std::string query = text(item.at("query"));
    const json::value& wanted = item.at("error");
    ASSERT_EQ(error.has_value(), wanted.is_int64()) << query;
    if (error) {
      EXPECT_EQ(static_cast<std::int64_t>(*error), wanted.as_int64()) << query;
    }
    EXPECT_EQ(request.b64, bool_member(item, "b64", false)) << query;
  }
}

TEST(EngineIoHandshake, EIO2_ErrorBodies) {
  EXPECT_EQ(error_body(HandshakeError::kUnknownSession),
            R"({"code":1,"message":"Session ID unknown"})");
  EXPECT_EQ(error_body(HandshakeError::kForbidden, "no \"guests\""),
            R"({"code":4,"message":"no \"guests\""})");
  EXPECT_EQ(status_of(HandshakeError::kForbidden), 403);
  EXPECT_EQ(status_of(HandshakeError::kUnsupportedVersion), 400);
  EXPECT_EQ(message_of(HandshakeError::kUnknownTransport), "Transport unknown");
  EXPECT_EQ(message_of(HandshakeError::kBadMethod), "Bad handshake method");
  EXPECT_EQ(message_of(HandshakeError::kBadRequest), "Bad request");
  EXPECT_EQ(message_of(HandshakeError::kUnsupportedVersion), "Unsupported protocol version");
}

TEST(EngineIoHandshake, EIO4_OpenPacket) {
  EXPECT_EQ(encode_open({.sid = "s", .ping_interval_ms = 300, .ping_timeout_ms = 200}),
            R"(0{"sid":"s","upgrades":["websocket"],"pingInterval":300,"pingTimeout":200,)"
            R"("maxPayload":1000000})");
  EXPECT_EQ(encode_open({.sid = "s", .transport = Transport::kWebSocket}),
            R"(0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000,)"
            R"("maxPayload":1000000})");
}

TEST(EngineIoHandshake, EIO6_SessionIdsNameTheirLoop) {
  const std::string sid = make_sid(SidBytes{1, 2, 3}, 7);
  EXPECT_EQ(sid.size(), kSidLength);
  EXPECT_EQ(loop_of_sid(sid), 7);
  EXPECT_EQ(loop_of_sid(make_sid(SidBytes{255}, 200)), 200);
  EXPECT_FALSE(loop_of_sid("__proto__"));
  EXPECT_FALSE(loop_of_sid(sid + "A"));
  EXPECT_FALSE(loop_of_sid("!!!!!!!!!!!!!!!!!!!!"));
}

}  // namespace
}  // namespace atelier::wire::engineio
