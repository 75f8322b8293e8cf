#include "feature/docs/render/markdown_import.h"

#include <md4c.h>

#include <algorithm>
#include <optional>

#include "feature/docs/render/entity.h"
#include "feature/docs/render/markdown_code.h"
#include "feature/docs/render/markdown_leaf.h"
#include "feature/docs/render/table_rules.h"

namespace atelier::feature::docs::render {
namespace {

constexpr unsigned kDialect =
    MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_NOHTMLBLOCKS;
/// What callbacks answer to end the parsing.
constexpr int kStop = 1;

std::string text_of(const MD_ATTRIBUTE& attribute) {
  std::string out;
  if (attribute.text == nullptr) return out;
  const std::string_view whole(attribute.text, attribute.size);
  for (std::size_t part = 0; attribute.substr_offsets[part] < attribute.size; ++part) {
    const std::size_t from = attribute.substr_offsets[part];
    const std::string_view text = whole.substr(from, attribute.substr_offsets[part + 1] - from);
    if (attribute.substr_types[part] == MD_TEXT_ENTITY) {
      append_entity(out, text);
    } else {
      out += attribute.substr_types[part] == MD_TEXT_NULLCHAR ? "\xEF\xBF\xBD" : text;
    }
  }
  return out;
}

Block block_of(std::string_view type, Inline content = {}) {
  Block block;
  block.type = type;
  block.content = std::move(content);
  return block;
}

/// A container that is open: the document, a quote, an item of a list.
struct Frame {
  /// Empty for the document.
  Block block;
  std::vector<Block> inner;
  /// Nested too deep: what it holds goes at once into the deepest frame that is not.
  bool is_flat = false;
  /// Where its item went, until that has its text.
  std::optional<std::size_t> item = {};
};

struct OpenList {
  bool is_ordered = false;
  /// Of the next item.
  std::uint64_t number = 1;
  bool is_first = true;
};

class Importer {
 public:
  explicit Importer(std::string_view source) : code_(source) { frames_.emplace_back(); }

  bool is_full() const { return count_ > kMaxImportedBlocks; }
  std::vector<Block> take() { return std::move(frames_.front().inner); }

  void enter(MD_BLOCKTYPE type, const void* detail) {
    switch (type) {
      case MD_BLOCK_DOC:
      case MD_BLOCK_HTML:
      case MD_BLOCK_P:
      case MD_BLOCK_TBODY:
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
      case MD_BLOCK_HR:
      case MD_BLOCK_H:
        return flush();
      case MD_BLOCK_CODE:
        flush();
        in_code_ = true;
        return;
      case MD_BLOCK_THEAD:
        is_header_ = true;
        return;
      case MD_BLOCK_QUOTE:
        return open(block_of("quote"));
      case MD_BLOCK_UL:
        flush();
        lists_.push_back({});
        return;
      case MD_BLOCK_OL:
        flush();
        lists_.push_back({true, static_cast<const MD_BLOCK_OL_DETAIL*>(detail)->start, true});
        return;
      case MD_BLOCK_LI:
        return open(item_of(*static_cast<const MD_BLOCK_LI_DETAIL*>(detail)));
      case MD_BLOCK_TABLE:
        flush();
        table_ = {};
        in_table_ = true;
        return;
      case MD_BLOCK_TR:
        table_.rows.emplace_back();
        return;
    }
  }

  void leave(MD_BLOCKTYPE type, const void* detail) {
    switch (type) {
      case MD_BLOCK_DOC:
      case MD_BLOCK_HTML:
      case MD_BLOCK_P:
        return flush();
      case MD_BLOCK_TBODY:
      case MD_BLOCK_TR:
        return;
      case MD_BLOCK_THEAD:
        is_header_ = false;
        return;
      case MD_BLOCK_QUOTE:
        return close_quote();
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        lists_.pop_back();
        return;
      case MD_BLOCK_LI:
        return close_item();
      case MD_BLOCK_HR:
        return add(block_of("divider"));
      case MD_BLOCK_H:
        return add_heading(static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level);
      case MD_BLOCK_CODE:
        return add_code(text_of(static_cast<const MD_BLOCK_CODE_DETAIL*>(detail)->lang));
      case MD_BLOCK_TABLE:
        return close_table();
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        return add_cell(static_cast<const MD_BLOCK_TD_DETAIL*>(detail)->align);
    }
  }

