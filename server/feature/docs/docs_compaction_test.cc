// What becomes of a document's log: segments, and who delivered what.
#include "core/ledger.h"
#include "feature/docs/docs_test_support.h"
#include "feature/docs/segment.h"

namespace atelier::feature::docs {
namespace {

/// Client `client` types its letter number `clock` into "t".
std::string letter(crdt::ClientId client, crdt::Clock clock) {
  VarWriter writer;
  writer.bytes(from_hex("0101"));
  writer.var_uint(client);
  writer.var_uint(clock);
  if (clock == 0) {
    writer.bytes(from_hex("04010174"));
  } else {
    writer.byte(0x84);
    writer.var_uint(client);
    writer.var_uint(clock - 1);
  }
  writer.var_bytes(std::string(1, static_cast<char>('a' + clock % 26)));
  writer.byte(0);
  return writer.take();
}

std::string removal(crdt::ClientId client, crdt::Clock from, std::uint64_t count) {
  VarWriter writer;
  writer.bytes(from_hex("0001"));
  writer.var_uint(client);
  writer.byte(1);
  writer.var_uint(from);
  writer.var_uint(count);
  return writer.take();
}

NumberedEntry entry(std::uint64_t seq, std::string author, WallMs at, std::string update) {
  return {seq, {at, std::move(author), std::move(update)}};
}

TEST(Segment, DOC18_ItSaysWhoDeliveredWhichUnitsFirst) {
  const std::string again =
      *crdt::merge_updates(std::vector<std::string_view>{letter(1, 0), letter(1, 1), letter(2, 0)});
  const auto made =
      make_segment({entry(5, "ada", 1000, letter(1, 0)), entry(6, "ada", 2000, letter(1, 1)),
                    entry(7, "bob", 3000, again), entry(8, "bob", 9000, removal(1, 0, 2)),
                    entry(9, "cyd", 9500, removal(1, 1, 1))});
  ASSERT_TRUE(made);
  const auto segment = decode_segment(encode_segment(*made));
  ASSERT_TRUE(segment);
  EXPECT_EQ(segment->first, 5u);
  EXPECT_EQ(segment->last, 9u);
  ASSERT_EQ(segment->parts.size(), 4u);
  EXPECT_EQ(segment->parts[0].author, "ada");
  EXPECT_EQ(segment->parts[0].at, 1000);
  EXPECT_EQ(segment->parts[0].inserted, (std::vector<UnitRange>{{1, {0, 2}}}));
  EXPECT_EQ(segment->parts[1].inserted, (std::vector<UnitRange>{{2, {0, 1}}}));
  EXPECT_EQ(segment->parts[2].deleted, (std::vector<UnitRange>{{1, {0, 2}}}));
  EXPECT_TRUE(segment->parts[3].deleted.empty()) << "bob was first";
  EXPECT_FALSE(decode_segment("\x01\x05"));
}

class DocsCompactionTest : public DocsTest {
 protected:
  DocsCompactionTest() {
    snapshot_every_entries = 20;
    start();
  }

  std::vector<port::Record> records(const std::string& prefix) {
    std::vector<port::Record> found;
    store.query({partition, prefix + "/", prefix + "0"},
                [&](port::Page page) { found = std::move(page.records); });
    world.run_until_idle();
    return found;
  }
  std::size_t covered_by_segments() {
    std::size_t count = 0;
    for (const port::Record& record : records("segment")) {
      const auto segment = decode_segment(record.value);
      EXPECT_TRUE(segment);
      count += segment->last - segment->first + 1;
    }
    return count;
  }
  void type(PeerId peer, crdt::ClientId client, crdt::Clock from, crdt::Clock until) {
    for (crdt::Clock clock = from; clock < until; ++clock) {
      say(peer, MessageKind::kUpdate, letter(client, clock));
    }
  }

  const std::string partition = document_partition("main", {"room", "main"});
};

TEST_F(DocsCompactionTest, DOC18_SegmentsReplaceWhatTheSnapshotCovers) {
  const PeerId ada = join("ada", 0);
  type(ada, 1, 0, 90);
  EXPECT_EQ(covered_by_segments() + records("log").size(), 90u);
  EXPECT_LE(records("log").size(), 30u);
  for (const port::Record& record : records("segment")) {
    EXPECT_EQ(decode_segment(record.value)->parts.front().author, "ada");
  }
  start();
  EXPECT_EQ(seen(join("bob", 1)).document(), seen(ada).document());
}

TEST_F(DocsCompactionTest, DOC18_AtLeastEveryTenMinutesASegmentEnds) {
  const PeerId ada = join("ada", 0);
  for (crdt::Clock clock = 0; clock < 40; ++clock) {
    type(ada, 1, clock, clock + 1);
    world.advance(60'000);
  }
  ASSERT_GE(records("segment").size(), 2u);
  for (const port::Record& record : records("segment")) {
    const auto segment = decode_segment(record.value);
    EXPECT_LT(segment->parts.back().at - segment->parts.front().at, kSegmentMs);
  }
}

TEST_F(DocsCompactionTest, DOC18_ASegmentThatWasStoredBeforeACrashIsNotMadeTwice) {
  const PeerId ada = join("ada", 0);
  std::vector<port::Record> kept;
  type(ada, 1, 0, 19);
  kept = records("log");
  type(ada, 1, 19, 45);
  const std::size_t segments = records("segment").size();
  ASSERT_GE(segments, 1u);
  // As if the entries had not been removed.
  std::vector<port::Write> writes;
  for (const port::Record& record : kept) writes.push_back(port::Put{record.key, record.value});
  store.transact(std::move(writes), [](const port::WriteResult&) {});
  world.run_until_idle();
  start();
  const PeerId bob = join("bob", 1);
  type(bob, 2, 0, 1);
  EXPECT_EQ(records("segment").size(), segments);
  for (const port::Record& record : records("log")) {
    EXPECT_GT(core::Ledger::sequence_of(record.key.sort), 19u);
  }
  EXPECT_EQ(covered_by_segments() + records("log").size(), 46u);
}

}  // namespace
}  // namespace atelier::feature::docs
