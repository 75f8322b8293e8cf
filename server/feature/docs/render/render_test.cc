#include "feature/docs/render/render.h"

#include <gtest/gtest.h>

#include "crdt/edit.h"
#include "crdt/view.h"
#include "feature/docs/render/render_test_support.h"
#include "feature/docs/render/rich_document.h"

namespace atelier::feature::docs::render {
namespace {

using test::doc_of;
using test::golden_doc;
using test::rich_doc;

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

TEST(Render, VER21_JsonHasTheBlocksThatBlockNoteShows) {
  const json::object vectors = test::vectors("rich.json");
  for (const json::value& document : vectors.at("documents").as_array()) {
    const auto doc = doc_of(test::bytes_of(document.at("update")));
    ASSERT_NE(doc, nullptr);
    const json::object shown = to_json("rich.brief", *doc);
    EXPECT_EQ(shown.at("document"), "rich.brief");
    EXPECT_EQ(shown.at("kind"), "rich");
    EXPECT_EQ(shown.at("blocks"), document.at("blocks")) << document.at("name");
  }
}

constexpr std::string_view kEverything = R"md(# Offer & brief

### Details \<here>

Within the heading.

Plain, **bold**, _italic_, **_both_**, underlined, ~~gone~~, `code_x`, red on **blue**.

See [our **page**](https://studio-north.example/a\_b\(c\)) or <https://x.example>

One line\
and another 🎨\
\- no list

1\. \*no\* \_list\_ #1 \[x\](y) \`c\` \<b> \&amp; a\\\*b snake_case \~\~x\~\~ | 3 > 2

* one
  * one a
    1. deep

  A paragraph of the item.

* two

3. third
4. fourth

   ```javascript
   let a;

   let b;
   ```

* [ ] open
* [x] done
* more

  hidden

> They said _yes_\
> and went.

````typescript
const a = `x`;
```
	if (a < 1) {}
````

***

| Step | Until \| when |
| --- | --- |
| **Sketch** | Friday<br>noon |

|  |  |
| --- | --- |
| wide |  |
| a | b |

![pic.png](/api/v1/files/pic.png "The \[first\] sketch")

[offer.pdf](https://files.example/offer.pdf)

[clip.mp4](https://files.example/clip.mp4)

[call.mp3](https://files.example/call.mp3 "The call")
)md";

TEST(Render, VER21_MarkdownOfEverythingThatAnEditorMakes) {
  EXPECT_EQ(to_markdown(*golden_doc("everything")), kEverything);
}

TEST(Render, VER21_HtmlIsAPageOfSemanticElements) {
  const std::string page = to_html(*golden_doc("everything"), "Brief <1>");
  EXPECT_TRUE(page.starts_with("<!doctype html>"));
  EXPECT_TRUE(contains(page, "<title>Brief &lt;1&gt;</title>"));
  EXPECT_TRUE(contains(page, "<h3 style=\"color:#c92f2f\">Details &lt;here&gt;</h3>"));
  EXPECT_TRUE(contains(page, "<ul>\n<li>one\n<ul>\n<li>one a\n<ol>\n<li>deep</li>\n</ol>"));
  EXPECT_TRUE(contains(page, "<ol start=\"3\">\n<li>third</li>\n<li>fourth\n<pre>"));
  EXPECT_TRUE(contains(page, "<input type=\"checkbox\" disabled checked> done</label>"));
  EXPECT_TRUE(contains(page, "<tr><th>Step</th><th>Until | when</th></tr>"));
  EXPECT_TRUE(contains(page, "<td colspan=\"2\">wide</td>"));
  EXPECT_TRUE(contains(page, "<code class=\"language-typescript\">const a = `x`;"));
  EXPECT_TRUE(contains(page, "<figcaption>The [first] sketch</figcaption>"));
  EXPECT_FALSE(contains(page, "<script"));
}

TEST(Render, VER21_HtmlDropsWhatCouldRun) {
  const auto doc = rich_doc(
      "[a](javascript:alert(1)) [b](<JAVA&#10;SCRIPT:x>) [c](data:text/html,x) "
      "[d](https://ok.example) [e](//evil.example) <script>alert(1)</script> \\<img onerror=x>\n\n"
      "![i](javascript:1)\n\n![j](//evil.example/p.png)\n\n```\"><script>\nx</code>\n```");
  const std::string page = to_html(*doc, "</title><script>");
  EXPECT_FALSE(contains(page, "<script"));
  EXPECT_FALSE(contains(page, "javascript:"));
  EXPECT_FALSE(contains(page, "<img"));
  EXPECT_FALSE(contains(page, "evil.example"));
  EXPECT_FALSE(contains(page, "data:"));
  EXPECT_TRUE(contains(page, "<a href=\"https://ok.example\""));
  EXPECT_TRUE(contains(page, "&lt;img onerror=x&gt;"));
}

TEST(Render, VER21_ColoursCannotLeaveTheirStyle) {
  crdt::Doc doc;
  test::write_into(doc, "x", false);
  doc.edit(9, [](crdt::Edit& edit) {
    crdt::Type& group = *edit.root(kRichRoot).start->own_type;
    crdt::Type& paragraph = *group.start->own_type->start->own_type;
    edit.set(paragraph, "textColor", {std::string("red;background:url(x)")});
    edit.set(paragraph, "backgroundColor", {std::string("rgb(1 2 3)")});
  });
  EXPECT_TRUE(contains(to_html(doc, ""), "<p style=\"background-color:rgb(1 2 3)\">x</p>"));
}

TEST(Render, VER21_PlainTextOfARichDocument) {
  EXPECT_EQ(to_text(*rich_doc("# A\n\n* b\n  * c\n\n2. d\n3. e\n\n- [x] f\n\n| g | h |\n|-|-|\n")),
            "A\n- b\n  - c\n2. d\n3. e\n[x] f\ng\th\n");
}

TEST(Render, VER21_APlainTextIsAsItIs) {
  crdt::Doc doc;
  test::write_into(doc, "a < b\n*c*", false, WriteMode::kAppend, DocumentKind::kText);
  EXPECT_EQ(kind_of(doc, "text.notes"), DocumentKind::kText);
  EXPECT_EQ(to_markdown(doc), "a < b\n*c*");
  EXPECT_EQ(to_text(doc), "a < b\n*c*");
  EXPECT_TRUE(contains(to_html(doc, "T"), "<pre>a &lt; b\n*c*</pre>"));
  const json::object wanted{{"document", "main"}, {"kind", "text"}, {"text", "a < b\n*c*"}};
  EXPECT_EQ(to_json("main", doc), wanted);
}

TEST(Render, VER21_OtherDocumentsShowAllTheirRoots) {
  crdt::Doc doc;
  doc.edit(1, [](crdt::Edit& edit) {
    edit.insert_text(edit.root("text"), 0, "t");
    edit.set(edit.root("elements"), "e1", {crdt::Any::Object{{"x", {1.5}}}});
    edit.push(edit.root("list"), {{true}, {crdt::Null{}}, {crdt::BigInt{7}}});
    edit.insert(edit.root("xml"), 0, {crdt::TypeKind::kXmlElement, "p"});
  });
  EXPECT_EQ(kind_of(doc), DocumentKind::kOther);
  const json::value wanted = json::parse(
      R"({"text": "t", "elements": {"e1": {"x": 1.5}}, "list": [true, null, "7"], "xml": "<p></p>"})");
  EXPECT_EQ(to_json("board.x", doc).at("roots"), wanted);
  EXPECT_EQ(to_markdown(doc), "");
  EXPECT_EQ(to_html(doc, "x"), "");
}

TEST(Render, VER22_WhereNothingIsYetTheNameDecides) {
  const crdt::Doc doc;
  EXPECT_EQ(kind_of(doc, "rich.offer"), DocumentKind::kRich);
  EXPECT_EQ(kind_of(doc, "offer"), DocumentKind::kText);
  EXPECT_EQ(to_json("offer", doc).at("text"), "");
}

/// A tree that no editor makes.
std::unique_ptr<crdt::Doc> hostile() {
  auto doc = std::make_unique<crdt::Doc>();
  doc->edit(1, [](crdt::Edit& edit) {
    crdt::Type* parent = &edit.root(kRichRoot);
    for (int depth = 0; depth < 2000; ++depth) {
      const char* name = depth % 3 == 0 ? "blockContainer" : depth % 3 == 1 ? "blockGroup" : "odd";
      crdt::Type* const text = *edit.insert(*parent, 0, {crdt::TypeKind::kXmlText});
      edit.insert_text(*text, 0, "d" + std::to_string(depth));
      parent = *edit.insert(*parent, 1, {crdt::TypeKind::kXmlElement, name});
    }
  });
  return doc;
}

TEST(Render, VER21_TreesOfAnyDepthAreReadUpToABound) {
  const auto doc = hostile();
  EXPECT_TRUE(contains(to_markdown(*doc), "d0"));
  EXPECT_FALSE(contains(to_markdown(*doc), "d1999"));
  EXPECT_LT(to_markdown(*doc).size(), 100'000u);
  EXPECT_TRUE(contains(to_html(*doc, "x"), "d0"));
  EXPECT_FALSE(to_json("x", *doc).at("blocks").as_array().empty());
}

TEST(Render, VER21_UnknownElementsDegradeToTheirText) {
  crdt::Doc doc;
  doc.edit(1, [](crdt::Edit& edit) {
    crdt::Type& root = edit.root(kRichRoot);
    crdt::Type* const alert = *edit.insert(root, 0, {crdt::TypeKind::kXmlElement, "alert"});
    edit.set(*alert, "level", {crdt::Any::Array{{1.0}}});
    crdt::Type* const text = *edit.insert(*alert, 0, {crdt::TypeKind::kXmlText});
    edit.append_texts(*text, {{"mind ", {{"comment", {crdt::Any::Object{{"threadId", {1.0}}}}}}},
                              {"you", {{"bold", {crdt::Any::Object{}}}}}});
    crdt::Type* const mention = *edit.insert(*alert, 1, {crdt::TypeKind::kXmlElement, "mention"});
    edit.set(*mention, "user", {std::string("Ana")});
    edit.insert(*alert, 2, {crdt::TypeKind::kMap});
    edit.insert(root, 1, {crdt::TypeKind::kXmlHook, "hook"});
    edit.insert(root, 2, {crdt::TypeKind::kXmlElement, "table"});
    edit.insert(root, 3, {crdt::TypeKind::kXmlElement, "blockContainer"});
  });
  EXPECT_EQ(to_markdown(doc), "mind **you**@Ana\n");
  const json::array blocks = to_json("x", doc).at("blocks").as_array();
  EXPECT_EQ(blocks.front().at("type"), "alert");
  EXPECT_EQ(blocks.front().at("props"), json::parse(R"({"level": [1]})"));
}

}  // namespace
}  // namespace atelier::feature::docs::render
