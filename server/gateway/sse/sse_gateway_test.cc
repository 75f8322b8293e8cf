#include "gateway/sse/sse_gateway.h"

#include "core/hub_rig.h"
#include "gateway/fake_authenticator_test_support.h"
#include "gateway/fake_exchange_test_support.h"
#include "gtest/gtest.h"

namespace atelier::gateway {
namespace {

const core::Principal kAna{"ana", "Ana", core::PrincipalKind::kUser};

class Sse : public testing::Test {
 protected:
  Sse() {
    rig.start();
    EXPECT_TRUE(rig.create("studio", kAna));
    authenticator = std::make_unique<FakeAuthenticator>(rig.loops());
    sse = std::make_unique<SseGateway>(SseGateway::Needs{*rig.hub, *authenticator, rig.loop(0),
                                                         rig.world.clock(), peers, &logins});
    rig.log->add_sink(0, *sse);
  }

  std::shared_ptr<FakeAnswer> open(const std::string& target, port::HeaderList headers = {}) {
    auto [exchange, answer] = fake_exchange("GET", target, std::move(headers));
    auto given = std::make_shared<std::unique_ptr<port::HttpExchange>>(std::move(exchange));
    rig.loop(0).run_now([&] { sse->handle(std::move(*given)); });
    rig.world.run_until_idle();
    return answer;
  }
  void broadcast(const std::string& payload, bool durable = true) {
    core::CommandRequest request;
    request.room = "studio";
    request.name = "room.broadcast";
    request.body = payload;
    request.access.principal = kAna;
    request.wants_answer = durable;
    rig.hub->execute(0, std::move(request), [](Result<core::Answer> answer) {
      EXPECT_TRUE(answer) << answer.error().message;
    });
    rig.world.run_until_idle();
  }
  static std::size_t count(const std::string& text, const std::string& what) {
    std::size_t found = 0;
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; ++at) ++found;
    return found;
  }

  ~Sse() override { sse.reset(); }

