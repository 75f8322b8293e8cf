#include "crdt/merge.h"

#include <random>

#include "crdt/joined_state.h"
#include "crdt/readiness.h"
#include "crdt/vectors_test.h"
#include "gtest/gtest.h"

namespace atelier::crdt {
namespace {

using vectors::from_hex;
using vectors::to_hex;

std::string merge(const std::vector<std::string>& updates) {
  const std::vector<std::string_view> views(updates.begin(), updates.end());
  auto merged = merge_updates(views);
  EXPECT_TRUE(merged);
  return merged ? *merged : std::string();
}

/// Adjacent pieces of golden updates are not joined; after this ours and theirs compare.
std::string joined(std::string_view update) {
  return merge({std::string(update)});
}

/// yjs leaves out the map flag of items whose parent is inherited when it copies them.
std::string without_inherited_flags(std::string_view bytes) {
  auto update = decode_update(bytes);
  EXPECT_TRUE(update);
  for (auto& section : update->clients) {
    for (auto& next : section.structs) {
      if (!next.writes_parent()) next.has_parent_sub = false;
    }
  }
  return encode_update(*update);
}

TEST(Merge, YJS13_HoldsExactlyWhatYjsMerges) {
  for (const auto& document : vectors::fuzz_documents()) {
    const std::string ours = merge(document.updates);
    EXPECT_EQ(joined(without_inherited_flags(ours)),
              joined(without_inherited_flags(document.merged)))
        << document.name;
    EXPECT_EQ(encode_state_vector(*state_vector_from_update(ours)), document.merged_sv);
    EXPECT_LE(ours.size(), document.merged.size());
  }
}

TEST(Merge, YJS13_IsTheSameWhateverTheGrouping) {
  std::mt19937 random(7);
  for (const auto& document : vectors::fuzz_documents()) {
    const std::string whole = merge(document.updates);
    EXPECT_EQ(merge({whole, whole}), whole);
    std::vector<std::string> groups;
    for (std::size_t at = 0; at < document.updates.size();) {
      const std::size_t until = std::min(document.updates.size(), at + 1 + random() % 7);
      groups.push_back(merge({document.updates.begin() + static_cast<std::ptrdiff_t>(at),
                              document.updates.begin() + static_cast<std::ptrdiff_t>(until)}));
      at = until;
    }
    std::shuffle(groups.begin(), groups.end(), random);
    EXPECT_EQ(merge(groups), whole) << document.name;
  }
}

TEST(Merge, YJS13_JoinsTypedTextIntoOneItem) {
  // "a", "b", "c", each typed after the one before.
  const std::string merged = merge({from_hex("01010100"
                                             "040101740161"
                                             "00"),
                                    from_hex("01010101"
                                             "8401000162"
                                             "00"),
                                    from_hex("01010102"
                                             "8401010163"
                                             "00")});
  EXPECT_EQ(to_hex(merged),
            "01010100"
            "0401017403616263"
            "00");
}

TEST(Merge, YJS13_KeepsHolesAndRefusesMalformedInput) {
  const std::string merged = merge({from_hex("01010100"
                                             "040101740161"
                                             "00"),
                                    from_hex("01010102"
                                             "8401010163"
                                             "00")});
  EXPECT_EQ(to_hex(merged),
            "01030100"
            "040101740161"
            "0a01"
            "8401010163"
            "00");
  const std::string_view broken[] = {merged, "\x01"};
  EXPECT_FALSE(merge_updates(broken));
}

TEST(Merge, YJS13_ValuesOfAMapStayApart) {
  // Two values of key "k" of root "m", set one after the other by client 1.
  const std::string merged = merge({from_hex("01010100"
                                             "2801016d016b01"
                                             "7d01"
                                             "00"),
                                    from_hex("01010101"
                                             "a8010001"
                                             "7d02"
                                             "01010100"
                                             "01")});
  const auto update = decode_update(merged);
  ASSERT_TRUE(update);
  EXPECT_EQ(update->clients[0].structs.size(), 2u);
}

TEST(Diff, YJS14_LeavesOutExactlyWhatYjsLeavesOut) {
  for (const auto& document : vectors::fuzz_documents()) {
    const auto known = decode_state_vector(document.half_sv);
    const auto ours = diff_update(document.merged, *known);
    ASSERT_TRUE(ours);
    EXPECT_EQ(without_inherited_flags(*ours), without_inherited_flags(document.diff_update))
        << document.name;
  }
}

TEST(JoinedState, YJS14_ServesAnyPeerWithOneUpdate) {
  for (const auto& document : vectors::fuzz_documents()) {
    JoinedState state;
    for (const std::string& bytes : document.updates) state.append(*decode_update(bytes));
    const std::string whole = state.encode();
    EXPECT_EQ(whole, merge(document.updates)) << document.name;
    const auto known = decode_state_vector(document.half_sv);
    EXPECT_EQ(joined(state.encode_since(*known)), joined(*diff_update(whole, *known)));
    const auto all = decode_state_vector(document.sv);
    const std::string nothing = state.encode_since(*all);
    EXPECT_TRUE(decode_update(nothing)->clients.empty());
  }
}

TEST(JoinedState, YJS13_JoinsARealTrace) {
  JoinedState state;
  const auto updates = vectors::trace("b4.6000.updates");
  std::size_t total = 0;
  for (const std::string& bytes : updates) {
    state.append(*decode_update(bytes));
    total += bytes.size();
  }
  EXPECT_LT(state.encode().size() * 10, total);
}

}  // namespace
}  // namespace atelier::crdt
