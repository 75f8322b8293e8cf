// Random blocks as Markdown and back: what is written is read as the same.
#include <gtest/gtest.h>

#include <random>

#include "feature/docs/render/characters.h"
#include "feature/docs/render/json_writer.h"
#include "feature/docs/render/markdown_import.h"
#include "feature/docs/render/markdown_inline.h"
#include "feature/docs/render/markdown_writer.h"

namespace atelier::feature::docs::render {
namespace {

const std::vector<std::string> kWords = {
    "word", "a",  "B2",  "x*y",  "_x_",    "snake_case", "`tick`", "[b]",   "(p)",  "#",     "##",
    "-",    "+",  ">",   "1.",   "2)",     "10.",        "<b>",    "&amp;", "AT&T", "~",     "~~",
    "|",    "\\", "\\*", "!",    "![",     "===",        "---",    "***",   "“q”",  "é",     "漢字",
    "🎨",    "…",  "x\\", "a_b_", "__init", ":",          ":-:",    "|-|",   "=",    "&#35;", "*",
    "**",   "'",  "\"",  "[ ]",  "[x]",    "<!--",       "a/b",    "C:\\d", "€5",   "5%"};
const std::vector<std::string> kTargets = {"https://a.example/x_(y)", "/local%20path",
                                           "mailto:a@b.c", "https://b.example/?a=1&copy;=2#[x]"};

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}

  std::size_t below(std::size_t bound) { return engine_() % bound; }
  bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
  template <class T>
  const T& of(const std::vector<T>& from) {
    return from[below(from.size())];
  }

  /// Runs with spaces between, or such that touch.
  Inline inline_text(bool touching) {
    Inline content;
    for (std::size_t count = below(7) + 1; count > 0; --count) {
      Run run;
      for (const char* style : {"bold", "italic", "strike"}) {
        if (chance(30)) run.styles.set(style);
      }
      if (chance(10)) run.styles.set("code");
      if (chance(15)) run.href = of(kTargets);
      for (std::size_t words = below(3) + 1; words > 0; --words) {
        run.text += of(kWords);
        if (words > 1 || !touching || chance(50)) run.text += chance(10) ? "\n" : " ";
      }
      append_run(content, std::move(run));
    }
    return content;
  }

  std::vector<Block> blocks(int depth) {
    std::vector<Block> made;
    for (std::size_t count = below(5) + 1; count > 0; --count) made.push_back(block(depth));
    return made;
  }

 private:
  Block block(int depth) {
    static const std::vector<std::string> kTypes = {
        "paragraph",     "heading", "bulletListItem", "numberedListItem",
        "checkListItem", "quote",   "codeBlock",      "divider",
        "image",         "table"};
    Block block;
    block.type = of(kTypes);
    if (block.type == "codeBlock") {
      block.content = {{"let a = `1`;\n\n  ```\n\t" + of(kWords)}};
    } else if (block.type == "image") {
      block.props = {{"url", of(kTargets)}, {"name", of(kWords)}, {"caption", of(kWords)}};
    } else if (block.type == "table") {
      block.table = table();
    } else if (block.type != "divider") {
      block.content = inline_text(false);
    }
    if (block.type == "heading") block.props["level"] = below(6) + 1;
    if (block.type == "checkListItem") block.props["checked"] = chance(50);
    if (block.type == "numberedListItem" && chance(20)) block.props["start"] = below(20) + 1;
    if (block.type.ends_with("Item") && depth < 4 && chance(40)) block.children = blocks(depth + 1);
    return block;
  }

  Table table() {
    Table table;
    const std::size_t columns = below(3) + 1;
    for (std::size_t rows = below(3) + 1; rows > 0; --rows) {
      std::vector<Cell>& row = table.rows.emplace_back();
      for (std::size_t column = 0; column < columns; ++column) {
        Cell& cell = row.emplace_back();
        cell.is_header = table.rows.size() == 1;
        cell.content = inline_text(false);
      }
    }
    return table;
  }

  std::mt19937 engine_;
};

/// Each character that shows, with what marks it.
std::vector<std::string> marked(const Inline& content) {
  std::vector<std::string> shown;
  for (const Run& run : content) {
    std::string marks = run.href.value_or("");
    for (const auto& [name, value] : run.styles.entries()) marks += ' ' + name;
    for (const char letter : run.text) {
      if (letter == '\n') shown.push_back("break");
      if (!is_space(letter)) shown.push_back(letter + marks);
    }
  }
  while (!shown.empty() && shown.back() == "break") shown.pop_back();
  return shown;
}

Inline read(const std::string& markdown) {
  const auto blocks = blocks_of_markdown(markdown);
  return blocks->empty() ? Inline() : blocks->front().content;
}

TEST(MarkdownRoundTrip, VER21_InlineTextKeepsItsMarks) {
  for (unsigned seed = 1; seed <= 2000; ++seed) {
    const Inline content = Random(seed).inline_text(true);
    Block paragraph;
    paragraph.type = "paragraph";
    paragraph.content = content;
    const std::string markdown = blocks_markdown({paragraph});
    EXPECT_EQ(marked(read(markdown)), marked(content)) << "seed " << seed << "\n" << markdown;
  }
}

TEST(MarkdownRoundTrip, VER22_WhatIsWrittenAgainIsReadAlike) {
  for (unsigned seed = 1; seed <= 400; ++seed) {
    const std::string markdown = blocks_markdown(Random(seed).blocks(0));
    const auto blocks = blocks_of_markdown(markdown);
    ASSERT_TRUE(blocks);
    const std::string again = blocks_markdown(*blocks);
    EXPECT_EQ(blocks_json(*blocks_of_markdown(again)), blocks_json(*blocks))
        << "seed " << seed << "\n"
        << markdown;
  }
}

/// The types of a tree, children in brackets.
std::string types_of(const std::vector<Block>& blocks) {
  std::string types;
  for (const Block& block : blocks) {
    types += block.type + (block.children.empty() ? " " : "[" + types_of(block.children) + "] ");
  }
  return types;
}

TEST(MarkdownRoundTrip, VER21_BlocksKeepTheirTypesAndNesting) {
  for (unsigned seed = 1; seed <= 400; ++seed) {
    const std::vector<Block> blocks = Random(seed).blocks(0);
    const std::string markdown = blocks_markdown(blocks);
    EXPECT_EQ(types_of(*blocks_of_markdown(markdown)), types_of(blocks)) << "seed " << seed << "\n"
                                                                         << markdown;
  }
}

}  // namespace
}  // namespace atelier::feature::docs::render
