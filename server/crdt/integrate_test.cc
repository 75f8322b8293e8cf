#include <gtest/gtest.h>

#include "crdt/doc.h"
#include "crdt/edit.h"
#include "crdt/shape_test.h"
#include "crdt/vectors_test.h"

namespace atelier::crdt {
namespace {

using vectors::from_hex;
using vectors::to_hex;

void apply(Doc& doc, std::string_view hex) {
  ASSERT_TRUE(doc.apply(from_hex(hex)));
}

std::string insert(Doc& doc, ClientId client, std::uint64_t at, std::string_view text) {
  return doc.edit(client,
                  [&](Edit& edit) { EXPECT_TRUE(edit.insert_text(edit.root("t"), at, text)); });
}

TEST(CrdtIntegrate, YJS16_AnItemWithoutAPlaceBecomesGc) {
  Doc doc;
  apply(doc,
        "010101000005"
        "00");  // client 1: five units of GC
  apply(doc,
        "010102008401020161"
        "00");  // client 2: "a" behind one of them
  EXPECT_EQ(to_hex(doc.encode_state_as_update()),
            "02"
            "010200"
            "0001"
            "010100"
            "0005"
            "02"
            "02010001"
            "01010005");
  // A parent that is text, not a type.
  Doc other;
  insert(other, 1, 0, "x");
  apply(other,
        "010102000400010001"
        "61"
        "00");
  EXPECT_EQ(shape::of(other), "t[<4>x]1");
  EXPECT_EQ(other.item_at({2, 0})->kind, ContentKind::kGc);
}

TEST(CrdtIntegrate, YJS16_ParentAndKeyComeFromTheNeighbour) {
  Doc doc;
  doc.edit(1, [](Edit& edit) { EXPECT_TRUE(edit.set(edit.root("m"), "k", Any{1.0})); });
  // Client 2 replaces the value: origin 1:0, the key is flagged but not written.
  apply(doc,
        "01010200a8010001"
        "7d02"
        "00");
  EXPECT_EQ(shape::of(doc), std::string("m[]0{k:<8>\x7d\x02}"));
  EXPECT_EQ(doc.delete_set().contains(1, {0, 1}), true);
}

TEST(CrdtIntegrate, YJS16_TheRestOfAnItemGoesWhereItsStartWent) {
  Doc doc;
  apply(doc,
        "010101000401017401"
        "61"
        "00");  // client 1: "a" in "t"
  apply(doc,
        "010102000401017501"
        "62"
        "00");  // client 2: "b" in "u"
  // Client 2 again, units 0 and 1 as "bc", now behind 1:0.
  apply(doc,
        "01010200840100026263"
        "00");
  EXPECT_EQ(shape::of(doc), "t[<4>a]1u[<4>bc]2");
}

TEST(CrdtIntegrate, YJS17_EqualPlacesAreOrderedByClient) {
  for (const bool in_order : {true, false}) {
    Doc base;
    const std::string start = insert(base, 1, 0, "ad");
    Doc b;
    Doc c;
    ASSERT_TRUE(b.apply(start) && c.apply(start));
    const std::string by_b = insert(b, 2, 1, "BB");
    const std::string by_c = insert(c, 3, 1, "CC");
    ASSERT_TRUE(base.apply(in_order ? by_b : by_c) && base.apply(in_order ? by_c : by_b));
    EXPECT_EQ(shape::text(base, "t"), "aBBCCd");
  }
}

TEST(CrdtIntegrate, YJS17_RunsDoNotInterleave) {
  Doc b;
  Doc c;
  std::vector<std::string> by_b;
  std::vector<std::string> by_c;
  for (std::uint64_t at = 0; at < 3; ++at) {
    by_b.push_back(insert(b, 2, at, "B"));
    by_c.push_back(insert(c, 3, at, "C"));
  }
  Doc doc;
  for (std::size_t index = 0; index < 3; ++index) {
    ASSERT_TRUE(doc.apply(by_c[index]) && doc.apply(by_b[index]));
  }
  EXPECT_EQ(shape::text(doc, "t"), "BBBCCC");
}

TEST(CrdtIntegrate, YJS8_ASplitPairIsTwoReplacements) {
  Doc doc(DocOptions{false, {}});
  insert(doc, 1, 0, "a\xF0\x9F\x98\x80z");
  // Client 2 inserts X between the halves: origin 1:1, right origin 1:2.
  apply(doc,
        "01010200c4010101020158"
        "00");
  EXPECT_EQ(shape::text(doc, "t"), "a\xEF\xBF\xBDX\xEF\xBF\xBDz");
  EXPECT_EQ(doc.root("t")->length, 5u);
}

TEST(CrdtIntegrate, YJS18_TheNewestValueOfAKeyStays) {
  Doc a;
  Doc b;
  const auto set = [](Doc& doc, ClientId client, double value) {
    return doc.edit(
        client, [value](Edit& edit) { EXPECT_TRUE(edit.set(edit.root("m"), "k", Any{value})); });
  };
  const std::string by_a = set(a, 1, 1) + "";
  const std::string by_b = set(b, 2, 2);
  ASSERT_TRUE(a.apply(by_b) && b.apply(by_a));
  EXPECT_EQ(shape::of(a), shape::of(b));
  EXPECT_EQ(shape::of(a), std::string("m[]0{k:<8>\x7d\x02}"));
}

TEST(CrdtIntegrate, YJS18_WhatArrivesInADeletedTypeIsDeleted) {
  Doc a;
  const std::string start = a.edit(1, [](Edit& edit) {
    EXPECT_TRUE(edit.insert(edit.root("l"), 0, NewType{TypeKind::kText, {}}));
  });
  Doc b;
  ASSERT_TRUE(b.apply(start));
  const std::string erased =
      a.edit(1, [](Edit& edit) { EXPECT_TRUE(edit.erase(edit.root("l"), 0, 1)); });
  const std::string written = b.edit(2, [&b](Edit& edit) {
    EXPECT_TRUE(edit.insert_text(*b.root("l")->start->own_type, 0, "late"));
  });
  ASSERT_TRUE(a.apply(written) && b.apply(erased));
  EXPECT_EQ(a.delete_set(), b.delete_set());
  EXPECT_TRUE(a.delete_set().contains(2, {0, 4}));
  EXPECT_EQ(shape::of(a), "l[]0");
}

TEST(CrdtIntegrate, YJS18_DeepNestingIsDeletedWithoutRecursion) {
  Doc doc;
  const std::string update = doc.edit(1, [](Edit& edit) {
    Type* inner = &edit.root("l");
    for (int level = 0; level < 100'000; ++level) {
      inner = *edit.insert(*inner, 0, NewType{TypeKind::kArray, {}});
    }
  });
  Doc peer(DocOptions{false, {}});
  ASSERT_TRUE(peer.apply(update));
  const std::string erased =
      doc.edit(1, [](Edit& edit) { EXPECT_TRUE(edit.erase(edit.root("l"), 0, 1)); });
  ASSERT_TRUE(peer.apply(erased));
  EXPECT_EQ(doc.struct_count(), 2u);
  EXPECT_TRUE(peer.delete_set().contains(1, {0, 100'000}));
}

TEST(CrdtIntegrate, YJS19_DeletedTypesLeaveLengthsOnly) {
  Doc doc;
  doc.edit(1, [](Edit& edit) {
    Type& text = **edit.insert(edit.root("l"), 0, NewType{TypeKind::kText, {}});
    EXPECT_TRUE(edit.insert_text(text, 0, "hello"));
  });
  const std::string update =
      doc.edit(1, [](Edit& edit) { EXPECT_TRUE(edit.erase(edit.root("l"), 0, 1)); });
  EXPECT_EQ(to_hex(update),
            "00"
            "01"
            "0101"
            "0006");
  EXPECT_EQ(to_hex(doc.encode_state_as_update()),
            "01"
            "020100"
            "0101016c01"
            "0005"
            "01"
            "01010006");
}

TEST(CrdtIntegrate, YJS19_TypingMakesOneItem) {
  Doc doc;
  for (std::uint64_t at = 0; at < 20; ++at) insert(doc, 1, at, "x");
  EXPECT_EQ(doc.struct_count(), 1u);
  doc.edit(1, [](Edit& edit) { EXPECT_TRUE(edit.delete_text(edit.root("t"), 5, 3)); });
  doc.edit(1, [](Edit& edit) { EXPECT_TRUE(edit.delete_text(edit.root("t"), 5, 3)); });
  EXPECT_EQ(doc.struct_count(), 3u);
}

TEST(CrdtIntegrate, YJS22_SubdocumentsAreTold) {
  Doc doc;
  // Client 1: a subdocument "s" with options {} in the list "l".
  const auto applied =
      doc.apply(from_hex("010101000901016c01737600"
                         "00"));
  ASSERT_TRUE(applied);
  EXPECT_EQ(applied->subdocuments_added, std::vector<std::string>{"s"});
  const auto removed =
      doc.apply(from_hex("00"
                         "01"
                         "01010001"));
  ASSERT_TRUE(removed);
  EXPECT_EQ(removed->subdocuments_removed, std::vector<std::string>{"s"});
}

}  // namespace
}  // namespace atelier::crdt
