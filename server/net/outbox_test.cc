#include "net/outbox.h"

#include <random>

#include "gtest/gtest.h"

namespace atelier::net {
namespace {

std::vector<std::string> pieces_of(Outbox& outbox) {
  std::array<iovec, Outbox::kMaxPieces> pieces;
  const std::size_t count = outbox.gather(pieces);
  std::vector<std::string> out;
  for (std::size_t i = 0; i < count; ++i) {
    out.emplace_back(static_cast<const char*>(pieces[i].iov_base), pieces[i].iov_len);
  }
  return out;
}

TEST(Outbox, NeighbouringSpansOfOneRunAreOnePiece) {
  OutboxPool pool;
  Outbox outbox(pool);
  const auto run = std::make_shared<const std::string>("abcdef");
  outbox.append_shared(run, 0, 2);
  outbox.append_shared(run, 2, 4);
  EXPECT_EQ(pieces_of(outbox), (std::vector<std::string>{"abcd"}));
  outbox.own().append("X");
  outbox.append_shared(run, 4, 6);
  outbox.own().append("Y");
  EXPECT_EQ(pieces_of(outbox), (std::vector<std::string>{"abcd", "X", "ef", "Y"}));
  EXPECT_EQ(outbox.size(), 8U);
}

TEST(Outbox, KeepCopiesRunsOfOthersOnly) {
  OutboxPool pool;
  Outbox outbox(pool);
  const auto run = std::make_shared<std::string>("shared");
  outbox.own().append("head");
  outbox.append_shared(run, 0, 6);
  outbox.append_body(std::string(20'000, 'b'));
  outbox.keep();
  run->assign("?????");
  EXPECT_EQ(pieces_of(outbox), (std::vector<std::string>{"headshared", std::string(20'000, 'b')}));
}

TEST(Outbox, ManyPiecesBecomeOne) {
  OutboxPool pool;
  Outbox outbox(pool);
  const auto run = std::make_shared<const std::string>("ab");
  std::string expected;
  for (int i = 0; i < 100; ++i) {
    outbox.append_shared(run, 0, 2);
    expected += "ab";
  }
  EXPECT_EQ(pieces_of(outbox), (std::vector<std::string>{expected}));
}

// Against a plain string, with random appends, partial sends and keeps.
TEST(Outbox, SendsWhatWasAppendedInOrder) {
  std::mt19937 random(11);
  OutboxPool pool;
  Outbox outbox(pool);
  std::string expected;
  std::string sent;
  const auto run = std::make_shared<const std::string>(300, 'r');
  for (int step = 0; step < 20'000; ++step) {
    const std::string text(random() % 900, static_cast<char>('a' + random() % 26));
    const std::size_t from = random() % 300;
    const std::size_t to = from + random() % (301 - from);
    switch (random() % 6) {
      case 0:
      case 1:
        outbox.own().append(text);
        expected += text;
        break;
      case 2:
        outbox.append_shared(run, from, to);
        expected.append(*run, from, to - from);
        break;
      case 3:
        if (random() % 20 != 0) break;
        outbox.append_body(std::string(17'000, 'B'));
        expected.append(17'000, 'B');
        break;
      case 4:
        outbox.keep();
        break;
      case 5: {
        std::string all;
        for (const std::string& piece : pieces_of(outbox)) all += piece;
        const std::size_t taken = all.empty() ? 0 : random() % (all.size() + 1);
        sent.append(all, 0, taken);
        outbox.skip(taken);
        break;
      }
    }
    ASSERT_EQ(outbox.size() + sent.size(), expected.size());
  }
  for (const std::string& piece : pieces_of(outbox)) sent += piece;
  EXPECT_TRUE(sent == expected);
}

}  // namespace
}  // namespace atelier::net
