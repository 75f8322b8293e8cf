// DOC20: how updates for many wait for one another.
#include "feature/docs/paced_relay.h"

#include "feature/docs/docs_test_support.h"

namespace atelier::feature::docs {
namespace {

class PacedRelayTest : public ::testing::Test {
 protected:
  void add(const std::string& update, std::size_t readers) {
    relay.add(std::make_shared<const std::string>(update), readers);
  }
  std::string relayed() { return std::exchange(sent, {}); }

  port::FakeWorld world;
  port::FakeExecutor loop{world};
  std::string sent;
  PacedRelay relay{loop, world.clock(), [this](const auto& update) { sent += *update; }};
};

TEST_F(PacedRelayTest, DOC20_FewReadersNeverWait) {
  for (const char* update : {"a", "b", "c"}) add(update, 19);
  EXPECT_EQ(relayed(), "abc");
}

TEST_F(PacedRelayTest, DOC20_TheFirstGoesAtOnceAndTheOthersTogether) {
  add("a", 80);
  EXPECT_EQ(relayed(), "a");
  add("b", 80);
  add("c", 80);
  world.advance(3);
  EXPECT_EQ(relayed(), "");
  world.advance(1);
  EXPECT_EQ(relayed(), "bc");
  add("d", 80);
  EXPECT_EQ(relayed(), "");
  world.advance(4);
  EXPECT_EQ(relayed(), "d");
  world.advance(4);
  add("e", 80);
  EXPECT_EQ(relayed(), "e");
}

TEST_F(PacedRelayTest, DOC20_WithManyReadersTheFirstWaitsForItsBurst) {
  add("a", 500);
  EXPECT_EQ(relayed(), "");
  world.advance(4);
  add("b", 500);
  EXPECT_EQ(relayed(), "");
  world.advance(1);
  EXPECT_EQ(relayed(), "ab");
  add("c", 500);
  world.advance(24);
  EXPECT_EQ(relayed(), "");
  world.advance(1);
  EXPECT_EQ(relayed(), "c");
}

TEST_F(PacedRelayTest, DOC20_APauseIsBoundedInTimeAndBytes) {
  add("a", 5000);
  add("b", 5000);
  world.advance(kLongestPauseMs);
  EXPECT_EQ(relayed(), "ab");
  add("c", 5000);
  add(std::string(kPausedBytes, 'd'), 5000);
  EXPECT_EQ(relayed().size(), 1 + kPausedBytes);
}

TEST_F(PacedRelayTest, DOC20_NothingIsLeftBehind) {
  add("a", 500);
  add("b", 500);
  relay.flush();
  EXPECT_EQ(relayed(), "ab");
  world.advance(100);
  EXPECT_EQ(relayed(), "");
}

TEST_F(DocsTest, DOC20_ManyReadersGetWhatCameMeanwhileInOneTurn) {
  const PeerId ada = join("ada", 0);
  std::vector<PeerId> readers;
  for (int i = 0; i < 90; ++i) readers.push_back(join("vic", 1));
  say(ada, MessageKind::kUpdate, kA);
  say(ada, MessageKind::kUpdate, kB);
  say(ada, MessageKind::kUpdate, kC);
  EXPECT_TRUE(settled_well(ada));
  EXPECT_EQ(seen(ada).count(DeliveryKind::kSettled), 3u);
  EXPECT_EQ(seen(readers.back()).count(DeliveryKind::kUpdate), 1u);
  EXPECT_EQ(sinks[1].visits, 1u);
  world.advance(10);
  EXPECT_EQ(sinks[1].visits, 2u);
  for (const PeerId reader : readers) {
    EXPECT_EQ(seen(reader).count(DeliveryKind::kUpdate), 3u);
    EXPECT_EQ(seen(reader).document(), seen(ada).document());
  }
}

}  // namespace
}  // namespace atelier::feature::docs
