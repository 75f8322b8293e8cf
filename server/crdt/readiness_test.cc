#include "crdt/readiness.h"

#include <deque>

#include "crdt/merge.h"
#include "crdt/vectors_test.h"
#include "gtest/gtest.h"

namespace atelier::crdt {
namespace {

using vectors::from_hex;

Update decode_hex(std::string& storage, const char* hex) {
  storage = from_hex(hex);
  auto update = decode_update(storage);
  EXPECT_TRUE(update) << hex;
  return update ? *update : Update{};
}

Readiness check(const StateTracker& tracker, const char* hex) {
  std::string storage;
  return tracker.check(decode_hex(storage, hex)).readiness;
}

void apply(StateTracker& tracker, const char* hex) {
  std::string storage;
  tracker.apply(decode_hex(storage, hex));
}

constexpr const char* kA =
    "01010100"
    "040101740161"
    "00";  // client 1: "a"
constexpr const char* kB =
    "01010101"
    "8401000162"
    "00";  // client 1: "b" after "a"
constexpr const char* kC =
    "01010200"
    "8401010163"
    "00";  // client 2: "c" after "b"
constexpr const char* kDeleteB =
    "00"
    "0101010101";  // deletes "b"

TEST(Readiness, YJS11_WaitsForClocksReferencesAndDeletedUnits) {
  StateTracker tracker;
  EXPECT_EQ(check(tracker, kB), Readiness::kNotReady);
  EXPECT_EQ(check(tracker, kC), Readiness::kNotReady);
  EXPECT_EQ(check(tracker, kDeleteB), Readiness::kNotReady);
  EXPECT_EQ(check(tracker, kA), Readiness::kReady);
  apply(tracker, kA);
  EXPECT_EQ(check(tracker, kC), Readiness::kNotReady);
  EXPECT_EQ(check(tracker, kB), Readiness::kReady);
  apply(tracker, kB);
  EXPECT_EQ(check(tracker, kC), Readiness::kReady);
  EXPECT_EQ(check(tracker, kDeleteB), Readiness::kReady);
}

TEST(Readiness, YJS11_SaysWhatIsMissing) {
  std::string storage;
  const auto report = StateTracker().check(decode_hex(storage, kC));
  ASSERT_EQ(report.missing.size(), 1u);
  EXPECT_EQ(report.missing[0], (Id{1, 1}));
}

TEST(Readiness, YJS11_ReferencesWithinTheUpdateCountInAnyOrder) {
  // Client 2's "c" stands before client 1's "ab", on which it builds.
  EXPECT_EQ(check({},
                  "02"
                  "010200"
                  "8401010163"
                  "010100"
                  "040101740261"
                  "62"
                  "00"),
            Readiness::kReady);
}

TEST(Readiness, YJS11_WhatWaitsForItselfIsNeverReady) {
  // Client 1's item has its origin at client 2's, and the other way round.
  EXPECT_EQ(check({},
                  "02"
                  "010200"
                  "8401000163"
                  "010100"
                  "8402000161"
                  "00"),
            Readiness::kNeverReady);
}

TEST(Readiness, YJS11_AHoleWithinAnUpdateWaitsUntilItIsFilled) {
  constexpr const char* kHole =
      "01030100"
      "040101740161"
      "0a01"
      "8401010163"
      "00";
  StateTracker tracker;
  EXPECT_EQ(check(tracker, kHole), Readiness::kNotReady);
  apply(tracker, kA);
  apply(tracker, kB);
  EXPECT_EQ(check(tracker, kHole), Readiness::kReady);
}

TEST(Readiness, YJS12_NothingNewIsToldFromNew) {
  StateTracker tracker;
  EXPECT_EQ(check(tracker, "0000"), Readiness::kNothingNew);
  apply(tracker, kA);
  apply(tracker, kB);
  EXPECT_EQ(check(tracker, kA), Readiness::kNothingNew);
  apply(tracker, kDeleteB);
  EXPECT_EQ(check(tracker, kDeleteB), Readiness::kNothingNew);
  EXPECT_EQ(check(tracker,
                  "00"
                  "0101010002"),
            Readiness::kReady);
}

TEST(Readiness, YJS11_ShuffledDeliveryWithRetriesAlwaysCompletes) {
  for (const auto& document : vectors::fuzz_documents()) {
    StateTracker tracker;
    std::deque<Update> waiting;
    for (const std::size_t index : document.shuffled) {
      waiting.push_back(*decode_update(document.updates[index]));
      for (std::size_t tries = 0; tries < waiting.size(); ++tries) {
        const Update next = waiting.front();
        waiting.pop_front();
        if (tracker.check(next).readiness == Readiness::kNotReady) {
          waiting.push_back(next);
        } else {
          tracker.apply(next);
          tries = static_cast<std::size_t>(-1);
        }
      }
    }
    EXPECT_TRUE(waiting.empty()) << document.name;
    EXPECT_EQ(encode_state_vector(tracker.known()), document.sv) << document.name;
  }
}

// One update is lost, all others come merged into one: what does not build on the lost one is
// ready, and the rest is as soon as the lost one has come.
TEST(Readiness, YJS15_SplitsWhatIsReadyFromWhatWaits) {
  std::size_t splits = 0;
  for (const auto& document : vectors::fuzz_documents()) {
    const std::size_t lost = document.updates.size() / 3;
    std::vector<std::string_view> others;
    for (std::size_t index = 0; index < document.updates.size(); ++index) {
      if (index != lost) others.push_back(document.updates[index]);
    }
    const std::string merged = *merge_updates(others);
    const Update update = *decode_update(merged);
    StateTracker tracker;
    if (tracker.check(update).readiness != Readiness::kNotReady) continue;
    ++splits;
    const ReadyParts parts = tracker.split(update);
    EXPECT_NE(tracker.check(parts.ready).readiness, Readiness::kNotReady) << document.name;
    tracker.apply(parts.ready);
    EXPECT_EQ(tracker.check(parts.rest).readiness, Readiness::kNotReady) << document.name;
    const Update found = *decode_update(document.updates[lost]);
    ASSERT_EQ(tracker.check(found).readiness, Readiness::kReady) << document.name;
    tracker.apply(found);
    ASSERT_EQ(tracker.check(parts.rest).readiness, Readiness::kReady) << document.name;
    tracker.apply(parts.rest);
    EXPECT_EQ(encode_state_vector(tracker.known()), document.sv) << document.name;
    const std::string ready = encode_update(parts.ready);
    const std::string rest = encode_update(parts.rest);
    const std::string_view pieces[] = {ready, rest};
    EXPECT_EQ(*merge_updates(pieces), merged) << document.name;
  }
  EXPECT_GT(splits, 50u);
}

TEST(Readiness, YJS11_CausalOrderIsAlwaysReady) {
  for (const auto& document : vectors::fuzz_documents()) {
    StateTracker tracker;
    for (const std::string& bytes : document.updates) {
      const auto update = decode_update(bytes);
      ASSERT_NE(tracker.check(*update).readiness, Readiness::kNotReady) << document.name;
      tracker.apply(*update);
    }
    EXPECT_EQ(tracker.check(*decode_update(document.merged)).readiness, Readiness::kNothingNew);
  }
}

}  // namespace
}  // namespace atelier::crdt
