#include "crdt/edit.h"

#include <gtest/gtest.h>

#include <fstream>
#include <random>

#include "crdt/doc.h"
#include "crdt/js_json.h"
#include "crdt/shape_test.h"
#include "crdt/vectors_test.h"

namespace atelier::crdt {
namespace {

using vectors::to_hex;

Any any_of(const json::value& value) {
  return *js_json::parse(json::serialize(value));
}

AttributeChanges attributes_of(const json::value& value) {
  AttributeChanges changes;
  for (const auto& member : value.as_object()) {
    changes.emplace_back(member.key(), any_of(member.value()));
  }
  return changes;
}

std::string text_of(const json::object& from, std::string_view key) {
  return std::string(std::string_view(from.at(key).as_string()));
}

/// Plays edits recorded with yjs (spec/vectors/yjs/edits.jsonl).
class Player {
 public:
  Player() {
    doc_.edit(1, [this](Edit& edit) {
      for (const char* root : {"text", "array", "map", "xml"}) types_.push_back(&edit.root(root));
    });
  }

  /// The update of one edit.
  std::string play(const json::object& op) {
    if (text_of(op, "op") == "apply") {
      EXPECT_TRUE(doc_.apply(base64::decode_lenient(text_of(op, "u"))));
      return base64::decode_lenient(text_of(op, "u"));
    }
    return doc_.edit(7, [this, &op](Edit& edit) {
      Type& type = *types_[number(op, "t")];
      EXPECT_TRUE(change_text(edit, type, op) || change_list(edit, type, op) ||
                  change_map(edit, type, op));
    });
  }

  const Doc& doc() const { return doc_; }

 private:
  static std::size_t number(const json::object& from, std::string_view key) {
    return from.at(key).to_number<std::size_t>();
  }

  static NewType new_type(const json::object& op) {
    return {static_cast<TypeKind>(number(op, "k")), text_of(op, "name")};
  }

  bool change_text(Edit& edit, Type& type, const json::object& op) {
    const std::string kind = text_of(op, "op");
    if (kind == "text" && !op.contains("a")) {
      EXPECT_TRUE(edit.insert_text(type, number(op, "at"), text_of(op, "s")));
    } else if (kind == "text") {
      EXPECT_TRUE(
          edit.insert_text(type, number(op, "at"), text_of(op, "s"), attributes_of(op.at("a"))));
    } else if (kind == "embed") {
      EXPECT_TRUE(
          edit.insert_embed(type, number(op, "at"), any_of(op.at("e")), attributes_of(op.at("a"))));
    } else if (kind == "untext") {
      EXPECT_TRUE(edit.delete_text(type, number(op, "at"), number(op, "len")));
    } else if (kind == "format") {
      EXPECT_TRUE(
          edit.format_text(type, number(op, "at"), number(op, "len"), attributes_of(op.at("a"))));
    } else {
      return false;
    }
    return true;
  }

  bool change_list(Edit& edit, Type& type, const json::object& op) {
    const std::string kind = text_of(op, "op");
    std::vector<Any> values;
    if (kind == "insert" || kind == "push") {
      for (const auto& value : op.at("v").as_array()) values.push_back(any_of(value));
    }
    if (kind == "insert") {
      EXPECT_TRUE(edit.insert(type, number(op, "at"), values));
    } else if (kind == "push") {
      EXPECT_TRUE(edit.push(type, values));
    } else if (kind == "instype") {
      types_.push_back(*edit.insert(type, number(op, "at"), new_type(op)));
    } else if (kind == "erase") {
      EXPECT_TRUE(edit.erase(type, number(op, "at"), number(op, "len")));
    } else {
      return false;
    }
    return true;
  }

  bool change_map(Edit& edit, Type& type, const json::object& op) {
    const std::string kind = text_of(op, "op");
    if (kind == "set") {
      EXPECT_TRUE(edit.set(type, text_of(op, "key"), any_of(op.at("v"))));
    } else if (kind == "settype") {
      types_.push_back(*edit.set(type, text_of(op, "key"), new_type(op)));
    } else if (kind == "unset") {
      edit.erase(type, text_of(op, "key"));
    } else {
      return false;
    }
    return true;
  }

