#include "feature/docs/docs_test_support.h"

namespace atelier::feature::docs {
namespace {

TEST_F(DocsTest, DOC1_NamesAddressDocuments) {
  EXPECT_EQ(parse_document_id("room"), (DocumentId{"room", "main"}));
  EXPECT_EQ(parse_document_id("room/a.b~c"), (DocumentId{"room", "a.b~c"}));
  for (const char* text : {"", "/", "room/", "/name", "ro om", "room/a/b", "room/a b"}) {
    EXPECT_FALSE(parse_document_id(text)) << text;
  }
}

TEST_F(DocsTest, DOC2_ReadingAnUnknownDocumentStoresNothing) {
  const PeerId peer = join("ada", 0);
  EXPECT_EQ(seen(peer).all.front().kind, DeliveryKind::kAttached);
  EXPECT_EQ(seen(peer).count(DeliveryKind::kStep1), 1u);
  EXPECT_EQ(to_hex(seen(peer).document()), "0000");
  EXPECT_EQ(store.size(), 0u);
}

TEST_F(DocsTest, DOC4_UpdatesAreStoredBeforeTheyAreRelayed) {
  const PeerId ada = join("ada", 0);
  const PeerId bob = join("bob", 1);
  store.hold_callbacks();
  say(ada, MessageKind::kUpdate, kA);
  while (store.release_one()) world.run_until_idle();
  store.release_all();
  world.run_until_idle();
  EXPECT_EQ(seen(bob).updates.back(), kA);
  EXPECT_EQ(seen(ada).updates.back(), kA);  // DOC5: the author too
  EXPECT_TRUE(settled_well(ada));
  EXPECT_EQ(seen(bob).count(DeliveryKind::kSettled), 0u);
}

TEST_F(DocsTest, DOC4_NothingIsRelayedWhileTheStoreHasNotAnswered) {
  const PeerId ada = join("ada", 0);
  const PeerId bob = join("bob", 1);
  say(ada, MessageKind::kUpdate, kA);
  store.hold_callbacks();
  say(ada, MessageKind::kUpdate, kB);
  EXPECT_EQ(seen(bob).updates.back(), kA);
  const PeerId late = join("bob", 0);
  EXPECT_EQ(seen(late).document(), kA);  // joiners see what is stored, too
  store.release_all();
  world.run_until_idle();
  EXPECT_EQ(seen(bob).updates.back(), kB);
  EXPECT_EQ(seen(late).document(), seen(bob).document());
}

TEST_F(DocsTest, DOC5_JoinersGetOneWholeStateAndThenEveryUpdate) {
  const PeerId ada = join("ada", 0);
  say(ada, MessageKind::kUpdate, kA);
  const PeerId unsynced = attach("bob", 1);
  say(ada, MessageKind::kUpdate, kB);
  EXPECT_EQ(seen(unsynced).count(DeliveryKind::kUpdate), 0u);
  say(unsynced, MessageKind::kStep1, kEmptyVector);
  EXPECT_EQ(seen(unsynced).updates.size(), 1u);
  say(ada, MessageKind::kUpdate, kC);
  EXPECT_EQ(seen(unsynced).document(), seen(ada).document());
  EXPECT_EQ(to_hex(seen(unsynced).document()),
            "01010100"
            "0401017403616263"
            "00");
}

TEST_F(DocsTest, DOC5_StateSurvivesARestart) {
  const PeerId ada = join("ada", 0);
  for (const std::string& update : {kA, kB, kC}) say(ada, MessageKind::kUpdate, update);
  const std::string before = seen(ada).document();
  start();
  const PeerId bob = join("bob", 1);
  EXPECT_EQ(seen(bob).document(), before);
}

TEST_F(DocsTest, DOC6_WhatIsNotReadyWaitsAndIsAskedFor) {
  const PeerId ada = join("ada", 0);
  const PeerId bob = join("bob", 1);
  say(ada, MessageKind::kStep2, from_hex("0000"));  // answers the first step 1
  say(ada, MessageKind::kUpdate, kC);
  EXPECT_EQ(seen(ada).count(DeliveryKind::kStep1), 2u);
  EXPECT_EQ(seen(bob).count(DeliveryKind::kUpdate), 0u);
  EXPECT_EQ(store.size(), 0u);
  say(ada, MessageKind::kUpdate, kA);
  say(ada, MessageKind::kUpdate, kB);
  EXPECT_EQ(seen(bob).document(), seen(ada).document());
  EXPECT_EQ(to_hex(seen(bob).document()),
            "01010100"
            "0401017403616263"
            "00");
  EXPECT_EQ(seen(ada).count(DeliveryKind::kSettled), 4u);
}

TEST_F(DocsTest, DOC6_TheReadyPartOfAStep2IsTaken) {
  const PeerId ada = join("ada", 0);
  // "a" by client 1, and "y" by client 2, which builds on something nobody has.
  say(ada, MessageKind::kStep2,
      from_hex("02"
               "010200"
               "8409000179"
               "010100"
               "040101740161"
               "00"));
  EXPECT_EQ(seen(ada).document(), kA);
  EXPECT_EQ(seen(ada).count(DeliveryKind::kSettled), 0u);
  EXPECT_EQ(seen(ada).count(DeliveryKind::kStep1), 1u);  // not asked for the same again
  say(ada, MessageKind::kUpdate,
      from_hex("01010900"
               "040101740178"
               "00"));
  EXPECT_EQ(seen(ada).count(DeliveryKind::kUpdate), 3u);
  EXPECT_EQ(seen(ada).count(DeliveryKind::kSettled), 2u);
}

TEST_F(DocsTest, DOC6_UpdatesThatWaitForOneAnotherAreJoined) {
  const PeerId ada = join("ada", 0);
  // Client 1's "b" needs client 2's "x"; client 2's update holds "x" and a "y" that needs "b".
  const std::string first = from_hex(
      "01020100"
      "040101740161"
      "8402000162"
      "00");
  const std::string second = from_hex(
      "01020200"
      "040101740178"
      "8401010179"
      "00");
  say(ada, MessageKind::kUpdate, first);
  say(ada, MessageKind::kUpdate, second);
  EXPECT_EQ(seen(ada).count(DeliveryKind::kUpdate), 1u);
  EXPECT_EQ(seen(ada).count(DeliveryKind::kSettled), 2u);
  EXPECT_TRUE(settled_well(ada));
}

TEST_F(DocsTest, DOC3_MalformedUpdatesChangeNothing) {
  const PeerId ada = join("ada", 0);
  say(ada, MessageKind::kUpdate, kA.substr(0, 5));
  EXPECT_EQ(closed_for(ada), Errc::kInvalid);
  EXPECT_EQ(store.size(), 0u);
}

TEST_F(DocsTest, DOC7_KnownUpdatesAreSettledAndNotStoredAgain) {
  const PeerId ada = join("ada", 0);
  say(ada, MessageKind::kUpdate, kA);
  const std::size_t stored = store.transactions();
  say(ada, MessageKind::kStep2, kA);
  EXPECT_EQ(store.transactions(), stored);
  EXPECT_EQ(seen(ada).count(DeliveryKind::kSettled), 2u);
  EXPECT_TRUE(settled_well(ada));
}

TEST_F(DocsTest, DOC7_WhatIsKnownButNotStoredYetIsNotSettledYet) {
  const PeerId ada = join("ada", 0);
  const PeerId bob = join("bob", 1);
  store.hold_callbacks();
  say(ada, MessageKind::kUpdate, kA);
  say(bob, MessageKind::kUpdate, kA);
  store.release_one();
  world.run_until_idle();
  say(bob, MessageKind::kUpdate, kA);
  EXPECT_EQ(seen(bob).count(DeliveryKind::kSettled), 0u);
  store.release_all();
  world.run_until_idle();
  EXPECT_EQ(seen(bob).count(DeliveryKind::kSettled), 2u);
  EXPECT_EQ(seen(bob).count(DeliveryKind::kUpdate), 1u);
}

TEST_F(DocsTest, DOC8_ViewersReadAndAreToldOnce) {
  const PeerId ada = join("ada", 0);
  say(ada, MessageKind::kUpdate, kA);
  const PeerId vic = join("vic", 1);
  EXPECT_EQ(seen(vic).count(DeliveryKind::kStep1), 0u);
  EXPECT_EQ(seen(vic).document(), kA);
  say(vic, MessageKind::kStep2, kA);
  EXPECT_EQ(seen(vic).count(DeliveryKind::kReadOnly), 0u);
  say(vic, MessageKind::kUpdate, kB);
  say(vic, MessageKind::kUpdate, kB);
  EXPECT_EQ(seen(vic).count(DeliveryKind::kReadOnly), 1u);
  EXPECT_EQ(seen(vic).last(DeliveryKind::kSettled)->error->code, Errc::kForbidden);
  EXPECT_EQ(seen(ada).document(), kA);
}

TEST_F(DocsTest, DOC8_RoleChangesActAtOnce) {
  const DocumentId id{"room", "main"};
  const PeerId vic = join("vic", 1);
  core::Delivery change;
  change.room = "room";
  change.control = core::Control::kRoleChanged;
  change.subject = "vic";
  change.role = core::Role::kEditor;
  const auto tell = [&] {
    const auto shared = std::make_shared<const core::Delivery>(change);
    for (std::size_t loop = 0; loop < kLoops; ++loop) {
      static_cast<port::FakeExecutor*>(loops[loop])->run_now([&] {
        docs->policy_sink(loop).deliver(shared);
      });
    }
    world.run_until_idle();
  };
  tell();
  EXPECT_EQ(seen(vic).last(DeliveryKind::kRole)->role, core::Role::kEditor);
  EXPECT_EQ(seen(vic).count(DeliveryKind::kStep1), 1u);  // fetches what was refused
  say(vic, MessageKind::kUpdate, kA);
  EXPECT_EQ(seen(vic).document(), kA);
  change.control = core::Control::kRemoved;
  tell();
  EXPECT_EQ(closed_for(vic), Errc::kForbidden);
}

TEST_F(DocsTest, TRS7_EverybodyLeavesTheDocumentsOfARoomThatIsGone) {
  const PeerId ada = attach("ada", 0, {"room", "main"}, true);
  const PeerId bob = attach("bob", 0, {"room", "other"});
  const PeerId vic = attach("vic", 0, {"roomy", "main"});
  auto gone = std::make_shared<core::Delivery>();
  gone->room = "room";
  gone->control = core::Control::kRoomGone;
  for (std::size_t loop = 0; loop < kLoops; ++loop) {
    static_cast<port::FakeExecutor*>(loops[loop])->run_now([&] {
      docs->policy_sink(loop).deliver(gone);
    });
  }
  world.run_until_idle();
  EXPECT_EQ(closed_for(ada), Errc::kNotFound);
  EXPECT_EQ(closed_for(bob), Errc::kNotFound);
  EXPECT_EQ(seen(vic).count(DeliveryKind::kClosed), 0u);
}

TEST_F(DocsTest, TRS9_ClosingARoomWaitsForWhatIsOnItsWayToTheStore) {
  const PeerId ada = attach("ada", 0, {"room", "main"});
  say(ada, MessageKind::kStep1, kEmptyVector);
  say(ada, MessageKind::kUpdate, kA);
  bool closed = false;
  docs->close_room(0, "room", [&closed] { closed = true; });
  world.advance(1000);
  EXPECT_TRUE(closed);
  EXPECT_GT(store.size(), 0u);
}

TEST_F(DocsTest, DOC8_OwnersOfTheWorkspaceAreAskedForWhenTheRoomIsArchived) {
  const PeerId ada = attach("ada", 0, {"room", "main"}, true);
  say(ada, MessageKind::kStep1, kEmptyVector);
  roles.roles["ada"] = core::Role::kViewer;
  auto change = std::make_shared<core::Delivery>();
  change->room = "room";
  change->control = core::Control::kRoleChanged;
  for (std::size_t loop = 0; loop < kLoops; ++loop) {
    static_cast<port::FakeExecutor*>(loops[loop])->run_now([&] {
      docs->policy_sink(loop).deliver(change);
    });
  }
  world.run_until_idle();
  say(ada, MessageKind::kUpdate, kA);
  EXPECT_EQ(seen(ada).count(DeliveryKind::kReadOnly), 1u);
  EXPECT_EQ(store.size(), 0u);
}

TEST_F(DocsTest, DOC8_StrangersAreNotLetIn) {
  const PeerId eve = attach("eve", 0);
  EXPECT_EQ(closed_for(eve), Errc::kNotFound);
  say(eve, MessageKind::kUpdate, kA);
  EXPECT_EQ(store.size(), 0u);
}

TEST_F(DocsTest, YWS10_AwarenessBelongsToWhoClaimedItFirst) {
  const PeerId ada = join("ada", 0);
  const PeerId vic = join("vic", 1);
  const std::string state = crdt::encode_awareness({{7, 1, "{\"x\":1}"}});
  say(vic, MessageKind::kAwareness, state);
  EXPECT_EQ(*seen(ada).last(DeliveryKind::kAwareness)->bytes, state);
  EXPECT_EQ(*seen(vic).last(DeliveryKind::kAwareness)->bytes, state);  // the sender too
  say(ada, MessageKind::kAwareness, crdt::encode_awareness({{7, 2, "{\"x\":2}"}}));
  say(ada, MessageKind::kAwareness, crdt::encode_awareness({{7, 2, "null"}}));
  EXPECT_EQ(seen(vic).count(DeliveryKind::kAwareness), 1u);
  const PeerId late = join("bob", 0);
  EXPECT_EQ(*seen(late).last(DeliveryKind::kAwareness)->bytes, state);
}

TEST_F(DocsTest, YWS11_LeavingSendsNullAtTheSameClock) {
  const DocumentId id{"room", "main"};
  const PeerId ada = join("ada", 0);
  const PeerId bob = join("bob", 1);
  say(bob, MessageKind::kAwareness, crdt::encode_awareness({{7, 5, "{}"}}));
  docs->detach(bob, id);
  world.run_until_idle();
  EXPECT_EQ(*seen(ada).last(DeliveryKind::kAwareness)->bytes,
            crdt::encode_awareness({{7, 5, "null"}}));
  const PeerId back = join("bob", 1);
  say(back, MessageKind::kAwareness, crdt::encode_awareness({{7, 5, "{}"}}));
  EXPECT_EQ(*seen(ada).last(DeliveryKind::kAwareness)->bytes,
            crdt::encode_awareness({{7, 5, "{}"}}));
}

TEST_F(DocsTest, YWS9_OneConnectionSpeaksFor64Clients) {
  const PeerId ada = join("ada", 0);
  std::vector<crdt::AwarenessEntry> entries;
  for (std::uint64_t client = 1; client <= kAwarenessClientsPerPeer; ++client) {
    entries.push_back({client, 1, "{}"});
  }
  say(ada, MessageKind::kAwareness, crdt::encode_awareness(entries));
  EXPECT_EQ(seen(ada).count(DeliveryKind::kClosed), 0u);
  say(ada, MessageKind::kAwareness, crdt::encode_awareness({{1000, 1, "{}"}}));
  EXPECT_EQ(closed_for(ada), Errc::kTooLarge);
}

}  // namespace
}  // namespace atelier::feature::docs
