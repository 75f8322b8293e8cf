#include "gateway/hocuspocus/hocuspocus_test_support.h"

namespace atelier::gateway::yjs_test {
namespace {

using feature::docs::kA;
using feature::docs::kB;
using feature::docs::kC;

const std::string kVectorOfA = feature::docs::from_hex("010101");

TEST_F(HocuspocusGatewayTest, HOC9_Step1IsAnsweredByStep1AndThenByEverything) {
  FakeClient& ada = open("ada");
  const std::vector<std::string> hello = {encode_authenticated(kDoc, true),
                                          encode_step1(kDoc, kNothing),
                                          encode_step2(kDoc, feature::docs::from_hex("0000"))};
  EXPECT_EQ(ada.received, hello);
  say(ada, 0, encode_update(kDoc, kA));
  FakeClient& vic = open("vic", 1);
  ASSERT_EQ(vic.received.size(), 3u);
  EXPECT_EQ(vic.received[0], encode_authenticated(kDoc, false));
  EXPECT_EQ(vic.received[1], encode_step1(kDoc, kVectorOfA));
  EXPECT_EQ(vic.received[2], encode_step2(kDoc, kA));
}

TEST_F(HocuspocusGatewayTest, DOC16_JoinersShareTheFrameOfAStep2) {
  FrameCache cache;
  const auto payload = std::make_shared<const std::string>("all");
  int made = 0;
  const auto make = [&] { return std::to_string(++made); };
  const auto first = cache.frame(payload, "a", make);
  EXPECT_EQ(cache.frame(payload, "a", make), first);
  EXPECT_NE(cache.frame(payload, "b", make), first);
  EXPECT_NE(cache.frame(std::make_shared<const std::string>("all"), "b", make), first);
  EXPECT_EQ(made, 3);
}

TEST_F(HocuspocusGatewayTest, HOC10_AnUpdateIsAcknowledgedOnceAndOnlyWhenItIsStored) {
  FakeClient& ada = open("ada");
  store.hold_callbacks();
  say(ada, 0, encode_update(kDoc, kA));
  EXPECT_EQ(ada.count(encode_sync_status(kDoc, true)), 0u);
  store.release_all();
  world.run_until_idle();
  EXPECT_EQ(ada.count(encode_sync_status(kDoc, true)), 1u);
  say(ada, 0, encode_step2(kDoc, kA));
  EXPECT_EQ(ada.count(encode_sync_status(kDoc, true)), 2u);
  EXPECT_EQ(ada.count(encode_sync_status(kDoc, false)), 0u);
}

TEST_F(HocuspocusGatewayTest, HOC10_WhatAViewerAddsIsRefusedAndWhatIsKnownIsNot) {
  FakeClient& ada = open("ada");
  say(ada, 0, encode_update(kDoc, kA));
  FakeClient& vic = open("vic");
  say(vic, 0, encode_step2(kDoc, kA));
  EXPECT_EQ(vic.received.back(), encode_sync_status(kDoc, true));
  say(vic, 0, encode_update(kDoc, kB));
  EXPECT_EQ(vic.received.back(), encode_sync_status(kDoc, false));
  EXPECT_FALSE(vic.closed);
  EXPECT_EQ(ada.count(encode_update(kDoc, kB)), 0u);
}

TEST_F(HocuspocusGatewayTest, HOC10_WhoBecomesEditorIsToldAndAsked) {
  FakeClient& vic = open("vic");
  say(vic, 0, encode_step2(kDoc, feature::docs::from_hex("0000")));
  role_of("vic", core::Role::kEditor);
  ASSERT_GE(vic.received.size(), 2u);
  EXPECT_EQ(vic.received[vic.received.size() - 2], encode_authenticated(kDoc, true));
  EXPECT_EQ(vic.received.back(), encode_step1(kDoc, kNothing));
  say(vic, 0, encode_step2(kDoc, kA));
  EXPECT_EQ(vic.received.back(), encode_sync_status(kDoc, true));
  EXPECT_FALSE(vic.closed);
}

TEST_F(HocuspocusGatewayTest, HOC10_WhoBecomesEditorAfterARefusalStartsAnew) {
  FakeClient& vic = open("vic");
  say(vic, 0, encode_update(kDoc, kA));
  EXPECT_EQ(vic.received.back(), encode_sync_status(kDoc, false));
  role_of("vic", core::Role::kEditor);
  EXPECT_EQ(vic.closed, 4205);
}

TEST_F(HocuspocusGatewayTest, HOC2_ManyDocumentsAndManySessionsOfOneShareAConnection) {
  const std::string first("room/text.a\0one", 15);
  const std::string second("room/text.a\0two", 15);
  const std::string other = "room/text.b";
  FakeClient& ada = open("ada", 0, first);
  for (const std::string& address : {second, other}) {
    say(ada, 0, token(address, "ada"));
    say(ada, 0, encode_step1(address, kNothing));
  }
  say(ada, 0, encode_update(first, kA));
  EXPECT_EQ(ada.count(encode_update(first, kA)), 1u);
  EXPECT_EQ(ada.count(encode_update(second, kA)), 1u);
  EXPECT_EQ(ada.count(encode_update(other, kA)), 0u);
  EXPECT_EQ(ada.count(encode_sync_status(first, true)), 1u);
  EXPECT_EQ(ada.count(encode_sync_status(second, true)), 0u);
}

TEST_F(HocuspocusGatewayTest, HOC1_YWebsocketAndHocuspocusMeetInOneDocument) {
  FakeClient& old = join("bob", 1);
  FakeClient& ada = open("ada", 0);
  say(ada, 0, encode_update(kDoc, kA));
  EXPECT_EQ(old.received.back(), wire::yjs::encode_update(kA));
  say(old, 1, wire::yjs::encode_update(kB));
  EXPECT_EQ(ada.received.back(), encode_update(kDoc, kB));
  say(ada, 0, encode_stateless(kDoc, "hello"));
  EXPECT_EQ(old.received.back(), wire::yjs::encode_update(kB));
}

TEST_F(HocuspocusGatewayTest, HOC11_AwarenessComesBackToItsSenderAndOnDemand) {
  FakeClient& ada = open("ada", 0);
  FakeClient& vic = open("vic", 1);
  const auto state = [](crdt::Clock clock, std::string_view text) {
    return encode_awareness(kDoc, crdt::encode_awareness({{7, clock, text}}));
  };
  say(vic, 1, state(1, "{}"));
  EXPECT_EQ(ada.received.back(), state(1, "{}"));
  EXPECT_EQ(vic.received.back(), state(1, "{}"));
  say(ada, 0, bare(kDoc, 3));
  EXPECT_EQ(ada.count(state(1, "{}")), 2u);
  say(vic, 1, bare(kDoc, 7));
  EXPECT_EQ(ada.received.back(), state(1, "null"));
  EXPECT_FALSE(vic.closed);
}

TEST_F(HocuspocusGatewayTest, HOC13_StatelessMessagesGoToTheOthersAndComeFromCommenters) {
  roles.roles["cyd"] = core::Role::kCommenter;
  FakeClient& cyd = open("cyd", 0);
  FakeClient& ada = open("ada", 1);
  FakeClient& vic = open("vic", 0);
  say(cyd, 0, encode_stateless(kDoc, "{\"ring\":1}"));
  for (const FakeClient* other : {&ada, &vic}) {
    EXPECT_EQ(other->count(encode_stateless(kDoc, "{\"ring\":1}")), 1u);
  }
  EXPECT_EQ(cyd.count(encode_stateless(kDoc, "{\"ring\":1}")), 0u);
  say(vic, 0, encode_stateless(kDoc, "no"));
  EXPECT_EQ(ada.count(encode_stateless(kDoc, "no")), 0u);
  say(cyd, 0, encode_stateless(kDoc, std::string(65'537, 'x')));
  EXPECT_EQ(cyd.received.back().substr(0, 6), encode_close(kDoc, "x").substr(0, 6));
}

TEST_F(HocuspocusGatewayTest, HOC3_WhatIsMalformedResetsAndWhatOnlyServersSayIsForbidden) {
  FakeClient& broken = open("ada");
  say(broken, 0, "\x04room");
  EXPECT_EQ(broken.closed, 4205);
  FakeClient& text = open("ada");
  on(0, [&] { text.handler->on_text("hello"); });
  EXPECT_EQ(text.closed, 4205);
  FakeClient& server = open("ada");
  say(server, 0, std::string("\x04room\x06\x01x"));
  EXPECT_EQ(server.closed, 4403);
  FakeClient& newer = open("ada");
  say(newer, 0, std::string("\x04room\x2a more"));
  EXPECT_FALSE(newer.closed);
}

TEST_F(HocuspocusGatewayTest, HOC4_TooLargeClosesItsDocumentAndNotTheConnection) {
  FakeClient& ada = open("ada");
  say(ada, 0, token("room/other", "ada"));
  say(ada, 0, encode_update(kDoc, std::string(kMaxMessageBytes, 'x')));
  EXPECT_EQ(ada.received.back(), encode_close(kDoc, "The message is larger than 16 MB."));
  EXPECT_FALSE(ada.closed);
  say(ada, 0, encode_update("room/other", kA));
  EXPECT_EQ(ada.received.back(), encode_sync_status("room/other", true));
  say(ada, 0, encode_update("room/third", std::string(kMaxMessageBytes, 'x')));
  EXPECT_EQ(ada.closed, 1009);
}

TEST_F(HocuspocusGatewayTest, HOC8_AnUpdateThatCannotBeReadClosesItsDocument) {
  FakeClient& ada = open("ada");
  say(ada, 0, encode_update(kDoc, "broken"));
  EXPECT_EQ(ada.received.back().substr(0, 6), encode_close(kDoc, "").substr(0, 6));
  EXPECT_FALSE(ada.closed);
  const std::size_t before = ada.received.size();
  say(ada, 0, encode_update(kDoc, kA));  // providers go on; nobody listens
  EXPECT_EQ(ada.received.size(), before);
  say(ada, 0, token(kDoc, "ada"));
  EXPECT_EQ(ada.received.back(), encode_authenticated(kDoc, true));
}

TEST_F(HocuspocusGatewayTest, HOC8_WhoIsRemovedLosesTheDocumentAtOnce) {
  FakeClient& bob = open("bob", 1);
  role_of("bob", core::Role::kNone);
  const std::string reason = "You are not in this room any more.";
  ASSERT_GE(bob.received.size(), 2u);
  EXPECT_EQ(bob.received[bob.received.size() - 2], encode_permission_denied(kDoc, reason));
  EXPECT_EQ(bob.received.back(), encode_close(kDoc, reason));
  EXPECT_FALSE(bob.closed);
}

TEST_F(HocuspocusGatewayTest, HOC8_WhatCannotBeStoredEndsTheConnectionSoThatItComesBack) {
  FakeClient& ada = open("ada");
  store.fail_next_writes(1, {port::StoreStatus::kUnavailable, false});
  say(ada, 0, encode_update(kDoc, kA));
  EXPECT_EQ(ada.count(encode_sync_status(kDoc, true)), 0u);
  EXPECT_EQ(ada.closed, 1013);
}

}  // namespace
}  // namespace atelier::gateway::yjs_test