  Doc doc_;
  std::vector<Type*> types_;
};

TEST(CrdtEdit, YJS30_EditsGiveTheUpdatesOfYjs) {
  std::ifstream file(vectors::path("edits.jsonl"));
  std::size_t documents = 0;
  for (std::string line; std::getline(file, line); ++documents) {
    const json::object recorded = json::parse(line).as_object();
    Player player;
    for (const auto& op : recorded.at("ops").as_array()) {
      const std::string wanted = base64::decode_lenient(text_of(op.as_object(), "u"));
      ASSERT_EQ(to_hex(player.play(op.as_object())), to_hex(wanted))
          << text_of(recorded, "name") << " " << json::serialize(op);
    }
    EXPECT_EQ(to_hex(player.doc().encode_state_as_update()),
              to_hex(base64::decode_lenient(text_of(recorded, "v1"))));
  }
  EXPECT_EQ(documents, 36u);
}

TEST(CrdtEdit, YJS31_PositionsAreCheckedBeforeAnythingChanges) {
  Doc doc;
  doc.edit(1, [](Edit& edit) {
    Type& text = edit.root("t");
    ASSERT_TRUE(edit.insert_text(text, 0, "a\xF0\x9F\x98\x80z"));
    EXPECT_EQ(text.length, 4u);
    EXPECT_FALSE(edit.insert_text(text, 2, "x"));
    EXPECT_FALSE(edit.insert_text(text, 5, "x"));
    EXPECT_FALSE(edit.insert_text(text, 0, "\xFF"));
    EXPECT_FALSE(edit.delete_text(text, 0, 2));
    EXPECT_FALSE(edit.delete_text(text, 2, 1));
    EXPECT_FALSE(edit.delete_text(text, 1, 4));
    EXPECT_FALSE(edit.delete_text(text, 1, ~std::uint64_t{0}));
    EXPECT_FALSE(edit.format_text(text, 2, 1, {{"b", Any{true}}}));
    EXPECT_FALSE(edit.insert(text, 2, std::vector<Any>{Any{true}}));
    EXPECT_FALSE(edit.format_text(text, 0, 1, {{"b", Any{BigInt{1}}}}));
  });
  EXPECT_EQ(shape::text(doc, "t"), "a\xF0\x9F\x98\x80z");
  EXPECT_EQ(doc.edit(1, [](Edit& edit) { EXPECT_TRUE(edit.delete_text(edit.root("t"), 1, 0)); }),
            "");
}

TEST(CrdtEdit, YJS31_NothingIsInsertedIntoWhatIsDeleted) {
  Doc doc;
  doc.edit(1, [](Edit& edit) {
    Type& list = edit.root("l");
    Type& inner = **edit.insert(list, 0, NewType{TypeKind::kMap, {}});
    ASSERT_TRUE(edit.erase(list, 0, 1));
    EXPECT_FALSE(edit.set(inner, "k", Any{true}));
    EXPECT_FALSE(edit.insert(inner, 0, std::vector<Any>{Any{true}}));
    EXPECT_FALSE(edit.insert_text(inner, 0, "x"));
  });
}

/// The text with its formats: <key=value> where a format item stands.
std::string marked(const Doc& doc) {
  std::string out;
  for (const Item* item = doc.root("t")->start; item != nullptr; item = item->right) {
    if (item->is_deleted) continue;
    if (item->kind == ContentKind::kString) out += item->body();
    if (item->kind != ContentKind::kFormat) continue;
    const auto [key, value] = format_of(*item);
    out += "<" + key + "=" + value + ">";
  }
  return out;
}

void write(Doc& doc, std::uint64_t at, std::string_view text) {
  doc.edit(1, [&](Edit& edit) { EXPECT_TRUE(edit.insert_text(edit.root("t"), at, text)); });
}

void write(Doc& doc, std::uint64_t at, std::string_view text, const AttributeChanges& attributes) {
  doc.edit(
      1, [&](Edit& edit) { EXPECT_TRUE(edit.insert_text(edit.root("t"), at, text, attributes)); });
}

void format(Doc& doc, std::uint64_t at, std::uint64_t length, const AttributeChanges& changes) {
  doc.edit(1,
           [&](Edit& edit) { EXPECT_TRUE(edit.format_text(edit.root("t"), at, length, changes)); });
}

TEST(CrdtEdit, YJS32_InsertedTextIsFormattedAsFarAsNeeded) {
  Doc doc;
  write(doc, 0, "ab", {{"b", Any{true}}});
  EXPECT_EQ(marked(doc), "<b=true>ab<b=null>");
  write(doc, 1, "x");
  EXPECT_EQ(marked(doc), "<b=true>axb<b=null>");
  write(doc, 3, "y");
  EXPECT_EQ(marked(doc), "<b=true>axby<b=null>");
  write(doc, 1, "p", AttributeChanges{});
  EXPECT_EQ(marked(doc), "<b=true>a<b=null>p<b=true>xby<b=null>");
  write(doc, 5, "q", {{"b", Any{true}}, {"i", Any{1.0}}});
  EXPECT_EQ(marked(doc), "<b=true>a<b=null>p<b=true>xby<i=1>q<i=null><b=null>");
}

TEST(CrdtEdit, YJS33_FormattingReplacesFormatsWithinItsRange) {
  Doc doc;
  write(doc, 0, "abcdef");
  format(doc, 1, 2, {{"b", Any{true}}});
  EXPECT_EQ(marked(doc), "a<b=true>bc<b=null>def");
  format(doc, 2, 3, {{"b", Any{true}}});
  EXPECT_EQ(marked(doc), "a<b=true>bcde<b=null>f");
  format(doc, 0, 6, {{"b", Any{Null{}}}});
  EXPECT_EQ(marked(doc), "abcdef");
  format(doc, 0, 6, {{"o", *js_json::parse(R"({"x":1,"y":2})")}});
  const std::string before = marked(doc);
  format(doc, 0, 6, {{"o", *js_json::parse(R"({"y":2,"x":1})")}});
  EXPECT_EQ(marked(doc), before);
}

TEST(CrdtEdit, YJS34_DeletingTextRemovesItsFormats) {
  Doc doc;
  write(doc, 0, "abc");
  format(doc, 1, 1, {{"b", Any{true}}});
  ASSERT_EQ(marked(doc), "a<b=true>b<b=null>c");
  doc.edit(1, [](Edit& edit) { EXPECT_TRUE(edit.delete_text(edit.root("t"), 1, 1)); });
  EXPECT_EQ(marked(doc), "ac");
}

/// A text of many items, edited here and by others in turn: positions stay right.
TEST(CrdtEdit, YJS35_PositionsAreFoundInLongLists) {
  std::mt19937 random(35);
  Doc doc;
  Doc peer;
  std::string wanted;
  for (int step = 0; step < 4000; ++step) {
    Doc& author = step % 16 == 0 ? peer : doc;
    Doc& other = step % 16 == 0 ? doc : peer;
    const std::size_t at = random() % (wanted.size() + 1);
    const std::string update = author.edit(step % 16 == 0 ? 1 : 2, [&](Edit& edit) {
      if (random() % 3 == 0 && at < wanted.size()) {
        ASSERT_TRUE(edit.delete_text(edit.root("t"), at, 1));
        wanted.erase(at, 1);
      } else {
        const std::string added(1 + random() % 3, static_cast<char>('a' + random() % 26));
        ASSERT_TRUE(edit.insert_text(edit.root("t"), at, added));
        wanted.insert(at, added);
      }
    });
    ASSERT_TRUE(other.apply(update));
  }
  EXPECT_GT(doc.struct_count(), 1000u);
  EXPECT_EQ(shape::text(doc, "t"), wanted);
  EXPECT_EQ(shape::text(peer, "t"), wanted);
}

TEST(CrdtEdit, YJS30_BuffersAreItemsOfTheirOwn) {
  Doc doc;
  const std::string update = doc.edit(1, [](Edit& edit) {
    const std::vector<Any> values = {Any{1.0}, Any{Buffer{"\x01\x02"}}, Any{true}, Any{false}};
    ASSERT_TRUE(edit.insert(edit.root("l"), 0, values));
    ASSERT_TRUE(edit.set(edit.root("m"), "b", Any{Buffer{"x"}}));
  });
  EXPECT_EQ(to_hex(update),
            "01040100"
            "0801016c017d01"
            "830100020102"
            "880101027879"
            "2301016d0162"
            "0178"
            "00");
}

}  // namespace
}  // namespace atelier::crdt
