// Hocuspocus connections: who they are, how long they last and what they may cost.
#include "gateway/hocuspocus/hocuspocus_test_support.h"

namespace atelier::gateway::yjs_test {
namespace {

using feature::docs::kA;

class HocuspocusConnectionTest : public HocuspocusGatewayTest {};

TEST_F(HocuspocusConnectionTest, HOC5_TheTokenComesFirstAndOnlyItsDocumentIsRefused) {
  FakeClient& ada = dial();
  say(ada, 0, token("room/a", "expired"));
  EXPECT_EQ(ada.received.back(), encode_permission_denied("room/a", "Get a token."));
  say(ada, 0, token("room/b", "ada"));
  EXPECT_EQ(ada.received.back(), encode_authenticated("room/b", true));
  say(ada, 0, token("room/c", "eve"));
  EXPECT_EQ(ada.received.back(), encode_permission_denied("room/c", "no such room"));
  say(ada, 0, token("no/such/name", "ada"));
  EXPECT_EQ(ada.received.back(),
            encode_permission_denied("no/such/name", "There is no such document."));
  EXPECT_FALSE(ada.closed);
}

TEST_F(HocuspocusConnectionTest, HOC5_AnEmptyTokenMeansTheUpgradeRequest) {
  FakeClient& ada = dial(0, {}, "token=ada");
  say(ada, 0, token(kDoc, "", ""));
  EXPECT_EQ(ada.received.back(), encode_authenticated(kDoc, true));
  FakeClient& nobody = dial();
  say(nobody, 0, token(kDoc, ""));
  EXPECT_EQ(nobody.received.back(), encode_permission_denied(kDoc, "Get a token."));
}

TEST_F(HocuspocusConnectionTest, HOC6_ANewTokenIsAskedForBeforeTheOldOneEnds) {
  authenticator.expires_at = world.clock().wall() + 100'000;
  FakeClient& ada = open("ada");
  world.advance(36'000);
  EXPECT_EQ(ada.count(encode_token_request(kDoc)), 0u);
  say(ada, 0, encode_beat(Beat::kPong));
  world.advance(9'000);
  EXPECT_EQ(ada.count(encode_token_request(kDoc)), 1u);
  authenticator.expires_at = world.clock().wall() + 200'000;
  say(ada, 0, token(kDoc, "ada"));
  EXPECT_EQ(ada.received.back(), encode_authenticated(kDoc, true));
  world.advance(58'000);
  say(ada, 0, encode_beat(Beat::kPong));
  world.advance(50'000);
  EXPECT_FALSE(ada.closed);
  say(ada, 0, encode_beat(Beat::kPong));
  world.advance(50'000);
  say(ada, 0, encode_beat(Beat::kPong));
  world.advance(50'000);
  EXPECT_EQ(ada.closed, 4401);
}

TEST_F(HocuspocusConnectionTest, HOC6_ATokenOfSomebodyElseClosesTheDocument) {
  FakeClient& ada = open("ada");
  say(ada, 0, token(kDoc, "bob"));
  EXPECT_EQ(ada.received.back(), encode_close(kDoc, "The new token is somebody else's."));
}

TEST_F(HocuspocusConnectionTest, AUTH42_TheEndOfALoginEndsItsHocuspocusConnections) {
  authenticator.login = "l-1";
  FakeClient& ada = open("ada");
  EXPECT_EQ(logins[0].size(), 1u);
  auto ended = std::make_shared<core::Delivery>();
  ended->name = "login.ended";
  ended->subject = "l-1";
  on(0, [&] { logins[0].deliver(ended); });
  EXPECT_EQ(ada.closed, 4401);
  EXPECT_EQ(logins[0].size(), 0u);
}

TEST_F(HocuspocusConnectionTest, HOC7_WhatComesBeforeTheTokenWaitsWithinBounds) {
  FakeClient& ada = dial();
  say(ada, 0, encode_step1(kDoc, kNothing));
  say(ada, 0, encode_update(kDoc, kA));
  EXPECT_TRUE(ada.received.empty());
  say(ada, 0, token(kDoc, "ada"));
  EXPECT_EQ(ada.count(encode_sync_status(kDoc, true)), 1u);

  FakeClient& large = dial();
  const std::string megabyte(1024 * 1024, 'x');
  for (int i = 0; i < 4; ++i) say(large, 0, encode_update(kDoc, megabyte));
  EXPECT_FALSE(large.closed);
  say(large, 0, encode_update(kDoc, megabyte));
  EXPECT_EQ(large.closed, 1013);
}

TEST_F(HocuspocusConnectionTest, HOC7_AConnectionHasAtMost100Documents) {
  FakeClient& ada = dial();
  for (int i = 0; i < 100; ++i) say(ada, 0, token("room/d" + std::to_string(i), "ada"));
  EXPECT_EQ(ada.received.back(), encode_authenticated("room/d99", true));
  say(ada, 0, token("room/more", "ada"));
  EXPECT_EQ(ada.received.back(),
            encode_permission_denied("room/more", "A connection may have 100 documents."));
  say(ada, 0, bare("room/d5", 7));
  say(ada, 0, token("room/more", "ada"));
  EXPECT_EQ(ada.received.back(), encode_authenticated("room/more", true));
}

TEST_F(HocuspocusConnectionTest, HOC12_Version4IsPingedAndVersion3HearsAwareness) {
  FakeClient& now = open("ada");
  FakeClient& old = dial();
  say(old, 0, token(kDoc, "bob", ""));
  const std::string ping = encode_beat(Beat::kPing);
  const std::string empty = encode_awareness(kDoc, std::string(1, '\0'));
  world.advance(20'000);
  EXPECT_EQ(now.count(ping), 1u);
  EXPECT_EQ(old.count(ping), 0u);
  EXPECT_EQ(old.count(empty), 1u);
  say(old, 0, ping);
  EXPECT_EQ(old.received.back(), encode_beat(Beat::kPong));
}

TEST_F(HocuspocusConnectionTest, HOC12_WhoIsNotHeardFor60SecondsIsClosed) {
  FakeClient& quiet = open("ada");
  FakeClient& alive = open("bob");
  for (int i = 0; i < 3; ++i) {
    world.advance(20'000);
    say(alive, 0, encode_beat(Beat::kPong));
  }
  world.advance(5'000);
  EXPECT_EQ(quiet.closed, 4408);
  EXPECT_FALSE(alive.closed);
  EXPECT_EQ(hocuspocus[0]->connections(), 1u);
}

TEST_F(HocuspocusConnectionTest, HOC14_OriginAndUpgradeAreCheckedFirst) {
  EXPECT_EQ(dial(0, {{"origin", "https://evil.example"}}).refused, 403);
  upgrade = false;
  EXPECT_EQ(dial().refused, 400);
}

TEST_F(HocuspocusConnectionTest, HOC14_DrainClosesWith1012) {
  FakeClient& ada = open("ada");
  on(0, [&] { hocuspocus[0]->drain(); });
  EXPECT_EQ(ada.closed, 1012);
  EXPECT_EQ(dial().refused, 503);
}

TEST_F(HocuspocusConnectionTest, HOC14_FloodsLoseAwarenessAndThenTheConnection) {
  FakeClient& vic = open("vic");
  for (crdt::Clock clock = 1; clock <= 500; ++clock) {
    say(vic, 0, encode_awareness(kDoc, crdt::encode_awareness({{7, clock, "{}"}})));
  }
  EXPECT_FALSE(vic.closed);
  EXPECT_LT(vic.received.size(), 320u);
  say(vic, 0, encode_step1(kDoc, kNothing));
  EXPECT_EQ(vic.closed, 1013);
}

TEST_F(HocuspocusConnectionTest, HOC14_SlowReadersAndWritersFasterThanTheStoreComeBackLater) {
  FakeClient& ada = open("ada");
  FakeClient& slow = open("bob", 1);
  slow.buffered = HocuspocusGateway::kMaxBufferedBytes + 1;
  say(ada, 0, encode_update(kDoc, kA));
  EXPECT_EQ(slow.closed, 1013);
  store.hold_callbacks();
  VarWriter large;
  large.bytes(feature::docs::from_hex("0101010104010174"));
  large.var_bytes(std::string(15 * 1024 * 1024, 'x'));
  large.byte(0);
  for (int times = 0; times < 3; ++times) say(ada, 0, encode_update(kDoc, large.view()));
  EXPECT_EQ(ada.closed, 1013);
}

TEST_F(HocuspocusConnectionTest, HOC8_ALostConnectionLeavesNothingBehind) {
  FakeClient& ada = open("ada");
  on(0, [&] { ada.handler->on_close(1006); });
  EXPECT_EQ(hocuspocus[0]->connections(), 0u);
}

}  // namespace
}  // namespace atelier::gateway::yjs_test
