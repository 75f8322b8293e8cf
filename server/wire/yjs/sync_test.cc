#include "wire/yjs/sync.h"

#include "gtest/gtest.h"

namespace atelier::wire::yjs {
namespace {

template <class T>
T decoded(const std::string& bytes) {
  const auto frame = decode_frame(bytes);
  EXPECT_TRUE(frame);
  const T* found = frame ? std::get_if<T>(&*frame) : nullptr;
  EXPECT_NE(found, nullptr);
  return found != nullptr ? *found : T{};
}

TEST(YWebsocketFrames, YWS1_BytesAreThoseOfYWebsocket) {
  EXPECT_EQ(encode_step1("sv"), std::string("\0\0\x02sv", 5));
  EXPECT_EQ(encode_step2("up"), std::string("\0\x01\x02up", 5));
  EXPECT_EQ(encode_update("up"), std::string("\0\x02\x02up", 5));
  EXPECT_EQ(encode_awareness("aw"),
            "\x01\x02"
            "aw");
  EXPECT_EQ(encode_permission_denied("no"), std::string("\x02\0\x02no", 5));
  EXPECT_EQ(encode_query_awareness(), "\x03");
}

TEST(YWebsocketFrames, YWS1_DecodesWhatItEncodes) {
  EXPECT_EQ(decoded<SyncStep1>(encode_step1("sv")).state_vector, "sv");
  EXPECT_EQ(decoded<SyncStep2>(encode_step2("")).update, "");
  EXPECT_EQ(decoded<SyncUpdate>(encode_update(std::string(300, 'u'))).update.size(), 300u);
  EXPECT_EQ(decoded<AwarenessUpdate>(encode_awareness("aw")).update, "aw");
  EXPECT_EQ(decoded<PermissionDenied>(encode_permission_denied("read-only")).reason, "read-only");
  decoded<QueryAwareness>(encode_query_awareness());
}

TEST(YWebsocketFrames, YWS2_RefusesMalformedMessages) {
  for (const std::string& bytes :
       {std::string(), std::string("\x80"), std::string("\0", 1), std::string("\0\0", 2),
        std::string("\0\x03\x01x", 4), std::string("\0\x02\x05x", 4),
        std::string("\0\x02\x01xy", 5), std::string("\x01\x02x", 3), std::string("\x02\x01\0", 3),
        std::string("\x03x", 2)}) {
    const auto frame = decode_frame(bytes);
    ASSERT_FALSE(frame) << bytes.size();
    EXPECT_EQ(frame.error().code, Errc::kInvalid);
  }
}

TEST(YWebsocketFrames, YWS3_UnknownTypesAreToldApart) {
  EXPECT_EQ(decoded<UnknownFrame>(std::string("\x04 anything")).type, 4u);
}

TEST(YWebsocketFrames, YWS4_LargerMessagesAreTooLarge) {
  const auto frame = decode_frame(std::string(kMaxMessageBytes + 1, '\0'));
  ASSERT_FALSE(frame);
  EXPECT_EQ(frame.error().code, Errc::kTooLarge);
}

}  // namespace
}  // namespace atelier::wire::yjs
