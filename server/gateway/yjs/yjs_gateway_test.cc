#include "gateway/yjs/yjs_gateway.h"

#include "crdt/awareness.h"
#include "gateway/yjs/yjs_test_support.h"

namespace atelier::gateway::yjs_test {
namespace {

using feature::docs::kA;
using feature::docs::kB;
using wire::yjs::encode_awareness;
using wire::yjs::encode_permission_denied;
using wire::yjs::encode_step1;
using wire::yjs::encode_step2;
using wire::yjs::encode_update;

const std::string kNothing("\0\0", 2);  // an update without anything
const std::string kNoClocks = std::string(1, '\0');

std::string awareness_of(crdt::ClientId client, crdt::Clock clock, std::string_view state) {
  return encode_awareness(crdt::encode_awareness({{client, clock, state}}));
}

TEST_F(YjsGatewayTest, YWS5_OpeningExchangesTheState) {
  FakeClient& ada = connect("ada", 0);
  ASSERT_EQ(ada.received, std::vector<std::string>{encode_step1(kNoClocks)});
  say(ada, 0, encode_step1(kNoClocks));
  EXPECT_EQ(ada.received.back(), encode_step2(kNothing));
  FakeClient& vic = connect("vic", 1);
  EXPECT_TRUE(vic.received.empty());  // a viewer has nothing to give
}

TEST_F(YjsGatewayTest, YWS5_UpdatesCrossLoopsAndComeBackToTheirAuthor) {
  FakeClient& ada = join("ada", 0);
  FakeClient& bob = join("bob", 1);
  FakeClient& unsynced = connect("bob", 1);
  say(ada, 0, encode_update(kA));
  EXPECT_EQ(ada.count(encode_update(kA)), 1u);
  EXPECT_EQ(bob.count(encode_update(kA)), 1u);
  EXPECT_EQ(unsynced.count(encode_update(kA)), 0u);
  say(unsynced, 1, encode_step1(kNoClocks));
  EXPECT_EQ(unsynced.received.back(), encode_step2(kA));
}

TEST_F(YjsGatewayTest, AUTH42_TheEndOfALoginEndsItsConnections) {
  authenticator.login = "l-1";
  FakeClient& ada = join("ada", 0);
  FakeClient& bob = join("bob", 0);
  authenticator.login = "l-2";
  FakeClient& vic = join("vic", 0);
  on(0, [&] { bob.handler->on_close(1000); });
  EXPECT_EQ(logins[0].size(), 2U);
  auto ended = std::make_shared<core::Delivery>();
  ended->name = "login.ended";
  ended->subject = "l-1";
  on(0, [&] { logins[0].deliver(ended); });
  EXPECT_EQ(ada.closed, 4401);
  EXPECT_FALSE(vic.closed);
  EXPECT_EQ(logins[0].size(), 1U);
}

TEST_F(YjsGatewayTest, YWS4_WhatIsFarTooLargeClosesWith4413) {
  EXPECT_EQ(connect("ada", 0).limits.oversize_code, 4413);
}

TEST_F(YjsGatewayTest, YWS5_MessagesBeforeTheIdentityIsKnownWait) {
  FakeClient& client = *clients.emplace_back(std::make_unique<FakeClient>());
  port::HttpRequest request;
  request.path = "/yjs/room";
  request.query = "token=ada";
  on(0, [&] {
    gateways[0]->handle(std::make_unique<FakeExchange>(client, request, true));
    client.handler->on_binary(encode_step1(kNoClocks));
    client.handler->on_binary(encode_update(kA));
  });
  EXPECT_EQ(client.count(encode_step2(kNothing)), 1u);
  EXPECT_EQ(client.count(encode_update(kA)), 1u);
}

TEST_F(YjsGatewayTest, YWS5_TooMuchBeforeTheIdentityCloses) {
  FakeClient& client = *clients.emplace_back(std::make_unique<FakeClient>());
  port::HttpRequest request;
  request.path = "/yjs/room";
  request.query = "token=ada";
  on(0, [&] {
    gateways[0]->handle(std::make_unique<FakeExchange>(client, request, true));
    client.handler->on_binary(std::string(YjsGateway::kMaxEarlyBytes + 1, '\0'));
  });
  EXPECT_EQ(client.closed, 1013);
}

TEST_F(YjsGatewayTest, YWS7_WhoMayNotComeInIsRefusedOrClosed) {
  EXPECT_EQ(connect("ada", 0, "/yjs/room", {{"origin", "https://evil.example"}}).refused, 403);
  EXPECT_EQ(connect("ada", 0, "/yjs/").refused, 404);
  EXPECT_EQ(connect("ada", 0, "/yjs/room/a/b").refused, 404);
  upgrade = false;
  EXPECT_EQ(connect("ada", 0).refused, 400);
  upgrade = true;
  EXPECT_EQ(connect("", 0).closed, 4401);
  EXPECT_EQ(connect("expired", 0).closed, 4401);
  EXPECT_EQ(connect("eve", 0).closed, 4403);
  EXPECT_EQ(gateways[0]->connections(), 0u);
}

TEST_F(YjsGatewayTest, YWS7_AnExpiredTokenEndsTheConnection) {
  authenticator.expires_at = world.clock().wall() + 60'000;
  FakeClient& ada = join("ada", 0);
  world.advance(59'000);
  EXPECT_FALSE(ada.closed);
  world.advance(6'000);
  EXPECT_EQ(ada.closed, 4401);
}

TEST_F(YjsGatewayTest, YWS7_WhoIsRemovedIsClosed) {
  FakeClient& bob = join("bob", 1);
  core::Delivery out;
  out.room = "room";
  out.control = core::Control::kRemoved;
  out.subject = "bob";
  const auto shared = std::make_shared<const core::Delivery>(out);
  for (std::size_t loop = 0; loop < kLoops; ++loop) {
    on(loop, [&] { docs.policy_sink(loop).deliver(shared); });
  }
  EXPECT_EQ(bob.closed, 4403);
}

TEST_F(YjsGatewayTest, YWS7_DrainClosesWith1012AndRefusesNewOnes) {
  std::vector<FakeClient*> many;
  for (std::size_t index = 0; index < YjsGateway::kDrainBatch + 5; ++index) {
    many.push_back(&connect("ada", 0));
  }
  on(0, [&] { gateways[0]->drain(); });
  EXPECT_EQ(gateways[0]->connections(), 5u);
  world.advance(YjsGateway::kDrainStepMs);
  EXPECT_EQ(gateways[0]->connections(), 0u);
  for (const FakeClient* client : many) EXPECT_EQ(client->closed, 1012);
  EXPECT_EQ(connect("ada", 0).refused, 503);
}

TEST_F(YjsGatewayTest, YWS2_MalformedMessagesCloseForGood) {
  for (const std::string& message :
       {std::string(), std::string("\0\x09\x01x", 4), encode_update("broken"), encode_step1("\xff"),
        encode_awareness("\x01"), encode_permission_denied("no")}) {
    FakeClient& ada = join("ada", 0);
    say(ada, 0, message);
    EXPECT_EQ(ada.closed, 4400) << message.size();
  }
  FakeClient& text = join("ada", 0);
  on(0, [&] { text.handler->on_text("hello"); });
  EXPECT_EQ(text.closed, 4400);
}

TEST_F(YjsGatewayTest, YWS3_UnknownMessagesAreIgnored) {
  FakeClient& ada = join("ada", 0);
  const std::size_t before = ada.received.size();
  say(ada, 0, "\x09 whatever");
  EXPECT_FALSE(ada.closed);
  EXPECT_EQ(ada.received.size(), before);
}

TEST_F(YjsGatewayTest, YWS4_TooLargeGetsItsReasonFirst) {
  FakeClient& ada = join("ada", 0);
  say(ada, 0, std::string(wire::yjs::kMaxMessageBytes + 1, '\0'));
  EXPECT_EQ(ada.received.back(), encode_permission_denied(ada.reason));
  EXPECT_EQ(ada.closed, 4413);
}

TEST_F(YjsGatewayTest, DOC8_ViewersAreToldReadOnlyOnce) {
  FakeClient& vic = join("vic", 0);
  say(vic, 0, encode_update(kA));
  say(vic, 0, encode_update(kB));
  EXPECT_EQ(vic.count(encode_permission_denied("read-only")), 1u);
  EXPECT_FALSE(vic.closed);
}

TEST_F(YjsGatewayTest, YWS6_SilenceIsBrokenBefore30Seconds) {
  FakeClient& vic = join("vic", 0);
  const std::string empty = encode_awareness(std::string(1, '\0'));
  world.advance(20'000);
  EXPECT_EQ(vic.count(empty), 1u);
  world.advance(40'000);
  EXPECT_EQ(vic.count(empty), 4u);
}

TEST_F(YjsGatewayTest, YWS10_AwarenessGoesToEveryoneAndToItsSender) {
  FakeClient& ada = join("ada", 0);
  FakeClient& vic = join("vic", 1);
  say(vic, 1, awareness_of(7, 1, "{}"));
  EXPECT_EQ(ada.received.back(), awareness_of(7, 1, "{}"));
  EXPECT_EQ(vic.received.back(), awareness_of(7, 1, "{}"));
  FakeClient& bob = connect("bob", 0);
  EXPECT_EQ(bob.received.back(), awareness_of(7, 1, "{}"));
  say(bob, 0, wire::yjs::encode_query_awareness());
  EXPECT_EQ(bob.count(awareness_of(7, 1, "{}")), 2u);
}

TEST_F(YjsGatewayTest, YWS11_ALostConnectionTakesItsClientsAlong) {
  FakeClient& ada = join("ada", 0);
  FakeClient& vic = join("vic", 1);
  say(vic, 1, awareness_of(7, 3, "{}"));
  on(1, [&] { vic.handler->on_close(1006); });
  EXPECT_EQ(ada.received.back(), awareness_of(7, 3, "null"));
  EXPECT_EQ(gateways[1]->connections(), 0u);
}

TEST_F(YjsGatewayTest, YWS12_FloodsLoseAwarenessAndThenTheConnection) {
  FakeClient& vic = join("vic", 0);
  for (int index = 1; index <= 500; ++index) {
    say(vic, 0, awareness_of(7, static_cast<crdt::Clock>(index), "{}"));
  }
  EXPECT_FALSE(vic.closed);
  EXPECT_LT(vic.received.size(), 320u);
  say(vic, 0, encode_step1(kNoClocks));
  EXPECT_EQ(vic.closed, 1013);
}

TEST_F(YjsGatewayTest, YWS12_SlowReadersAreClosedAndComeBack) {
  FakeClient& ada = join("ada", 0);
  FakeClient& slow = join("bob", 1);
  slow.buffered = YjsGateway::kAwarenessBacklogBytes + 1;
  say(ada, 0, awareness_of(7, 1, "{}"));
  EXPECT_EQ(slow.count(awareness_of(7, 1, "{}")), 0u);
  slow.buffered = YjsGateway::kMaxBufferedBytes + 1;
  say(ada, 0, encode_update(kA));
  EXPECT_EQ(slow.closed, 1013);
  EXPECT_EQ(join("bob", 1).received.back(), encode_step2(kA));
}

TEST_F(YjsGatewayTest, YWS12_ChangesThatAreNotStoredAreBounded) {
  FakeClient& ada = join("ada", 0);
  store.hold_callbacks();
  VarWriter large;
  large.bytes(feature::docs::from_hex("0101010004010174"));
  large.var_bytes(std::string(15 * 1024 * 1024, 'x'));
  large.byte(0);
  for (int times = 0; times < 3; ++times) say(ada, 0, encode_update(large.view()));
  EXPECT_EQ(ada.closed, 1013);
}

}  // namespace
}  // namespace atelier::gateway::yjs_test
