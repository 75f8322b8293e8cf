#include "feature/docs/render/markdown_import.h"

#include <gtest/gtest.h>

#include <chrono>

#include "feature/docs/render/json_writer.h"

namespace atelier::feature::docs::render {
namespace {

std::vector<Block> read(std::string_view markdown) {
  auto blocks = blocks_of_markdown(markdown);
  EXPECT_TRUE(blocks);
  return blocks ? std::move(*blocks) : std::vector<Block>();
}

Styles code() {
  Styles styles;
  styles.set("code");
  return styles;
}

/// `type "text" {props} [children]`
std::string outline(const std::vector<Block>& blocks) {
  std::string out;
  for (const Block& block : blocks) {
    if (!out.empty()) out += ", ";
    out += block.type;
    if (!block.content.empty()) out += " \"" + plain(block.content) + '"';
    if (!block.props.empty()) out += ' ' + json::serialize(block.props);
    if (!block.children.empty()) out += " [" + outline(block.children) + ']';
  }
  return out;
}

TEST(MarkdownImport, VER22_ListsNestAndKeepTheirKind) {
  EXPECT_EQ(outline(read("* a\n  1. b\n  2. c\n* d\n")),
            "bulletListItem \"a\" [numberedListItem \"b\", numberedListItem \"c\"], "
            "bulletListItem \"d\"");
  EXPECT_EQ(outline(read("3. a\n4. b\n")),
            "numberedListItem \"a\" {\"start\":3}, numberedListItem \"b\"");
  EXPECT_EQ(outline(read("- [ ] a\n- [X] b\n")),
            "checkListItem \"a\" {\"checked\":false}, checkListItem \"b\" {\"checked\":true}");
  EXPECT_EQ(outline(read("* a\n\n  more\n\n  ```js\n  x\n  ```\n")),
            "bulletListItem \"a\" [paragraph \"more\", codeBlock \"x\" {\"language\":\"js\"}]");
  EXPECT_EQ(outline(read("*\n* b")), "bulletListItem, bulletListItem \"b\"");
}

TEST(MarkdownImport, VER22_QuotesAreOneForEachParagraph) {
  EXPECT_EQ(outline(read("> a\n> b\n>\n> c\n>\n> * d\n> > e\n")),
            "quote \"a b\", quote \"c\" [bulletListItem \"d\"], quote \"e\"");
  EXPECT_EQ(outline(read("> # a\n")), "quote [heading \"a\" {\"level\":1}]");
}

TEST(MarkdownImport, VER22_PicturesAreBlocks) {
  EXPECT_EQ(
      outline(read("Look: ![a *b*](p.png \"Title\") and ![](v.MP4?x)")),
      "paragraph \"Look:\", image {\"url\":\"p.png\",\"name\":\"a b\",\"caption\":\"Title\"}, "
      "paragraph \"and\", video {\"url\":\"v.MP4?x\",\"name\":\"\",\"caption\":\"\"}");
  const std::vector<Block> table = read("| ![a](p.png) |\n| - |\n| b |\n");
  EXPECT_EQ(table.front().table->rows[0][0].content, (Inline{{"a", {}, "p.png"}}));
}

TEST(MarkdownImport, VER22_CodeKeepsItsWhiteSpace) {
  EXPECT_EQ(plain(read("```make\nall:\n\tcc x\n\n  \t y \n```\n")[0].content),
            "all:\n\tcc x\n\n  \t y ");
  EXPECT_EQ(plain(read("* a\n\n  ```\n  \tx\n    y\n  ```\n")[0].children[0].content), "\tx\n  y");
  EXPECT_EQ(plain(read("    indented\n      more\n")[0].content), "indented\n  more");
}

TEST(MarkdownImport, VER22_TablesKeepHeadersAndAlignment) {
  const std::vector<Block> blocks = read("| a | `b\\|c` |\n| :-: | -: |\n| d<br>e |\n");
  const Table& table = *blocks.front().table;
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_TRUE(table.rows[0][0].is_header);
  EXPECT_EQ(plain(table.rows[0][1].content), "b|c");
  EXPECT_EQ(table.rows[1][0].props.at("textAlignment"), "center");
  EXPECT_EQ(plain(table.rows[1][0].content), "d\ne");
  EXPECT_FALSE(read("|  |\n| - |\n| x |\n").front().table->rows[0][0].is_header);
  EXPECT_EQ(outline(read("> a|b\n> -|:-\n> c|d\n")), "quote [table]");
  EXPECT_EQ(outline(read("```\n|a|\n|-|\n```\n")), "codeBlock \"|a|\n|-|\"");
}

TEST(MarkdownImport, VER22_InlineTextHasItsMarks) {
  EXPECT_EQ(
      json::serialize(blocks_json(read("**a _b_** ~~c~~ `d` <https://e.example> &copy;&#x41;"))),
      R"([{"type":"paragraph","props":{},"content":[)"
      R"({"type":"text","text":"a ","styles":{"bold":true}},)"
      R"({"type":"text","text":"b","styles":{"bold":true,"italic":true}},)"
      R"({"type":"text","text":" ","styles":{}},)"
      R"({"type":"text","text":"c","styles":{"strike":true}},)"
      R"({"type":"text","text":" ","styles":{}},)"
      R"({"type":"text","text":"d","styles":{"code":true}},)"
      R"({"type":"text","text":" ","styles":{}},)"
      R"({"type":"link","href":"https://e.example","content":)"
      R"([{"type":"text","text":"https://e.example","styles":{}}]},)"
      R"({"type":"text","text":" ©A","styles":{}}],"children":[]}])");
  EXPECT_EQ(outline(read("a<b>c</b> <!-- d --> e\\\nf")), "paragraph \"ac  e\nf\"");
}

TEST(MarkdownImport, VER22_AddressesBecomeLinks) {
  EXPECT_EQ(
      read("See https://a.example/x_(y)_z?q=1, (http://b.example). `https://c.example` xhttp://d")
          .front()
          .content,
      (Inline{{"See "},
              {"https://a.example/x_(y)_z?q=1", {}, "https://a.example/x_(y)_z?q=1"},
              {", ("},
              {"http://b.example", {}, "http://b.example"},
              {"). "},
              {"https://c.example", code(), {}},
              {" xhttp://d"}}));
}

TEST(MarkdownImport, VER22_ALinkThatEndsWithoutABeginningIsNoHarm) {
  const auto blocks = blocks_of_markdown(
      "# Title\n"
      "\n"
      "- [ ] a **i** _c_ ~~d~``\n"
      "\n"
      "![i](/f_c_ ~~dample\n"
      "|.---|:-:|\n"
      "| 1 | 21|\n"
      "\n"
      "> q\n"
      "\n"
      "```js\n"
      "x\n"
      "```\n"
      "\n"
      "![](/f \"t[l\") ](https://a.example)\n");
  ASSERT_TRUE(blocks);
  EXPECT_FALSE(blocks->empty());
}

TEST(MarkdownImport, VER22_NestingIsLimited) {
  std::string deep;
  for (int depth = 0; depth < 200; ++depth)
    deep += std::string(static_cast<std::size_t>(2 * depth), ' ') + "* x\n";
  std::size_t depth = 0;
  std::vector<Block> blocks = read(deep);
  for (const std::vector<Block>* level = &blocks; !level->empty(); ++depth) {
    level = &level->front().children;
  }
  EXPECT_EQ(depth, kMaxImportedDepth);
  EXPECT_TRUE(
      outline(blocks).ends_with("bulletListItem \"x\"" + std::string(kMaxImportedDepth - 1, ']')));
  std::string quotes(100'000, '>');
  quotes += " x";
  EXPECT_FALSE(read(quotes).empty());
}

/// What parsers are slow with: none of it may take longer than a request may.
TEST(MarkdownImport, VER22_HostileTextTakesNoLongTime) {
  const auto repeated = [](std::string_view part, std::size_t bytes) {
    std::string text;
    while (text.size() < bytes) text += part;
    return text;
  };
  for (const char* part : {"[",     "![",      "*a_ ",   "**a *", "`a``", "[a](",     "<a ", "<!--",
                           "a\n* ", "> ",      "- ",     "~~a~",  "|",    "[a]: b\n", "&a;", "\\",
                           "_a__",  "![a](b)", "*a* b ", "\t",    "1. ",  "www.a_"}) {
    const auto began = std::chrono::steady_clock::now();
    static_cast<void>(blocks_of_markdown(repeated(part, 50'000)));
    const auto took = std::chrono::steady_clock::now() - began;
    EXPECT_LT(took, std::chrono::seconds(20)) << part;
  }
}

}  // namespace
}  // namespace atelier::feature::docs::render