  void span(MD_SPANTYPE type, const void* detail, bool enter) {
    switch (type) {
      case MD_SPAN_EM:
        return style(MarkdownLeaf::Style::kItalic, enter);
      case MD_SPAN_STRONG:
        return style(MarkdownLeaf::Style::kBold, enter);
      case MD_SPAN_DEL:
        return style(MarkdownLeaf::Style::kStrike, enter);
      case MD_SPAN_CODE:
        return style(MarkdownLeaf::Style::kCode, enter);
      case MD_SPAN_A:
        if (!enter) return leaf_.end_link();
        return leaf_.begin_link(text_of(static_cast<const MD_SPAN_A_DETAIL*>(detail)->href));
      case MD_SPAN_IMG: {
        if (!enter) return leaf_.end_image();
        const auto* image = static_cast<const MD_SPAN_IMG_DETAIL*>(detail);
        return leaf_.begin_image(text_of(image->src), text_of(image->title));
      }
      case MD_SPAN_LATEXMATH:
      case MD_SPAN_LATEXMATH_DISPLAY:
      case MD_SPAN_WIKILINK:
      case MD_SPAN_U:
        return;
    }
  }

  void text(MD_TEXTTYPE type, std::string_view text) {
    switch (type) {
      case MD_TEXT_NORMAL:
      case MD_TEXT_LATEXMATH:
        return leaf_.add(text);
      case MD_TEXT_CODE:
        return add_code_text(text);
      case MD_TEXT_NULLCHAR:
        return leaf_.add("\xEF\xBF\xBD");
      case MD_TEXT_BR:
        return leaf_.add("\n");
      case MD_TEXT_SOFTBR:
        return leaf_.add(" ");
      case MD_TEXT_ENTITY: {
        std::string decoded;
        append_entity(decoded, text);
        return leaf_.add(decoded);
      }
      case MD_TEXT_HTML:
        // The one tag that cells need; others are left out.
        if (text.starts_with("<br")) leaf_.add("\n");
        return;
    }
  }

 private:
  void style(MarkdownLeaf::Style style, bool enter) {
    if (enter) {
      leaf_.begin(style);
    } else {
      leaf_.end(style);
    }
  }

  void add(Block block) {
    ++count_;
    Frame& frame = frames_.back();
    std::vector<Block>& target = frames_[std::min(frames_.size(), kMaxImportedDepth) - 1].inner;
    if (frame.is_flat && block.type == "paragraph") {
      if (frame.block.type == "quote") block.type = "quote";
      if (frame.item) {
        target[*frame.item].content = std::move(block.content);
        frame.item.reset();
        return;
      }
    }
    frame.item.reset();
    target.push_back(std::move(block));
  }

  /// What stands in an item of a dense list comes without a paragraph around it.
  void flush() {
    for (Block& part : leaf_.take()) add(std::move(part));
  }

  void open(Block block) {
    flush();
    const bool is_flat = frames_.size() >= kMaxImportedDepth;
    std::optional<std::size_t> item;
    if (is_flat && block.type != "quote") {
      add(block);
      item = frames_[kMaxImportedDepth - 1].inner.size() - 1;
    }
    frames_.back().item.reset();
    frames_.push_back({std::move(block), {}, is_flat, item});
  }

  Block item_of(const MD_BLOCK_LI_DETAIL& detail) {
    OpenList& list = lists_.back();
    Block item = block_of(list.is_ordered ? "numberedListItem" : "bulletListItem");
    if (detail.is_task != 0) {
      item.type = "checkListItem";
      item.props["checked"] = detail.task_mark != ' ';
    } else if (list.is_ordered && list.is_first && list.number > 1) {
      item.props["start"] = list.number;
    }
    list.is_first = false;
    return item;
  }

  void close_item() {
    flush();
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    if (frame.is_flat) return;
    auto rest = frame.inner.begin();
    if (rest != frame.inner.end() && rest->type == "paragraph") {
      frame.block.content = std::move(rest->content);
      ++rest;
    }
    frame.block.children.assign(std::make_move_iterator(rest),
                                std::make_move_iterator(frame.inner.end()));
    add(std::move(frame.block));
  }

