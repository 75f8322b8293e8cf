#include "feature/docs/render/write.h"

#include <gtest/gtest.h>

#include "crdt/edit.h"
#include "crdt/view.h"
#include "feature/docs/render/block_writer.h"
#include "feature/docs/render/markdown_import.h"
#include "feature/docs/render/render_test_support.h"

namespace atelier::feature::docs::render {
namespace {

using test::counted_ids;
using test::doc_of;
using test::golden_doc;
using test::rich_doc;
using test::write_into;

constexpr std::string_view kBrief =
    "# Brief\n\nA *short* text with **marks** and [a link](https://studio-north.example).\n\n"
    "* one\n* two\n\n- [ ] open\n- [x] done\n\n> said\n\n"
    "| Step | Until |\n| --- | --- |\n| Sketch | Friday |\n\n"
    "```typescript\nconst a = 1;\n```\n";

json::array blocks_of(const crdt::Doc& doc) {
  return to_json("x", doc).at("blocks").as_array();
}

/// Without ids, and without the empty paragraph that editors keep at the end.
json::array without_ids(json::array blocks) {
  if (!blocks.empty() && blocks.back().at("type") == "paragraph" &&
      blocks.back().at("content").as_array().empty()) {
    blocks.pop_back();
  }
  for (json::value& block : blocks) block.as_object().erase("id");
  return blocks;
}

TEST(Write, VER22_MarkdownBecomesWhatTheEditorMakesOfIt) {
  EXPECT_EQ(without_ids(blocks_of(*rich_doc(kBrief))),
            without_ids(test::golden("brief").at("blocks").as_array()));
}

TEST(Write, VER22_ANewDocumentBeginsAsInEveryEditor) {
  EXPECT_EQ(rich_seed(), test::bytes_of(test::vectors("rich.json").at("seed")));
  const auto doc = rich_doc("Hello");
  // Somebody opens it empty at the same moment.
  ASSERT_TRUE(doc->apply(rich_seed()));
  EXPECT_EQ(doc->root("document-store")->length, 1u);
  EXPECT_EQ(to_markdown(*doc), "Hello\n");
}

TEST(Write, VER22_AppendingGoesBehindWhatIsThere) {
  const auto doc = golden_doc("edited");
  const std::string before = to_markdown(*doc);
  const std::string update = write_into(*doc, "**Added**\n\n* item");
  EXPECT_EQ(to_markdown(*doc), before + "\n**Added**\n\n* item\n");
  const auto other = golden_doc("edited");
  ASSERT_TRUE(other->apply(update));
  EXPECT_EQ(to_json("x", *other), to_json("x", *doc));
}

TEST(Write, VER22_TheEmptyParagraphAtTheEndStaysThere) {
  const auto doc = golden_doc("everything");
  write_into(*doc, "Added");
  const json::array blocks = blocks_of(*doc);
  EXPECT_EQ(blocks.back().at("id"), "last");
  EXPECT_EQ(blocks[blocks.size() - 2].at("content").at(0).at("text"), "Added");
}

TEST(Write, VER22_ReplacingTakesThePlaceOfEverything) {
  const auto doc = golden_doc("everything");
  write_into(*doc, "Only *this*", true, WriteMode::kReplace);
  EXPECT_EQ(to_markdown(*doc), "Only _this_\n");
  const auto emptied = golden_doc("edited");
  write_into(*emptied, "", true, WriteMode::kReplace);
  EXPECT_EQ(blocks_of(*emptied).size(), 1u);
  EXPECT_EQ(to_markdown(*emptied), "");
}

TEST(Write, VER22_TextMakesAParagraphOfEachLine) {
  const auto doc = std::make_unique<crdt::Doc>();
  write_into(*doc, "# no heading\r\n\r\n*b*\n", false);
  EXPECT_EQ(to_markdown(*doc), "\\# no heading\n\n\\*b\\*\n");
  EXPECT_EQ(blocks_of(*doc).size(), 4u);
}

TEST(Write, VER22_PlainDocumentsTakeEverythingAsText) {
  crdt::Doc doc;
  const auto append = [&doc](std::string_view text) {
    write_into(doc, text, true, WriteMode::kAppend, DocumentKind::kText);
    return crdt::view::text(*doc.root("text"));
  };
  EXPECT_EQ(append("# a"), "# a");
  EXPECT_EQ(append("b\r\nc\n"), "# a\nb\nc\n");
  EXPECT_EQ(append("d"), "# a\nb\nc\nd");
  EXPECT_EQ(append(""), "# a\nb\nc\nd");
}

TEST(Write, VER22_ReplacingTextTouchesOnlyWhatChanged) {
  crdt::Doc doc;
  const auto replace = [&doc](std::string_view text) {
    return write_into(doc, text, false, WriteMode::kReplace, DocumentKind::kText);
  };
  replace("one 🎨 two");
  replace("one 🎉 two");
  EXPECT_EQ(crdt::view::text(*doc.root("text")), "one 🎉 two");
  EXPECT_FALSE(doc.delete_set().contains(7, {0, 1}));
  EXPECT_EQ(replace("one 🎉 two"), "");
  replace("");
  EXPECT_EQ(crdt::view::text(*doc.root("text")), "");
}

TEST(Write, VER22_RefusedBeforeAnythingChanges) {
  crdt::Doc doc;
  const auto refused = [&doc](std::string_view content, DocumentKind kind = DocumentKind::kRich) {
    const auto written = write(doc, 7, {content, true, WriteMode::kAppend, kind}, counted_ids());
    EXPECT_EQ(doc.struct_count(), 0u);
    return written ? Errc::kInternal : written.error().code;
  };
  EXPECT_EQ(refused(std::string(kMaxWrittenBytes + 1, 'a')), Errc::kTooLarge);
  EXPECT_EQ(refused("\xFF"), Errc::kInvalid);
  std::string many;
  for (std::size_t count = 0; count <= kMaxImportedBlocks; ++count) many += "a\n\n";
  EXPECT_EQ(refused(many), Errc::kTooLarge);
  crdt::Doc other;
  other.edit(1, [](crdt::Edit& edit) { edit.set(edit.root("elements"), "a", {true}); });
  const auto written = write(other, 7, {"a"}, counted_ids());
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, Errc::kUnsupported);
}

TEST(Write, VER22_EveryBlockHasAnIdOfItsOwn) {
  const json::array blocks = blocks_of(*rich_doc("a\n\n* b\n  * c\n"));
  EXPECT_EQ(blocks.at(0).at("id"), "b1");
  EXPECT_EQ(blocks.at(1).at("id"), "b2");
  EXPECT_EQ(blocks.at(1).at("children").at(0).at("id"), "b3");
}

TEST(Write, VER22_WhatIsWrittenIsWhatTheWebAppChecksInItsEditor) {
  // spec/vectors/documents/written.json is opened by the real editor in
  // web/src/feature/docs/rich/server.test.ts.
  const json::object written = test::vectors("written.json");
  for (const json::value& entry : written.at("documents").as_array()) {
    crdt::Doc doc;
    const std::string update = write_into(doc, std::string_view(entry.at("markdown").as_string()));
    EXPECT_EQ(base64::encode(update), entry.at("update").as_string());
    EXPECT_EQ(to_markdown(doc), entry.at("again").as_string());
  }
}

}  // namespace
}  // namespace atelier::feature::docs::render
