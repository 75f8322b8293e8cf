#include "feature/docs/docs_test_support.h"

namespace atelier::feature::docs {
namespace {

TEST_F(DocsTest, DOC6_ParkingIsBounded) {
  const PeerId ada = join("ada", 0);
  const std::string text(kParkedBytes / 2, 'x');
  for (int index = 0; index < 3; ++index) {
    VarWriter update;
    update.bytes(from_hex("0101"));
    update.var_uint(static_cast<std::uint64_t>(index) + 10);
    update.bytes(
        from_hex("00"
                 "84"
                 "09"
                 "00"));
    update.var_bytes(text);
    update.byte(0);
    say(ada, MessageKind::kUpdate, update.take());
  }
  ASSERT_EQ(seen(ada).count(DeliveryKind::kSettled), 2u);
  EXPECT_EQ(seen(ada).last(DeliveryKind::kSettled)->error->code, Errc::kUnavailable);
}

TEST_F(DocsTest, DOC9_LargeUpdatesLieInTheBlobStoreAndKeepTheirOrder) {
  const PeerId ada = join("ada", 0);
  VarWriter large;
  large.bytes(
      from_hex("01010100"
               "04010174"));
  large.var_bytes(std::string(kInlineUpdateBytes, 'x'));
  large.byte(0);
  VarWriter next;
  next.bytes(from_hex("010101"));
  next.var_uint(kInlineUpdateBytes);
  next.bytes(from_hex("8401"));
  next.var_uint(kInlineUpdateBytes - 1);
  next.bytes(from_hex("016200"));
  docs->send(ada, {"room", "main"}, {MessageKind::kUpdate, large.take()});
  docs->send(ada, {"room", "main"}, {MessageKind::kUpdate, next.take()});
  world.run_until_idle();
  EXPECT_EQ(blobs.size(), 1u);
  EXPECT_EQ(seen(ada).count(DeliveryKind::kUpdate), 2u);
  const std::string before = seen(ada).document();
  start();
  EXPECT_EQ(seen(join("bob", 1)).document(), before);
}

TEST_F(DocsTest, DOC10_ARoomHas200Documents) {
  for (std::size_t index = 0; index < kDocumentsPerRoom; ++index) {
    const DocumentId id{"room", "d" + std::to_string(index)};
    const PeerId peer = attach("ada", 0, id);
    say(peer, MessageKind::kUpdate, kA, id);
    ASSERT_TRUE(settled_well(peer)) << index;
  }
  const DocumentId one_more{"room", "one-more"};
  const PeerId peer = attach("ada", 0, one_more);
  say(peer, MessageKind::kUpdate, kA, one_more);
  EXPECT_EQ(closed_for(peer), Errc::kTooLarge);
  const DocumentId old{"room", "d0"};
  const PeerId again = attach("ada", 1, old);
  say(again, MessageKind::kUpdate, kB, old);
  EXPECT_TRUE(settled_well(again));
}

TEST_F(DocsTest, DOC11_AFailedStoreLosesNothingThatPeersStillHave) {
  const PeerId ada = join("ada", 0);
  const PeerId vic = join("vic", 1);
  say(ada, MessageKind::kUpdate, kA);
  store.fail_next_writes(1, {port::StoreStatus::kUnavailable, false});
  say(ada, MessageKind::kUpdate, kB);
  EXPECT_EQ(closed_for(ada), Errc::kUnavailable);
  EXPECT_EQ(seen(vic).count(DeliveryKind::kClosed), 0u);
  EXPECT_EQ(seen(vic).document(), kA);
  const PeerId again = join("ada", 0);
  say(again, MessageKind::kStep2, seen(ada).document());
  say(again, MessageKind::kUpdate, kB);
  EXPECT_EQ(seen(vic).document(), seen(again).document());
  EXPECT_EQ(to_hex(seen(vic).document()),
            "01010100"
            "04010174026162"
            "00");
}

TEST_F(DocsTest, DOC11_WhatWasStoredAfterAllReachesThoseWhoStayed) {
  const PeerId ada = join("ada", 0);
  const PeerId vic = join("vic", 1);
  say(ada, MessageKind::kUpdate, kA);
  store.fail_next_writes(1, {port::StoreStatus::kUnavailable, true});  // stored, answer lost
  say(ada, MessageKind::kUpdate, kB);
  EXPECT_EQ(to_hex(seen(vic).document()),
            "01010100"
            "04010174026162"
            "00");
}

TEST_F(DocsTest, DOC11_ABlobThatCannotBeStoredIsAFailureToo) {
  const PeerId ada = join("ada", 0);
  blobs.set_unavailable(true);
  VarWriter large;
  large.bytes(
      from_hex("01010100"
               "04010174"));
  large.var_bytes(std::string(kInlineUpdateBytes, 'x'));
  large.byte(0);
  say(ada, MessageKind::kUpdate, large.take());
  EXPECT_EQ(closed_for(ada), Errc::kUnavailable);
  blobs.set_unavailable(false);
  const PeerId again = join("ada", 0);
  say(again, MessageKind::kUpdate, kA);
  EXPECT_TRUE(settled_well(again));
}

TEST_F(DocsTest, DOC12_ADocumentThatCannotBeReadIsNeverServed) {
  say(join("ada", 0), MessageKind::kUpdate, kA);
  start();
  store.fail_next_reads(1, port::StoreStatus::kUnavailable);
  const PeerId bob = join("bob", 1);
  EXPECT_EQ(closed_for(bob), Errc::kUnavailable);
  EXPECT_EQ(seen(bob).count(DeliveryKind::kStep2), 0u);
  EXPECT_EQ(seen(join("bob", 1)).document(), kA);
}

TEST_F(DocsTest, DOC13_IdleDocumentsLeaveMemoryAndComeBack) {
  const DocumentId id{"room", "main"};
  const PeerId ada = join("ada", 0);
  say(ada, MessageKind::kUpdate, kA);
  docs->detach(ada, id);
  world.run_until_idle();
  world.advance(kIdleMs + 1);
  // Only a document that is read again notices that the store does not answer.
  store.fail_next_reads(1, port::StoreStatus::kUnavailable);
  EXPECT_EQ(closed_for(join("bob", 1)), Errc::kUnavailable);
  EXPECT_EQ(seen(join("bob", 1)).document(), kA);
}

TEST_F(DocsTest, DOC14_SnapshotsKeepTheWholeDocument) {
  const PeerId ada = join("ada", 0);
  const auto updates = crdt::vectors::trace("b4.6000.updates");
  for (std::size_t index = 0; index < 2500; ++index) {
    docs->send(ada, {"room", "main"}, {MessageKind::kUpdate, updates[index]});
    if (index % 100 == 0) world.advance(1000);  // as much as one may send
  }
  world.run_until_idle();
  const std::string before = seen(ada).document();
  start();
  const PeerId bob = join("bob", 1);
  EXPECT_EQ(seen(bob).document(), before);
}

TEST_F(DocsTest, DOC4_DrainWaitsForTheStore) {
  const PeerId ada = join("ada", 0);
  say(ada, MessageKind::kUpdate, kA);
  store.hold_callbacks();
  say(ada, MessageKind::kUpdate, kB);
  bool drained = false;
  docs->drain(0, [&] { drained = true; });
  world.run_until_idle();
  world.advance(100);
  EXPECT_FALSE(drained);
  store.release_all();
  world.advance(100);
  EXPECT_TRUE(drained);
}

}  // namespace
}  // namespace atelier::feature::docs