  /// Each paragraph is a quote of its own; what else is quoted belongs to the one before it.
  void close_quote() {
    flush();
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    if (frame.is_flat) return;
    std::vector<Block>& blocks = frames_.back().inner;
    bool is_begun = false;
    for (Block& inner : frame.inner) {
      const bool is_text = inner.type == "paragraph";
      if (is_text) inner.type = "quote";
      if (is_text || inner.type == "quote") {
        blocks.push_back(std::move(inner));
      } else {
        if (!is_begun) blocks.push_back(block_of("quote"));
        blocks.back().children.push_back(std::move(inner));
      }
      is_begun = true;
    }
  }

  void add_heading(unsigned level) {
    std::vector<Block> parts = leaf_.take();
    Block heading = block_of("heading");
    heading.props["level"] = level;
    const auto text = std::find_if(parts.begin(), parts.end(),
                                   [](const Block& part) { return part.type == "paragraph"; });
    if (text != parts.end()) {
      heading.content = std::move(text->content);
      parts.erase(text);
    }
    add(std::move(heading));
    for (Block& part : parts) add(std::move(part));
  }

  /// In cells md4c leaves the backslash that keeps `|` from ending them.
  void add_code_text(std::string_view text) {
    if (in_code_) return code_.add(text);
    if (!in_table_) return leaf_.add(text);
    std::string cell;
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text.substr(at, 2) != "\\|") cell += text[at];
    }
    leaf_.add(cell);
  }

  void add_code(std::string language) {
    in_code_ = false;
    Block block = block_of("codeBlock");
    if (!language.empty()) block.props["language"] = language;
    append_run(block.content, {code_.take()});
    add(std::move(block));
  }

  void add_cell(MD_ALIGN align) {
    Cell cell;
    cell.is_header = is_header_;
    cell.content = leaf_.take_inline();
    if (align == MD_ALIGN_CENTER) cell.props["textAlignment"] = "center";
    if (align == MD_ALIGN_RIGHT) cell.props["textAlignment"] = "right";
    table_.rows.back().push_back(std::move(cell));
    ++count_;
  }

  /// An empty header is there because Markdown has no tables without.
  void close_table() {
    in_table_ = false;
    const auto is_empty = [](const Cell& cell) { return cell.content.empty(); };
    const std::vector<Cell>& header = table_.rows.front();
    if (std::all_of(header.begin(), header.end(), is_empty)) table_.rows.erase(table_.rows.begin());
    if (table_.rows.empty()) return;
    Block block = block_of("table");
    block.table = std::move(table_);
    add(std::move(block));
  }

  std::vector<Frame> frames_;
  std::vector<OpenList> lists_;
  MarkdownLeaf leaf_;
  Table table_;
  MarkdownCode code_;
  bool is_header_ = false;
  bool in_table_ = false;
  bool in_code_ = false;
  std::size_t count_ = 0;
};

Importer& importer(void* user) {
  return *static_cast<Importer*>(user);
}

MD_PARSER parser() {
  MD_PARSER parser = {};
  parser.flags = kDialect;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
    importer(user).enter(type, detail);
    return importer(user).is_full() ? kStop : 0;
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
    importer(user).leave(type, detail);
    return importer(user).is_full() ? kStop : 0;
  };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* user) {
    importer(user).span(type, detail, true);
    return 0;
  };
  parser.leave_span = [](MD_SPANTYPE type, void* detail, void* user) {
    importer(user).span(type, detail, false);
    return 0;
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
    importer(user).text(type, {text, size});
    return 0;
  };
  return parser;
}

}  // namespace

Result<std::vector<Block>> blocks_of_markdown(std::string_view markdown) {
  if (markdown.starts_with("\xEF\xBB\xBF")) markdown.remove_prefix(3);
  const std::string source = with_long_rules(markdown);
  Importer found(source);
  const MD_PARSER with = parser();
  const int ended = md_parse(source.data(), static_cast<MD_SIZE>(source.size()), &with, &found);
  if (found.is_full()) return too_large("The text has more than 20,000 blocks: divide it.");
  if (ended != 0) return unavailable("There was no memory to read the text.");
  return found.take();
}

Result<std::vector<Block>> blocks_of_text(std::string_view text) {
  std::vector<Block> blocks;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    Block& block = blocks.emplace_back(block_of("paragraph"));
    append_run(block.content, {std::string(text.substr(at, end - at))});
    at = end + 1;
    if (blocks.size() > kMaxImportedBlocks) {
      return too_large("The text has more than 20,000 lines: divide it.");
    }
  }
  return blocks;
}

}  // namespace atelier::feature::docs::render
