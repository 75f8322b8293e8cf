#include "wire/websocket/frame_writer.h"

#include <gtest/gtest.h>

namespace atelier::wire::websocket {
namespace {

std::string frame(Opcode opcode, std::string_view payload) {
  std::string out;
  append_frame(out, opcode, payload);
  return out;
}

std::string close_frame(std::uint16_t code, std::string_view reason) {
  std::string out;
  append_close_frame(out, code, reason);
  return out;
}

TEST(FrameWriter, WS14_ShortestLengths) {
  EXPECT_EQ(frame(Opcode::kText, "hi"), "\x81\x02hi");
  EXPECT_EQ(frame(Opcode::kBinary, ""), std::string("\x82\0", 2));
  EXPECT_EQ(frame(Opcode::kBinary, std::string(125, 'x')).substr(0, 3), "\x82\x7Dx");
  EXPECT_EQ(frame(Opcode::kBinary, std::string(126, 'x')).substr(0, 5),
            std::string("\x82\x7E\0\x7Ex", 5));
  EXPECT_EQ(frame(Opcode::kBinary, std::string(65535, 'x')).substr(0, 5), "\x82\x7E\xFF\xFFx");
  EXPECT_EQ(frame(Opcode::kBinary, std::string(65536, 'x')).substr(0, 11),
            std::string("\x82\x7F\0\0\0\0\0\1\0\0x", 11));
  for (const std::size_t size : {0, 125, 126, 65535, 65536}) {
    EXPECT_EQ(frame(Opcode::kText, std::string(size, 'x')).size(), header_size(size) + size);
  }
}

TEST(FrameWriter, WS14_FramesAreAppended) {
  std::string out;
  append_frame(out, Opcode::kPing, "a");
  append_frame_header(out, Opcode::kText, 300);
  EXPECT_EQ(out,
            "\x89\x01"
            "a\x81\x7E\x01\x2C");
}

TEST(FrameWriter, ControlPayloadsAreCut) {
  EXPECT_EQ(frame(Opcode::kPong, std::string(200, 'x')).size(), 127U);
}

TEST(FrameWriter, WS15_CloseFrames) {
  EXPECT_EQ(close_frame(1000, ""), "\x88\x02\x03\xE8");
  EXPECT_EQ(close_frame(4401, "login"), "\x88\x07\x11\x31login");
  for (const std::uint16_t code : {0, 999, 1004, 1005, 1006, 1015, 2000, 5000}) {
    EXPECT_EQ(close_frame(code, "reason"), std::string("\x88\0", 2)) << code;
  }
}

TEST(FrameWriter, WS15_ReasonsAreCutBetweenCharacters) {
  EXPECT_EQ(close_frame(1001, std::string(300, 'x')).size(), 127U);
  std::string reason(122, 'x');
  reason += "\xC3\xA9";
  EXPECT_EQ(close_frame(1001, reason).substr(4), std::string(122, 'x'));
}

TEST(FrameWriter, ClientFramesAreMasked) {
  std::string out;
  append_client_frame(out, {Opcode::kText, {0x37, 0xFA, 0x21, 0x3D}, true}, "Hello");
  EXPECT_EQ(out, "\x81\x85\x37\xFA\x21\x3D\x7F\x9F\x4D\x51\x58");
  out.clear();
  append_client_frame(out, {Opcode::kBinary, {}, false}, "a");
  EXPECT_EQ(out, std::string("\x02\x81\0\0\0\0a", 7));
}

TEST(Mask, EveryLengthAndOffset) {
  constexpr MaskKey kKey = {1, 2, 4, 0x80};
  for (std::size_t size = 0; size < 40; ++size) {
    for (std::size_t offset = 0; offset < 9; ++offset) {
      std::string text(size, 'x');
      apply_mask(text, kKey, offset);
      for (std::size_t i = 0; i < size; ++i) {
        EXPECT_EQ(static_cast<unsigned char>(text[i]), 'x' ^ kKey[(offset + i) % 4]);
      }
    }
  }
}

}  // namespace
}  // namespace atelier::wire::websocket