  core::HubRig rig;
  PeerIds peers{0};
  LoginWatch logins;
  std::unique_ptr<FakeAuthenticator> authenticator;
  std::unique_ptr<SseGateway> sse;
};

TEST_F(Sse, SSE1_RefusalsAreOrdinaryErrors) {
  EXPECT_EQ(open("/events/studio")->status(), 401);
  EXPECT_EQ(open("/events/unknown?token=ana")->status(), 404);
  EXPECT_EQ(open("/events/studio?token=stranger")->status(), 404);
  EXPECT_EQ(open("/events/a%2Fb?token=ana")->status(), 400);
}

TEST_F(Sse, SSE2_SSE3_LiveEventsCarryTheirSeq) {
  const auto answer = open("/events/studio?token=ana");
  ASSERT_EQ(answer->status(), 200);
  EXPECT_EQ(answer->header("Content-Type"), "text/event-stream; charset=utf-8");
  EXPECT_TRUE(answer->streamed.starts_with("retry: 2000\n\nid: ")) << answer->streamed;
  broadcast("{\"n\":1}");
  EXPECT_NE(answer->streamed.find("event: room.broadcast\ndata: [\"studio\",{\"n\":1},"),
            std::string::npos)
      << answer->streamed;
  const std::size_t ids = count(answer->streamed, "id: ");
  broadcast("{\"n\":2}", false);
  EXPECT_EQ(count(answer->streamed, "\"n\":2"), 1U);
  EXPECT_EQ(count(answer->streamed, "id: "), ids);
}

TEST_F(Sse, SSE4_ResumesWithoutGapAndWithoutRepetition) {
  broadcast("\"one\"");
  broadcast("\"two\"");
  const auto first = open("/events/studio?token=ana", {{"last-event-id", "0"}});
  EXPECT_EQ(count(first->streamed, "\"one\""), 1U) << first->streamed;
  EXPECT_EQ(count(first->streamed, "\"two\""), 1U);
  broadcast("\"three\"");
  EXPECT_EQ(count(first->streamed, "\"three\""), 1U);
  const std::size_t two = first->streamed.find("\"two\"");
  EXPECT_LT(first->streamed.find("\"one\""), two);
}

TEST_F(Sse, SSE5_WhatIsBeyondTheHeadResets) {
  const auto answer = open("/events/studio?token=ana", {{"last-event-id", "999"}});
  EXPECT_EQ(count(answer->streamed, "event: reset\n"), 1U) << answer->streamed;
  broadcast("\"later\"");
  EXPECT_EQ(count(answer->streamed, "\"later\""), 1U);
}

TEST_F(Sse, SSE6_CommentsKeepTheStreamAlive) {
  const auto answer = open("/events/studio?token=ana");
  rig.world.advance(SseGateway::kHeartbeatMs * 2 + 10);
  EXPECT_EQ(count(answer->streamed, "\n:\n\n"), 2U) << answer->streamed;
}

TEST_F(Sse, SSE7_TheEndOfATokenEndsTheStream) {
  authenticator->expires_at = rig.world.clock().wall() + 5000;
  const auto answer = open("/events/studio?token=ana");
  rig.world.advance(5001);
  EXPECT_EQ(count(answer->streamed, "event: auth.expired"), 1U);
  EXPECT_TRUE(answer->stream_closed);
}

TEST_F(Sse, SSE7_AUTH42_TheEndOfALoginEndsTheStream) {
  authenticator->login = "l-1";
  const auto answer = open("/events/studio?token=ana");
  const auto leaving = open("/events/studio?token=ana");
  rig.loop(0).run_now([&] { leaving->on_stream_closed(); });
  EXPECT_EQ(logins.size(), 1U);
  auto ended = std::make_shared<core::Delivery>();
  ended->name = "login.ended";
  ended->subject = "l-1";
  rig.loop(0).run_now([&] { logins.deliver(ended); });
  rig.world.run_until_idle();
  EXPECT_EQ(count(answer->streamed, "event: auth.expired"), 1U);
  EXPECT_TRUE(answer->stream_closed);
  EXPECT_EQ(logins.size(), 0U);
}

TEST_F(Sse, TRS7_TheStreamsOfADeletedRoomEnd) {
  const auto answer = open("/events/studio?token=ana");
  core::CommandRequest request;
  request.room = "studio";
  request.name = "room.delete";
  request.body = R"({"id":"018bcfe5-6800-7203-8405-060708090a0b"})";
  request.access.principal = kAna;
  rig.hub->execute(0, std::move(request), [](const Result<core::Answer>& deleted) {
    EXPECT_TRUE(deleted) << deleted.error().message;
  });
  rig.world.run_until_idle();
  EXPECT_EQ(count(answer->streamed, "event: room.deleted"), 1U);
  EXPECT_TRUE(answer->stream_closed);
}

TEST_F(Sse, SSE8_SlowReadersAreCutOff) {
  const auto answer = open("/events/studio?token=ana");
  answer->buffered = SseGateway::kMaxBufferedBytes + 1;
  broadcast("1");
  EXPECT_TRUE(answer->stream_closed);
}

TEST_F(Sse, SSE8_NothingOfAReaderStaysWhoeverEndsIt) {
  authenticator->expires_at = rig.world.clock().wall() + 86'400'000;
  const auto leaving = open("/events/studio?token=ana");
  rig.loop(0).run_now([&] { leaving->on_stream_closed(); });
  rig.world.run_until_idle();
  EXPECT_TRUE(leaving->stream_destroyed);
  const auto slow = open("/events/studio?token=ana");
  slow->buffered = SseGateway::kMaxBufferedBytes + 1;
  broadcast("1");
  EXPECT_TRUE(slow->stream_destroyed);
}

TEST_F(Sse, SSE9_ReadersMakeNoPresence) {
  const auto answer = open("/events/studio?token=ana");
  rig.world.advance(2000);
  EXPECT_EQ(count(answer->streamed, "presence.diff"), 0U) << answer->streamed;
}

}  // namespace
}  // namespace atelier::gateway
