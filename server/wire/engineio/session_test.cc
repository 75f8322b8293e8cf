#include "wire/engineio/session.h"

#include <gtest/gtest.h>

#include "wire/engineio/session_test_support.h"

namespace atelier::wire::engineio {
namespace {

using Log = std::vector<std::string>;
using PostAnswer = Session::PostAnswer;

TEST(EngineIoSession, EIO4_EIO30_HandshakeAnswersWithTheOpenPacket) {
  SessionUnderTest test;
  EXPECT_EQ(test.take(), Log{});
  SessionUnderTest fresh(Transport::kWebSocket);
  EXPECT_TRUE(fresh.session.sends_on_websocket());
  EXPECT_FALSE(test.session.sends_on_websocket());
}

TEST(EngineIoSession, EIO30_EIO31_PollsGatherPackets) {
  SessionUnderTest test;
  test.session.send_message("queued", false);
  EXPECT_EQ(test.take(), Log{});
  test.session.on_poll();
  EXPECT_EQ(test.take(), Log{"poll 4queued"});
  test.session.on_poll();
  EXPECT_TRUE(test.session.poll_is_writable());
  test.session.send_message("a", false);
  EXPECT_FALSE(test.session.poll_is_writable());
  test.session.send_message("\x01\x02\x03\x04", true);
  test.session.send_packet("4b");
  EXPECT_EQ(test.take(), Log{"poll 4a\x1e"
                             "bAQIDBA==\x1e"
                             "4b"});
  EXPECT_EQ(test.session.buffered_bytes(), 0u);
}

TEST(EngineIoSession, EIO20_EIO24_WebSocketSendsAtOnce) {
  SessionUnderTest test(Transport::kWebSocket);
  test.session.send_message("a", false);
  test.session.send_message("b", true);
  EXPECT_EQ(test.take(), (Log{"text 4a", "binary b"}));
  SessionUnderTest b64(Transport::kWebSocket, true);
  b64.session.send_message("\x01\x02\x03\x04", true);
  EXPECT_EQ(b64.take(), Log{"text bAQIDBA=="});
}

TEST(EngineIoSession, EIO32_SecondPollEndsIt) {
  SessionUnderTest test;
  test.session.on_poll();
  test.session.on_second_poll();
  EXPECT_EQ(test.take(), (Log{"poll 1", "closed transport error", "finished"}));
  EXPECT_FALSE(test.session.deadline());
}

TEST(EngineIoSession, EIO33_EIO34_BadPostsEndIt) {
  SessionUnderTest test;
  test.session.on_poll();
  test.session.on_bad_post();
  EXPECT_EQ(test.take(), (Log{"poll 1", "closed transport error", "finished"}));
}

TEST(EngineIoSession, EIO35_MalformedPayloadEndsItUnread) {
  for (const std::string_view body : {"", "4a\x1e", "4a\x1e\x1e",
                                      "4a\x1e"
                                      "9"}) {
    SessionUnderTest test;
    EXPECT_EQ(test.session.on_post(body, 1000), PostAnswer::kBadRequest);
    EXPECT_EQ(test.take(), (Log{"closed parse error", "finished"})) << body;
  }
}

TEST(EngineIoSession, EIO21_PostedPacketsComeInOrder) {
  SessionUnderTest test;
  EXPECT_EQ(test.session.on_post("4a\x1e"
                                 "bAQIDBA==\x1e"
                                 "4b",
                                 1000),
            PostAnswer::kOk);
  EXPECT_EQ(test.take(), (Log{"message a", "message b \x01\x02\x03\x04", "message b"}));
}

TEST(EngineIoSession, EIO36_UnreadableFramesEndIt) {
  for (const std::string_view frame : {"", "9", "abc"}) {
    SessionUnderTest test(Transport::kWebSocket);
    test.session.on_websocket_text(frame, 1000);
    EXPECT_EQ(test.take(), (Log{"close websocket", "closed parse error", "finished"}));
  }
}

TEST(EngineIoSession, EIO22_Base64InTextFrames) {
  SessionUnderTest test(Transport::kWebSocket);
  test.session.on_websocket_text("bAQIDBA==", 1000);
  test.session.on_websocket_text("4x", 1000);
  test.session.on_websocket_binary("raw");
  EXPECT_EQ(test.take(), (Log{"message b \x01\x02\x03\x04", "message x", "message b raw"}));
}

TEST(EngineIoSession, EIO37_AbortedPollEndsIt) {
  SessionUnderTest test;
  test.session.on_poll();
  test.session.on_poll_aborted();
  EXPECT_EQ(test.take(), (Log{"closed transport error", "finished"}));
}

TEST(EngineIoSession, EIO40_EIO41_HeartbeatOverWebSocket) {
  SessionUnderTest test(Transport::kWebSocket);
  EXPECT_EQ(test.session.deadline(), 1300);
  test.session.on_deadline(1299);
  EXPECT_EQ(test.take(), Log{});
  test.session.on_deadline(1300);
  EXPECT_EQ(test.take(), Log{"text 2"});
  EXPECT_EQ(test.session.deadline(), 1500);
  test.session.on_websocket_text("3", 1400);
  EXPECT_EQ(test.session.deadline(), 1700);
  test.session.on_deadline(1700);
  EXPECT_EQ(test.take(), Log{"text 2"});
  test.session.on_deadline(1900);
  EXPECT_EQ(test.take(), (Log{"close websocket", "closed ping timeout", "finished"}));
}

TEST(EngineIoSession, EIO40_EIO41_HeartbeatOverPolling) {
  SessionUnderTest test;
  test.session.on_deadline(1300);
  EXPECT_EQ(test.take(), Log{});
  test.session.on_poll();
  EXPECT_EQ(test.take(), Log{"poll 2"});
  EXPECT_EQ(test.session.on_post("3", 1310), PostAnswer::kOk);
  EXPECT_EQ(test.session.deadline(), 1610);
  test.session.on_poll();
  test.session.on_deadline(1610);
  EXPECT_EQ(test.take(), Log{"poll 2"});
  test.session.on_poll();
  test.session.on_deadline(1810);
  EXPECT_EQ(test.take(), (Log{"poll 1", "closed ping timeout", "finished"}));
}

TEST(EngineIoSession, EIO42_PingsOfTheClientEndIt) {
  SessionUnderTest test(Transport::kWebSocket);
  test.session.on_websocket_text("2", 1000);
  EXPECT_EQ(test.take(), (Log{"close websocket", "closed transport error", "finished"}));
  SessionUnderTest polling;
  EXPECT_EQ(polling.session.on_post("2\x1e"
                                    "4a",
                                    1000),
            PostAnswer::kBadRequest);
  EXPECT_EQ(polling.take(), (Log{"closed transport error", "finished"}));
}

TEST(EngineIoSession, EIO43_EIO44_UnsolicitedPongAndIgnoredPackets) {
  SessionUnderTest test(Transport::kWebSocket);
  test.session.on_websocket_text("3", 1250);
  EXPECT_EQ(test.session.deadline(), 1550);
  for (const std::string_view packet : {"0", "5", "6", "0{}", "6x"}) {
    test.session.on_websocket_text(packet, 1260);
  }
  EXPECT_EQ(test.take(), Log{});
  EXPECT_TRUE(test.session.is_open());
  SessionUnderTest polling;
  EXPECT_EQ(polling.session.on_post("0\x1e"
                                    "5\x1e"
                                    "6\x1e"
                                    "4a",
                                    1000),
            PostAnswer::kOk);
  EXPECT_EQ(polling.take(), Log{"message a"});
}

TEST(EngineIoSession, EIO45_ClosePacketOfTheClient) {
  SessionUnderTest polling;
  polling.session.on_poll();
  EXPECT_EQ(polling.session.on_post("4a\x1e"
                                    "1\x1e"
                                    "4b",
                                    1000),
            PostAnswer::kOk);
  EXPECT_EQ(polling.take(), (Log{"message a", "poll 6", "closed transport close", "finished"}));
  SessionUnderTest websocket(Transport::kWebSocket);
  websocket.session.on_websocket_text("1", 1000);
  EXPECT_EQ(websocket.take(), (Log{"close websocket", "closed transport close", "finished"}));
}

TEST(EngineIoSession, EIO46_ServerClosesPolling) {
  SessionUnderTest waiting;
  waiting.session.on_poll();
  waiting.session.send_message("bye", false);
  waiting.session.close(1000);
  EXPECT_EQ(waiting.take(), (Log{"poll 4bye\x1e"
                                 "1",
                                 "closed forced close", "finished"}));

  SessionUnderTest later;
  later.session.send_message("bye", false);
  later.session.close(1000);
  later.session.send_message("too late", false);
  EXPECT_EQ(later.take(), Log{"closed forced close"});
  EXPECT_EQ(later.session.on_post("4x", 1001), PostAnswer::kOk);
  later.session.on_poll();
  EXPECT_EQ(later.take(), (Log{"poll 4bye\x1e"
                               "1",
                               "finished"}));

  SessionUnderTest never;
  never.session.close(1000);
  EXPECT_EQ(never.session.deadline(), 31'000);
  never.take();
  never.session.on_deadline(31'000);
  EXPECT_EQ(never.take(), Log{"finished"});
}

TEST(EngineIoSession, EIO46_ServerClosesWebSocket) {
  SessionUnderTest test(Transport::kWebSocket);
  test.session.close(1000);
  test.session.close(1000);
  EXPECT_EQ(test.take(), (Log{"close websocket", "closed forced close", "finished"}));
}

TEST(EngineIoSession, EIO46_ClosedFromWithinAMessage) {
  SessionUnderTest test;
  EXPECT_EQ(test.session.on_post("4close yourself\x1e"
                                 "4b",
                                 1000),
            PostAnswer::kOk);
  EXPECT_EQ(test.take(), (Log{"message close yourself", "closed forced close"}));
}

TEST(EngineIoSession, EIO47_WebSocketCloseOfThePeer) {
  SessionUnderTest test(Transport::kWebSocket);
  test.session.on_websocket_closed();
  EXPECT_EQ(test.take(), (Log{"closed transport close", "finished"}));
  test.session.send_message("a", false);
  test.session.on_websocket_closed();
  EXPECT_EQ(test.take(), Log{});
}

}  // namespace
}  // namespace atelier::wire::engineio
