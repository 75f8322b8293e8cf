#include "wire/websocket/frame_reader.h"

#include <gtest/gtest.h>

#include <random>

#include "wire/vectors_test.h"
#include "wire/websocket/event_stream_test.h"
#include "wire/websocket/frame_writer.h"

namespace atelier::wire::websocket {
namespace {

using Event = FrameReader::Event;

constexpr MaskKey kKey = {0x37, 0xFA, 0x21, 0x3D};

std::string from_hex(std::string_view digits) {
  std::string out;
  for (std::size_t at = 0; at + 2 <= digits.size(); at += 2) {
    out += static_cast<char>(std::stoi(std::string(digits.substr(at, 2)), nullptr, 16));
  }
  return out;
}

std::string frames_of(const json::value& value) {
  if (value.is_string()) return from_hex(std::string_view(value.as_string()).substr(4));
  std::string out;
  for (const json::value& frame : value.as_array()) {
    const json::array& parts = frame.as_array();
    const std::int64_t first = parts[0].as_int64();
    std::string payload = text_of(parts[1]);
    if (parts.size() > 2) {
      const std::int64_t code = parts[2].as_int64();
      payload.insert(0, {static_cast<char>(code >> 8), static_cast<char>(code & 0xFF)});
    }
    const ClientFrame start{static_cast<Opcode>(first & 0x0F), kKey, (first & 0x80) != 0};
    const std::size_t at = out.size();
    append_client_frame(out, start, payload);
    out[at] = static_cast<char>(first);  // with its reserved bits
  }
  return out;
}

struct Case {
  std::string rule, name, input;
  FrameReader::Options options;
  std::vector<std::string> events;
};

std::vector<Case> read_cases() {
  std::vector<Case> cases;
  const auto parsed = parse_json(read_vector("websocket/frames.json"));
  EXPECT_TRUE(parsed);
  for (const json::value& value : parsed->as_array()) {
    const json::object& object = value.as_object();
    Case one{text_of(object.at("rule")),
             text_of(object.at("name")),
             frames_of(object.at("frames")),
             {},
             {}};
    one.options.max_message_bytes =
        static_cast<std::uint64_t>(int_member(object, "max_message").value_or(100'000));
    one.options.max_fragments =
        static_cast<std::size_t>(int_member(object, "max_fragments").value_or(1000));
    for (const json::value& event : object.at("events").as_array()) {
      one.events.push_back(text_of(event));
    }
    cases.push_back(std::move(one));
  }
  return cases;
}

void check_rule(std::string_view rule) {
  int count = 0;
  for (const Case& one : read_cases()) {
    if (one.rule != rule) continue;
    ++count;
    EXPECT_EQ(events_of(one.input, one.input.size(), one.options), one.events) << one.name;
  }
  EXPECT_GT(count, 0);
}

TEST(FrameReader, WS1_EveryCutGivesTheSameEvents) {
  for (const Case& one : read_cases()) {
    for (const std::size_t piece : {1, 2, 3, 7, 64, 997}) {
      EXPECT_EQ(events_of(one.input, piece, one.options), one.events)
          << one.rule << " " << one.name << " in pieces of " << piece;
    }
  }
}

TEST(FrameReader, WS2_ReservedBitsAndOpcodes) {
  check_rule("WS2");
}
TEST(FrameReader, WS3_ClientsMask) {
  check_rule("WS3");
}
TEST(FrameReader, WS4_ControlFrames) {
  check_rule("WS4");
}
TEST(FrameReader, WS5_Fragments) {
  check_rule("WS5");
}
TEST(FrameReader, WS6_Lengths) {
  check_rule("WS6");
}
TEST(FrameReader, WS8_CloseFrames) {
  check_rule("WS8");
}
TEST(FrameReader, WS9_Utf8) {
  check_rule("WS9");
}
TEST(FrameReader, WS10_MessageLimit) {
  check_rule("WS10");
}
TEST(FrameReader, WS11_FragmentLimit) {
  check_rule("WS11");
}

TEST(FrameReader, WS3_AClientReadsUnmaskedFrames) {
  FrameReader::Options client;
  client.side = Side::kClient;
  std::string bytes;
  append_frame(bytes, Opcode::kText, "hello");
  EXPECT_EQ(events_of(bytes, bytes.size(), client), std::vector<std::string>{"text hello"});
  bytes.clear();
  append_client_frame(bytes, {Opcode::kText, kKey, true}, "hello");
  EXPECT_EQ(events_of(bytes, bytes.size(), client), std::vector<std::string>{"error 1002"});
}

TEST(FrameReader, WS7_ErrorsOfTheStartNeedNoMore) {
  for (const std::string_view start :
       {"\xC1\x85", "\x83\x85", "\x81\x05", "\x09\x85", "\x89\xFE", "\x80\x85"}) {
    EXPECT_EQ(events_of(start, 2, {}), std::vector<std::string>{"error 1002"});
  }
}

TEST(FrameReader, WS9_FailsAtTheFirstBadByte) {
  std::string bytes;
  append_client_frame(bytes, {Opcode::kText, kKey, true}, "abc\xC3(" + std::string(1000, 'x'));
  FrameReader reader({});
  std::span<char> good = std::span(bytes).first(8 + 4);
  EXPECT_EQ(reader.next(good), Event::kNeedMore);
  std::span<char> bad = std::span(bytes).subspan(8 + 4, 1);
  EXPECT_EQ(reader.next(bad), Event::kError);
  EXPECT_EQ(reader.close_code(), close_code::kInvalidText);
}

TEST(FrameReader, WS12_WholeMessagesAreNotCopied) {
  std::string bytes;
  append_client_frame(bytes, {Opcode::kText, kKey, true}, "hello");
  const std::size_t second = bytes.size();
  append_client_frame(bytes, {Opcode::kPing, kKey, true}, "ping");
  FrameReader reader({});
  std::span<char> input(bytes);
  ASSERT_EQ(reader.next(input), Event::kText);
  EXPECT_EQ(reader.payload(), "hello");
  EXPECT_EQ(reader.payload().data(), bytes.data() + 6);
  ASSERT_EQ(reader.next(input), Event::kPing);
  EXPECT_EQ(reader.payload().data(), bytes.data() + second + 6);
  EXPECT_EQ(reader.next(input), Event::kNeedMore);
  EXPECT_TRUE(input.empty());
}

TEST(FrameReader, WS13_StaysDead) {
  check_rule("WS13");
  std::string bytes = "\xFF\xFF";
  FrameReader reader({});
  std::span<char> input(bytes);
  EXPECT_EQ(reader.next(input), Event::kError);
  EXPECT_EQ(reader.next(input), Event::kError);
  EXPECT_EQ(reader.close_code(), close_code::kProtocolError);
  EXPECT_FALSE(reader.payload().empty());
}

// Autobahn 9.3.1: 4 MB in 64-byte fragments.
TEST(FrameReader, WS11_ManySmallFragmentsPass) {
  constexpr std::size_t kFragments = 4 * 1024 * 1024 / 64;
  std::string bytes;
  for (std::size_t i = 0; i < kFragments; ++i) {
    append_client_frame(bytes,
                        {i == 0 ? Opcode::kText : Opcode::kContinuation, kKey, i + 1 == kFragments},
                        std::string(64, 'x'));
  }
  FrameReader::Options options;
  options.max_message_bytes = 16'000'000;
  const auto events = events_of(bytes, 512 * 1024, options);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].size(), 5 + kFragments * 64);
}

struct Conversation {
  std::string bytes;
  std::vector<std::string> events;
};

// One message in up to four fragments, with pings between them.
void append_message(std::mt19937& random, Conversation& conversation) {
  const bool is_text = random() % 2 == 0;
  const unsigned fragments = 1 + random() % 4;
  std::string message = is_text ? "text " : "binary ";
  for (unsigned i = 0; i < fragments; ++i) {
    const MaskKey key = {static_cast<std::uint8_t>(random()), 0, 0xFF,
                         static_cast<std::uint8_t>(random())};
    if (random() % 4 == 0) {
      append_client_frame(conversation.bytes, {Opcode::kPing, key, true}, "p");
      conversation.events.emplace_back("ping p");
    }
    const std::string payload(random() % 300, static_cast<char>('a' + i));
    const Opcode first = is_text ? Opcode::kText : Opcode::kBinary;
    append_client_frame(conversation.bytes,
                        {i == 0 ? first : Opcode::kContinuation, key, i + 1 == fragments}, payload);
    message += payload;
  }
  conversation.events.push_back(message);
}

TEST(FrameReader, WS1_RandomConversations) {
  for (unsigned seed = 0; seed < 2000; ++seed) {
    std::mt19937 random(seed);
    Conversation conversation;
    for (unsigned messages = 1 + random() % 5; messages > 0; --messages) {
      append_message(random, conversation);
    }
    std::string& bytes = conversation.bytes;
    EXPECT_EQ(events_of(bytes, 1 + random() % 100, {}), conversation.events) << seed;
    // With changed bytes all cuts still agree.
    for (unsigned changes = random() % 4; changes > 0; --changes) {
      bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    const auto whole = events_of(bytes, bytes.size(), {});
    EXPECT_EQ(events_of(bytes, 1 + random() % 40, {}), whole) << seed;
    EXPECT_EQ(events_of(bytes, 1, {}), whole) << seed;
  }
}

}  // namespace
}  // namespace atelier::wire::websocket
