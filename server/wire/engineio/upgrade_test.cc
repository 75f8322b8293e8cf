#include "wire/engineio/upgrade.h"

#include <gtest/gtest.h>

#include "wire/engineio/session_test_support.h"

namespace atelier::wire::engineio {
namespace {

using Log = std::vector<std::string>;

TEST(EngineIoUpgrade, EIO50_EIO53_EIO54_ProbeAndUpgrade) {
  SessionUnderTest test;
  test.session.on_poll();
  ASSERT_TRUE(test.session.on_websocket_attached(1000));
  EXPECT_EQ(test.take(), Log{});
  test.session.on_websocket_text("2probe", 1000);
  EXPECT_EQ(test.take(), (Log{"text 3probe", "poll 6"}));
  for (int i = 0; i < 3; ++i) {
    test.session.on_poll();
    EXPECT_EQ(test.take(), Log{"poll 6"});
  }
  test.session.on_websocket_text("5", 1000);
  EXPECT_EQ(test.take(), Log{});
  EXPECT_TRUE(test.session.sends_on_websocket());
  test.session.on_websocket_text("4hi", 1000);
  EXPECT_EQ(test.take(), Log{"message hi"});
}

TEST(EngineIoUpgrade, EIO51_EIO54_NothingIsLostOrReordered) {
  SessionUnderTest test;
  test.session.on_websocket_attached(1000);
  test.session.on_websocket_text("2probe", 1000);
  test.session.send_message("1", false);
  test.session.on_poll();
  EXPECT_EQ(test.take(), (Log{"text 3probe", "poll 41"}));
  test.session.on_deadline(1300);
  test.session.send_message("2", true);
  test.session.on_websocket_text("5", 1310);
  EXPECT_EQ(test.take(), (Log{"text 2", "binary 2"}));
  EXPECT_EQ(test.session.deadline(), 1500);
}

TEST(EngineIoUpgrade, EIO52_UpgradeWithoutProbe) {
  SessionUnderTest test;
  test.session.on_poll();
  test.session.on_websocket_attached(1000);
  test.session.on_websocket_text("5", 1000);
  EXPECT_EQ(test.take(), Log{"poll 6"});
  EXPECT_EQ(test.session.transport(), Transport::kWebSocket);
}

TEST(EngineIoUpgrade, EIO55_OtherFramesCloseOnlyTheWebSocket) {
  for (const std::string_view frame : {"2", "2probe2", "4hello", "", "3probe", "x", "6"}) {
    SessionUnderTest test;
    test.session.on_websocket_attached(1000);
    test.session.on_websocket_text(frame, 1000);
    EXPECT_EQ(test.take(), Log{"close websocket"}) << frame;
    EXPECT_TRUE(test.session.is_open());
    EXPECT_EQ(test.session.on_post("4still", 1000), Session::PostAnswer::kOk);
    EXPECT_EQ(test.take(), Log{"message still"});
    EXPECT_TRUE(test.session.on_websocket_attached(1000));
  }
  SessionUnderTest binary;
  binary.session.on_websocket_attached(1000);
  binary.session.on_websocket_binary("2probe");
  EXPECT_EQ(binary.take(), Log{"close websocket"});
}

TEST(EngineIoUpgrade, EIO55_LostProbeLeavesPollingAlone) {
  SessionUnderTest test;
  test.session.on_websocket_attached(1000);
  test.session.on_websocket_text("2probe", 1000);
  test.session.on_websocket_closed();
  test.take();
  test.session.on_poll();
  EXPECT_EQ(test.take(), Log{});
  EXPECT_TRUE(test.session.has_parked_poll());
}

TEST(EngineIoUpgrade, EIO56_Timeout) {
  SessionUnderTest test;
  test.session.on_websocket_attached(900);
  for (MonoMs now = 1300; now < 10'900; now += 300) {
    test.session.on_deadline(now);
    test.session.on_post("3", now);
  }
  EXPECT_EQ(test.take(), Log{});
  EXPECT_EQ(test.session.deadline(), 10'900);
  test.session.on_deadline(10'900);
  EXPECT_EQ(test.take(), Log{"close websocket"});
  EXPECT_TRUE(test.session.is_open());
}

TEST(EngineIoUpgrade, EIO57_OneWebSocketAtATime) {
  SessionUnderTest test;
  ASSERT_TRUE(test.session.on_websocket_attached(1000));
  EXPECT_FALSE(test.session.on_websocket_attached(1000));
  test.session.on_websocket_text("5", 1000);
  EXPECT_FALSE(test.session.on_websocket_attached(1000));
}

TEST(EngineIoUpgrade, EIO46_EndsBothTransports) {
  SessionUnderTest test;
  test.session.on_poll();
  test.session.on_websocket_attached(1000);
  test.session.close(1000);
  EXPECT_EQ(test.take(), (Log{"poll 1", "close websocket", "closed forced close", "finished"}));
}

}  // namespace
}  // namespace atelier::wire::engineio
