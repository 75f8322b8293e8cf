#include "feature/docs/render/markdown_writer.h"

#include <algorithm>
#include <optional>

#include "feature/docs/render/characters.h"
#include "feature/docs/render/link_target.h"
#include "feature/docs/render/markdown_inline.h"
#include "feature/docs/render/markdown_table.h"
#include "feature/docs/render/text_writer.h"

namespace atelier::feature::docs::render {
namespace {

bool is_bullet(const Block& block) {
  return block.type == "bulletListItem" || block.type == "toggleListItem" ||
         block.type == "checkListItem";
}

bool is_number(const Block& block) {
  return block.type == "numberedListItem";
}

/// May not follow a text without a blank line.
bool needs_gap(const Block& item) {
  if (is_number(item)) return Numbering().next(item) != 1 || item.content.empty();
  return !is_bullet(item) || item.content.empty();
}

class MarkdownWriter {
 public:
  std::string take() { return std::move(out_); }

  void write(const std::vector<Block>& blocks) {
    Numbering numbering;
    const Block* before = nullptr;
    for (const Block& block : blocks) {
      const std::int64_t number = numbering.next(block);
      const bool goes_on = before != nullptr && ((is_bullet(*before) && is_bullet(block)) ||
                                                 (is_number(*before) && is_number(block)));
      if (before != nullptr && !goes_on) gap();
      before = &block;
      if (is_bullet(block) || is_number(block)) {
        write_item(block, number);
      } else if (block.type == "quote") {
        write_quote(block);
      } else {
        write_block(block);
        gap();
        write(block.children);
      }
    }
  }

 private:
  /// A blank line, which belongs to what surrounds us now, before the next line if there is one.
  void gap() {
    if (!out_.empty()) gap_ = prefix_;
  }

  void line(std::string_view text) {
    if (gap_) end_line(*gap_, {});
    gap_.reset();
    end_line(first_prefix_.value_or(prefix_), text);
    first_prefix_.reset();
  }

  void end_line(std::string prefix, std::string_view text) {
    while (text.empty() && prefix.ends_with(' ')) prefix.pop_back();
    out_ += prefix;
    out_ += text;
    out_ += '\n';
  }

  void lines(std::string_view text, bool escape) {
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      const std::string_view part = text.substr(at, end - at);
      line(escape ? escaped_line(part) : std::string(part));
      at = end + 1;
    }
  }

  /// What `write` writes has a longer prefix, and on its first line `marker` in place of that.
  template <class Write>
  void within(std::string_view marker, std::string_view added, const Write& write) {
    const std::string outer = prefix_;
    first_prefix_ = prefix_ + std::string(marker);
    if (depth_ < kMaxMarkdownDepth) prefix_ += added;
    ++depth_;
    write();
    --depth_;
    prefix_ = outer;
  }

  void write_item(const Block& block, std::int64_t number) {
    std::string marker = is_number(block) ? std::to_string(number) + ". " : "* ";
    const std::string added(marker.size(), ' ');
    if (block.type == "checkListItem") {
      marker += flag_prop(block.props, "checked") ? "[x] " : "[ ] ";
    }
    within(marker, added, [this, &block] {
      lines(inline_markdown(block.content, InlinePlace::kParagraph), true);
      if (block.children.empty()) return;
      // What belongs to an empty item has to follow at once.
      const bool is_empty = block.content.empty() && block.type != "checkListItem";
      if (!is_empty && needs_gap(block.children.front())) gap();
      write(block.children);
    });
  }

  void write_quote(const Block& block) {
    within("> ", "> ", [this, &block] {
      lines(inline_markdown(block.content, InlinePlace::kParagraph), true);
      gap();
      write(block.children);
    });
    gap();
  }

  void write_block(const Block& block) {
    if (block.table) {
      for (const std::string& row : markdown_rows(*block.table)) line(row);
    } else if (block.type == "divider") {
      line("***");
    } else if (block.type == "heading") {
      write_heading(block);
    } else if (block.type == "codeBlock") {
      write_code(block);
    } else if (is_without_content(block.type) && block.content.empty()) {
      write_file(block);
    } else {
      const std::string text = inline_markdown(block.content, InlinePlace::kParagraph);
      if (!text.empty()) lines(text, true);
    }
  }

  void write_heading(const Block& block) {
    const std::int64_t level =
        std::clamp<std::int64_t>(number_prop(block.props, "level").value_or(1), 1, 6);
    std::string text = inline_markdown(block.content, InlinePlace::kHeading);
    // Signs at the end would be taken for the heading's own.
    if (text.ends_with('#')) text.insert(text.size() - 1, 1, '\\');
    const std::string signs(static_cast<std::size_t>(level), '#');
    line(text.empty() ? signs : signs + ' ' + text);
  }

  void write_code(const Block& block) {
    std::string code = plain(block.content);
    std::erase(code, '\r');
    std::size_t longest = 2;
    std::size_t run = 0;
    for (const char letter : code) {
      run = letter == '`' ? run + 1 : 0;
      longest = std::max(longest, run);
    }
    const std::string fence(longest + 1, '`');
    line(fence + info(text_prop(block.props, "language")));
    if (code.ends_with('\n')) code.pop_back();
    if (!code.empty()) lines(code, false);
    line(fence);
  }

  /// One word without what ends it.
  static std::string info(std::string_view language) {
    std::string word;
    if (language == "text") return word;
    for (const char letter : language) {
      if (is_space(letter) || letter == '`') break;
      word += letter;
    }
    return escaped_markdown(word);
  }

  void write_file(const Block& block) {
    const std::string_view url = text_prop(block.props, "url");
    const std::string_view name = text_prop(block.props, "name");
    const std::string_view caption = text_prop(block.props, "caption");
    if (url.empty() && name.empty() && caption.empty()) return;
    std::string label = escaped_markdown(name.empty() && block.type != "image" ? url : name);
    std::replace(label.begin(), label.end(), '\n', ' ');
    if (url.empty() || is_script(url)) return line(escaped_line(label));
    const std::string_view mark = block.type == "image" ? "!" : "";
    line(std::string(mark) + "[" + label + "]" + markdown_target(url, caption));
  }

  std::string out_;
  std::string prefix_;
  /// In place of prefix_ on the next line.
  std::optional<std::string> first_prefix_;
  /// The prefix of a blank line before the next one.
  std::optional<std::string> gap_;
  int depth_ = 0;
};

}  // namespace

std::string blocks_markdown(const std::vector<Block>& blocks) {
  MarkdownWriter writer;
  writer.write(blocks);
  return writer.take();
}

}  // namespace atelier::feature::docs::render
