#include "wire/hocuspocus/message.h"

#include "gtest/gtest.h"

namespace atelier::wire::hocuspocus {
namespace {

const std::string kDoc = "room/main";
const std::string kSession = std::string("room/main\0k3x", 13);

template <class T>
T decoded(const std::string& bytes, const std::string& address = kDoc) {
  static thread_local std::string kept;  // what the result borrows from
  kept = bytes;
  const auto frame = decode_frame(kept);
  EXPECT_TRUE(frame) << frame.error().message;
  const Message message = std::get<Message>(*frame);
  EXPECT_EQ(message.address.whole, address);
  return std::get<T>(message.body);
}

std::string from_client(std::string_view tail, const std::string& address = kDoc) {
  return std::string(1, static_cast<char>(address.size())) + address + std::string(tail);
}

TEST(HocuspocusMessage, HOC1_EveryMessageNamesItsDocument) {
  EXPECT_EQ(decoded<SyncStep1>(encode_step1(kDoc, "sv")).state_vector, "sv");
  EXPECT_EQ(decoded<SyncStep2>(encode_step2(kDoc, "all")).update, "all");
  EXPECT_EQ(decoded<SyncUpdate>(encode_update(kDoc, "some")).update, "some");
  EXPECT_EQ(decoded<AwarenessUpdate>(encode_awareness(kDoc, "me")).update, "me");
  EXPECT_EQ(decoded<Stateless>(encode_stateless(kDoc, "{}")).payload, "{}");
  EXPECT_EQ(encode_authenticated(kDoc, true), from_client("\x02\x02\x0aread-write"));
  EXPECT_EQ(encode_authenticated(kDoc, false), from_client("\x02\x02\x08readonly"));
  EXPECT_EQ(encode_permission_denied(kDoc, "no"), from_client("\x02\x01\x02no"));
  EXPECT_EQ(encode_token_request(kDoc), from_client({"\x02\x00", 2}));
  EXPECT_EQ(encode_sync_status(kDoc, true), from_client("\x08\x01"));
  EXPECT_EQ(encode_sync_status(kDoc, false), from_client({"\x08\x00", 2}));
  EXPECT_EQ(encode_close(kDoc, "gone"), from_client("\x07\x04gone"));
}

TEST(HocuspocusMessage, HOC2_AnswersRepeatTheAddressWithItsSession) {
  const auto frame = decode_frame(encode_update(kSession, "x"));
  ASSERT_TRUE(frame);
  const Address address{kSession};
  EXPECT_EQ(address.document(), kDoc);
  EXPECT_EQ(decoded<SyncUpdate>(encode_update(kSession, "x"), kSession).update, "x");
}

TEST(HocuspocusMessage, HOC5_TokensComeWithOrWithoutAVersion) {
  const Token old = decoded<Token>(from_client({"\x02\x00\x03jwt", 6}));
  EXPECT_EQ(old.token, "jwt");
  EXPECT_EQ(old.provider_version, "");
  const Token now =
      decoded<Token>(from_client({"\x02\x00\x03jwt\x05"
                                  "4.8.0",
                                  12}));
  EXPECT_EQ(now.provider_version, "4.8.0");
}

TEST(HocuspocusMessage, HOC3_WhatIsMalformedIsRefused) {
  for (const std::string& bytes :
       {std::string(), std::string("\x05"), from_client(""), from_client({"\x00\x03\x00", 3}),
        from_client({"\x00\x00\x05x", 4}), from_client({"\x00\x00\x00x", 4}),
        from_client("\x05\x02\xff\xff"), from_client("\x01\x02x"), from_client({"\x03\x00", 2}),
        std::string("\x02\xff\xff\x03"),
        std::string("\x81\x04") + std::string(513, 'x') + '\x03'}) {
    EXPECT_FALSE(decode_frame(bytes)) << testing::PrintToString(bytes);
  }
}

TEST(HocuspocusMessage, HOC4_TooLargeIsToldApartAndKeepsItsAddress) {
  const std::string large = from_client(std::string(kMaxMessageBytes, 'x'));
  const auto frame = decode_frame(large);
  ASSERT_FALSE(frame);
  EXPECT_EQ(frame.error().code, Errc::kTooLarge);
  EXPECT_EQ(decode_address(large)->whole, kDoc);
}

TEST(HocuspocusMessage, HOC12_PingAndPongAreSingleBytes) {
  EXPECT_EQ(std::get<Beat>(*decode_frame("\x09")), Beat::kPing);
  EXPECT_EQ(std::get<Beat>(*decode_frame("\x0a")), Beat::kPong);
  EXPECT_EQ(encode_beat(Beat::kPong), "\x0a");
}

TEST(HocuspocusMessage, HOC3_WhatOnlyServersSayAndWhatNobodySaysIsNamed) {
  EXPECT_EQ(decoded<ServerOnly>(from_client("\x06\x01x")).type, 6u);
  EXPECT_EQ(decoded<ServerOnly>(encode_sync_status(kDoc, true)).type, 8u);
  EXPECT_EQ(decoded<ServerOnly>(encode_authenticated(kDoc, true)).type, 2u);
  EXPECT_EQ(decoded<Unknown>(from_client("\x2a whatever")).type, 42u);
  decoded<Leave>(from_client("\x07"));
  decoded<Leave>(from_client("\x07\x04gone"));
  decoded<QueryAwareness>(from_client("\x03"));
  EXPECT_EQ(decoded<SyncUpdate>(from_client("\x04\x02\x01x")).update, "x");
}

}  // namespace
}  // namespace atelier::wire::hocuspocus
