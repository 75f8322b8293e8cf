#include "crdt/revert.h"

#include <gtest/gtest.h>

#include <map>

#include "base/json.h"
#include "crdt/compare.h"
#include "crdt/edit.h"
#include "crdt/vectors_test.h"
#include "crdt/view.h"

namespace atelier::crdt {
namespace {

std::string text_of(const Doc& doc) {
  return view::text(*doc.root("t"));
}

/// A delta in which neighbours with the same attributes are one.
std::string joined(const Any& delta) {
  json::array runs;
  const auto parsed = parse_json(view::json(delta));
  for (const json::value& value : parsed->as_array()) {
    const json::object& run = value.as_object();
    json::object* const last = runs.empty() ? nullptr : &runs.back().as_object();
    const auto attributes = [](const json::object& of) {
      return of.contains("attributes") ? of.at("attributes") : json::value();
    };
    if (last != nullptr && run.at("insert").is_string() && last->at("insert").is_string() &&
        attributes(*last) == attributes(run)) {
      last->at("insert").as_string().append(std::string_view(run.at("insert").as_string()));
    } else {
      runs.push_back(value);
    }
  }
  return json::serialize(runs);
}

/// Without how formats are written down.
std::string shown_by(const Doc& doc) {
  std::map<std::string, const Type*> roots;
  for (const Type* root : doc.roots()) roots[*root->root_name] = root;
  std::string out;
  for (const auto& [name, root] : roots) {
    const std::string list = joined(view::delta(*root));
    const std::string map = view::json(view::map(*root));
    const std::string xml = view::xml(*root);
    if (list + map + xml != "[]{}") out += name + ' ' + list + map + xml + '\n';
  }
  return out;
}

TEST(CrdtRevert, VER12_ShowsWhatItShowed) {
  for (const auto& golden : vectors::fuzz_documents()) {
    const bool may_differ = golden.name.starts_with("misaligned");  // YJS8
    for (const std::size_t parts : {4, 2, 1}) {
      Doc all(DocOptions{false, {}});
      const std::size_t until = golden.updates.size() - golden.updates.size() / parts;
      for (std::size_t i = 0; i < until; ++i) ASSERT_TRUE(all.apply(golden.updates[i]));
      const Snapshot then = all.snapshot();
      for (std::size_t i = until; i < golden.updates.size(); ++i) {
        ASSERT_TRUE(all.apply(golden.updates[i]));
      }
      const auto former = all.at(then);
      ASSERT_TRUE(former) << golden.name;
      Doc now;
      ASSERT_TRUE(now.apply(all.encode_state_as_update()));
      Doc peer;
      ASSERT_TRUE(peer.apply(now.encode_state_as_update()));
      const std::string update = revert(now, **former, 4'000'000'007);
      EXPECT_TRUE(may_differ || shown_by(now) == shown_by(**former))
          << golden.name << " " << parts << "\n"
          << shown_by(now) << "\n"
          << shown_by(**former);
      ASSERT_TRUE(update.empty() || peer.apply(update)) << golden.name;
      EXPECT_EQ(shown_by(peer), shown_by(now)) << golden.name;
    }
  }
}

TEST(CrdtRevert, VER12_LeavesWhatBothHave) {
  Doc doc(DocOptions{false, {}});
  doc.edit(1, [](Edit& edit) { EXPECT_TRUE(edit.insert_text(edit.root("t"), 0, "one two")); });
  const Snapshot then = doc.snapshot();
  doc.edit(2, [](Edit& edit) {
    EXPECT_TRUE(edit.delete_text(edit.root("t"), 0, 4));
    EXPECT_TRUE(edit.insert_text(edit.root("t"), 3, " three"));
  });
  ASSERT_EQ(text_of(doc), "two three");
  const auto former = doc.at(then);
  revert(doc, **former, 3);
  EXPECT_EQ(text_of(doc), "one two");
  EXPECT_FALSE(doc.item_at({1, 4})->is_deleted);
  EXPECT_FALSE(doc.item_at({1, 6})->is_deleted);
}

TEST(CrdtCompare, VER11_GoesByUnitsNotByText) {
  Doc doc(DocOptions{false, {}});
  doc.edit(1, [](Edit& edit) { EXPECT_TRUE(edit.insert_text(edit.root("t"), 0, "abcd")); });
  const Snapshot then = doc.snapshot();
  doc.edit(2, [](Edit& edit) {
    EXPECT_TRUE(edit.delete_text(edit.root("t"), 1, 1));
    EXPECT_TRUE(edit.insert_text(edit.root("t"), 1, "b"));
  });
  const auto former = doc.at(then);
  ListComparison comparison(**former, (*former)->root("t"), doc, doc.root("t"));
  std::string seen;
  while (const auto stretch = comparison.next()) {
    seen += stretch->shown == Shown::kInBoth ? '=' : stretch->shown == Shown::kInLater ? '+' : '-';
    seen += std::to_string(stretch->length);
  }
  EXPECT_TRUE(seen == "=1-1+1=2" || seen == "=1+1-1=2") << seen;
}

}  // namespace
}  // namespace atelier::crdt
