// Documents that are large or busy: what goes to the pool, what is shared, what is bounded.
#include "feature/docs/docs_test_support.h"
#include "feature/docs/stored_content.h"

namespace atelier::feature::docs {
namespace {

/// Client 1 types `size` letters into "t".
std::string typed(std::size_t size) {
  VarWriter writer;
  writer.bytes(from_hex("0101010004010174"));
  writer.var_bytes(std::string(size, 'x'));
  writer.byte(0);
  return writer.take();
}

Offer offer_of(std::string bytes) {
  return *decode_offer(core::kNoPeer, "ada", std::move(bytes));
}

class DocsWorkTest : public DocsTest {};

TEST_F(DocsWorkTest, DOC16_JoinersOfALargeDocumentShareOneEncoding) {
  StoredContent content(loop0, pool, "room/main");
  content.append(offer_of(typed(4 * 1024 * 1024)));
  std::vector<SharedBytes> answers;
  for (int joiner = 0; joiner < 150; ++joiner) {
    content.since({},
                  [&](const StoredContent::Answer& answer) { answers.push_back(answer.update); });
  }
  EXPECT_TRUE(answers.empty()) << "it was encoded on the loop";
  world.run_until_idle();
  ASSERT_EQ(answers.size(), 150u);
  EXPECT_EQ(content.encodings(), 1u);
  for (const SharedBytes& answer : answers) EXPECT_EQ(answer, answers.front());
  content.since({}, [&](const StoredContent::Answer& answer) { answers.push_back(answer.update); });
  EXPECT_EQ(answers.size(), 151u) << "it is the same document still";
}

TEST_F(DocsWorkTest, DOC16_WhatIsStoredWhileItIsEncodedComesBehind) {
  StoredContent content(loop0, pool, "room/main");
  const std::string large = typed(1024 * 1024);
  content.append(offer_of(large));
  std::vector<StoredContent::Answer> answers;
  const auto keep = [&](const StoredContent::Answer& answer) { answers.push_back(answer); };
  content.since({}, keep);
  content.append(
      offer_of(from_hex("01010200040101750179"
                        "00")));
  content.since({}, keep);
  world.run_until_idle();
  ASSERT_EQ(answers.size(), 2u);
  EXPECT_EQ(*answers[0].update, large);
  EXPECT_EQ(answers[0].later.size(), 1u);
  EXPECT_GT(answers[1].update->size(), large.size());
  EXPECT_TRUE(answers[1].later.empty());
}

TEST_F(DocsWorkTest, DOC16_AFullPoolIsSaid) {
  const PeerId ada = join("ada", 0);
  say(ada, MessageKind::kUpdate, typed(kEncodeNowBytes + 1));
  pool.set_full(true);
  const PeerId bob = join("bob", 1);
  EXPECT_EQ(closed_for(bob), Errc::kUnavailable);
  say(ada, MessageKind::kStep2, typed(kDecodeNowBytes + 1));
  EXPECT_EQ(closed_for(ada), Errc::kUnavailable);
  pool.set_full(false);
  EXPECT_EQ(seen(join("bob", 1)).count(DeliveryKind::kStep2), 1u);
}

TEST_F(DocsWorkTest, DOC16_LargeUpdatesKeepTheirPlaceAmongThoseOfTheirPeer) {
  const PeerId ada = join("ada", 0);
  const DocumentId id{"room", "main"};
  const std::size_t size = kDecodeNowBytes + 1;
  VarWriter next;
  next.bytes(from_hex("010101"));
  next.var_uint(size);
  next.bytes(from_hex("8401"));
  next.var_uint(size - 1);
  next.bytes(from_hex("016200"));
  docs->send(ada, id, {MessageKind::kUpdate, typed(size)});
  docs->send(ada, id, {MessageKind::kUpdate, next.take()});
  world.run_until_idle();
  EXPECT_EQ(seen(ada).count(DeliveryKind::kSettled), 2u);
  EXPECT_EQ(seen(ada).count(DeliveryKind::kStep1), 1u) << "nothing was parked";
}

TEST_F(DocsWorkTest, DOC16_ALargeDocumentIsReadOnThePool) {
  const PeerId ada = join("ada", 0);
  say(ada, MessageKind::kUpdate, typed(kInlineUpdateBytes + 1));
  start();
  const PeerId bob = join("bob", 1);
  EXPECT_EQ(seen(bob).document(), typed(kInlineUpdateBytes + 1));
  start();
  pool.set_full(true);
  EXPECT_EQ(closed_for(join("bob", 1)), Errc::kUnavailable);
}

TEST_F(DocsWorkTest, DOC15_OnePrincipalMaySendOnlySoMuch) {
  const PeerId ada = join("ada", 0);
  const PeerId other = join("ada", 1);
  const PeerId bob = join("bob", 0);
  const auto burst = static_cast<int>(kPrincipalRate.burst);
  for (int i = 0; i < burst; ++i) say(other, MessageKind::kQueryAwareness, {});
  EXPECT_EQ(closed_for(other), Errc::kRateLimited);
  say(ada, MessageKind::kAwareness, crdt::encode_awareness({{7, 1, "{}"}}));
  EXPECT_EQ(seen(ada).count(DeliveryKind::kClosed), 0u) << "awareness is only left out";
  EXPECT_EQ(seen(bob).count(DeliveryKind::kAwareness), 0u);
  say(bob, MessageKind::kUpdate, kA);
  EXPECT_TRUE(settled_well(bob));
  world.advance(1000);
  say(ada, MessageKind::kUpdate, kB);
  EXPECT_TRUE(settled_well(ada));
}

TEST_F(DocsWorkTest, DOC10_DocumentsCreatedAtTheSameMomentKeepToTheNumber) {
  for (std::size_t i = 0; i < kDocumentsPerRoom - 1; ++i) {
    const DocumentId id{"room", "d" + std::to_string(i)};
    say(attach("ada", 0, id), MessageKind::kUpdate, kA, id);
  }
  std::vector<std::pair<PeerId, DocumentId>> late;
  for (int i = 0; i < 8; ++i) {
    const DocumentId id{"room", "late" + std::to_string(i)};
    late.emplace_back(attach("bob", static_cast<std::size_t>(i % 2), id), id);
  }
  for (const auto& [peer, id] : late) docs->send(peer, id, {MessageKind::kUpdate, kA});
  world.run_until_idle();
  std::size_t stored = 0;
  for (const auto& [peer, id] : late) stored += settled_well(peer);
  EXPECT_EQ(stored, 1u);
}

TEST_F(DocsWorkTest, DOC19_DeletedTextIsNotServed) {
  const PeerId ada = join("ada", 0);
  say(ada, MessageKind::kUpdate, typed(40));
  say(ada, MessageKind::kUpdate, from_hex("000101010028"));  // all of it deleted
  const PeerId vic = join("vic", 1);
  ASSERT_EQ(seen(vic).updates.size(), 1u);
  EXPECT_EQ(seen(vic).updates[0].find('x'), std::string::npos);
  EXPECT_EQ(seen(vic).doc()->delete_set(), seen(ada).doc()->delete_set());
  start();
  EXPECT_EQ(seen(join("bob", 0)).document(), seen(vic).document());
}

TEST_F(DocsWorkTest, DOC17_StatelessTextsGoToTheOthersAndAreNotKept) {
  roles.roles["cyd"] = core::Role::kCommenter;
  const PeerId cyd = join("cyd", 0);
  const PeerId vic = join("vic", 1);
  say(cyd, MessageKind::kStateless, "ring");
  ASSERT_EQ(seen(vic).count(DeliveryKind::kStateless), 1u);
  const DocumentDelivery* heard = seen(vic).last(DeliveryKind::kStateless);
  EXPECT_EQ(*heard->bytes, "ring");
  EXPECT_EQ(heard->except, cyd);
  say(vic, MessageKind::kStateless, "no");
  EXPECT_EQ(seen(cyd).count(DeliveryKind::kStateless), 1u) << "its own, which gateways leave out";
  say(cyd, MessageKind::kStateless, std::string(kStatelessBytes + 1, 'x'));
  EXPECT_EQ(closed_for(cyd), Errc::kTooLarge);
}

}  // namespace
}  // namespace atelier::feature::docs
