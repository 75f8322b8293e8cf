#include "feature/docs/render/block_writer.h"

#include <algorithm>

#include "crdt/view_values.h"
#include "feature/docs/render/block_defaults.h"

namespace atelier::feature::docs::render {
namespace {

namespace view = crdt::view;

/// As in the web app's seed.ts.
constexpr crdt::ClientId kSeedClient = 1;

bool is_element(const crdt::Item& item, std::string_view name) {
  return item.is_shown() && item.kind == crdt::ContentKind::kType &&
         view::type_kind(item) == view::TypeKind::kXmlElement && view::type_name(item) == name;
}

const crdt::Item* next_shown(const crdt::Item* item) {
  while (item != nullptr && !item->is_shown()) item = item->right;
  return item;
}

/// A container with a paragraph without text and without children.
bool is_empty_paragraph(const crdt::Item& item) {
  if (!is_element(item, "blockContainer")) return false;
  const crdt::Item* const content = next_shown(item.own_type->start);
  if (content == nullptr || !is_element(*content, "paragraph")) return false;
  if (next_shown(content->right) != nullptr) return false;
  for (const crdt::Item* text = content->own_type->start; text; text = text->right) {
    if (!text->is_shown()) continue;
    const bool is_blank = text->own_type != nullptr && text->own_type->length == 0 &&
                          view::type_kind(*text) == view::TypeKind::kXmlText;
    if (!is_blank) return false;
  }
  return true;
}

bool ends_with_empty_paragraph(const crdt::Type& group) {
  const crdt::Item* last = nullptr;
  for (const crdt::Item* item = group.start; item != nullptr; item = item->right) {
    if (item->is_shown()) last = item;
  }
  return last != nullptr && is_empty_paragraph(*last);
}

crdt::AttributeChanges formats_of(const Run& run) {
  crdt::AttributeChanges formats;
  for (const auto& [name, value] : run.styles.entries()) {
    crdt::Any::Object mark;
    if (!value.empty()) mark.push_back({"stringValue", {value}});
    formats.emplace_back(name, crdt::Any{std::move(mark)});
  }
  if (run.href) formats.emplace_back("link", crdt::Any{crdt::Any::Object{{"href", {*run.href}}}});
  return formats;
}

class BlockWriter {
 public:
  BlockWriter(crdt::Edit& edit, const MakeBlockId& make_id) : edit_(edit), make_id_(make_id) {}

  Result<void> write(crdt::Type& group, std::uint64_t at, const std::vector<Block>& blocks) {
    for (const Block& block : blocks) {
      ATELIER_TRY(crdt::Type* const container, element(group, at++, "blockContainer"));
      if (const auto set = edit_.set(*container, "id", {make_id_()}); !set) return set.error();
      if (const auto done = content(*container, block); !done) return done.error();
      if (block.children.empty()) continue;
      ATELIER_TRY(crdt::Type* const inner, element(*container, 1, "blockGroup"));
      if (const auto done = write(*inner, 0, block.children); !done) return done.error();
    }
    return {};
  }

  Result<crdt::Type*> element(crdt::Type& parent, std::uint64_t at, std::string_view name,
                              const json::object& props = {}) {
    ATELIER_TRY(crdt::Type* const type,
                edit_.insert(parent, at, {crdt::TypeKind::kXmlElement, std::string(name)}));
    for (const auto& [key, value] : stored_props(name, props)) {
      if (const auto set = edit_.set(*type, key, value); !set) return set.error();
    }
    return type;
  }

 private:
  Result<void> content(crdt::Type& container, const Block& block) {
    const std::string_view type =
        is_known_block(block.type) ? std::string_view(block.type) : "paragraph";
    ATELIER_TRY(crdt::Type* const shown, element(container, 0, type, block.props));
    if (block.table) return table(*shown, *block.table);
    return text(*shown, block.content, type == "codeBlock");
  }

  Result<void> table(crdt::Type& shown, const Table& table) {
    std::uint64_t at = 0;
    for (const std::vector<Cell>& cells : table.rows) {
      ATELIER_TRY(crdt::Type* const row, element(shown, at++, "tableRow"));
      std::uint64_t column = 0;
      for (const Cell& cell : cells) {
        const std::string_view name = cell.is_header ? "tableHeader" : "tableCell";
        ATELIER_TRY(crdt::Type* const box, element(*row, column++, name, cell.props));
        ATELIER_TRY(crdt::Type* const paragraph, element(*box, 0, "tableParagraph"));
        if (const auto done = text(*paragraph, cell.content, false); !done) return done.error();
      }
    }
    return {};
  }

  /// Texts with breaks between them; in code a break is part of the text.
  Result<void> text(crdt::Type& parent, const Inline& content, bool is_code) {
    std::vector<crdt::TextPiece> pieces;
    std::uint64_t at = 0;
    for (const Run& run : content) {
      const crdt::AttributeChanges formats = is_code ? crdt::AttributeChanges() : formats_of(run);
      for (std::size_t from = 0; from <= run.text.size();) {
        const std::size_t end =
            is_code ? run.text.size() : std::min(run.text.find('\n', from), run.text.size());
        pieces.push_back({run.text.substr(from, end - from), formats});
        if (end < run.text.size()) {
          if (const auto done = flush(parent, at, pieces); !done) return done.error();
          if (const auto made = element(parent, at++, "hardBreak"); !made) return made.error();
        }
        from = end + 1;
      }
    }
    return flush(parent, at, pieces);
  }

  Result<void> flush(crdt::Type& parent, std::uint64_t& at, std::vector<crdt::TextPiece>& pieces) {
    std::erase_if(pieces, [](const crdt::TextPiece& piece) { return piece.text.empty(); });
    if (pieces.empty()) return {};
    ATELIER_TRY(crdt::Type* const text, edit_.insert(parent, at++, {crdt::TypeKind::kXmlText}));
    const auto done = edit_.append_texts(*text, pieces);
    pieces.clear();
    return done;
  }

  crdt::Edit& edit_;
  const MakeBlockId& make_id_;
};

/// The first group of the document; made where there is none.
Result<crdt::Type*> group_of(crdt::Edit& edit, BlockWriter& writer) {
  crdt::Type& root = edit.root(kRichRoot);
  for (const crdt::Item* item = root.start; item != nullptr; item = item->right) {
    if (is_element(*item, "blockGroup")) return item->own_type;
  }
  return writer.element(root, 0, "blockGroup");
}

}  // namespace

std::string rich_seed() {
  crdt::Doc doc;
  return doc.edit(kSeedClient, [](crdt::Edit& edit) {
    const MakeBlockId make_id = [] { return std::string("initialBlockId"); };
    Block paragraph;
    paragraph.type = "paragraph";
    // Nothing here can fail: the document is empty.
    static_cast<void>(write_blocks(edit, {paragraph}, WriteMode::kReplace, make_id));
  });
}

Result<void> write_blocks(crdt::Edit& edit, const std::vector<Block>& blocks, WriteMode mode,
                          const MakeBlockId& make_id) {
  BlockWriter writer(edit, make_id);
  ATELIER_TRY(crdt::Type* const group, group_of(edit, writer));
  const bool keeps_last = ends_with_empty_paragraph(*group);
  const std::uint64_t written = group->length - (keeps_last ? 1 : 0);
  if (mode == WriteMode::kAppend) return writer.write(*group, written, blocks);
  if (const auto erased = edit.erase(*group, 0, written); !erased) return erased.error();
  if (!blocks.empty() || keeps_last) return writer.write(*group, 0, blocks);
  // A group holds one block at least.
  Block paragraph;
  paragraph.type = "paragraph";
  return writer.write(*group, 0, {paragraph});
}

}  // namespace atelier::feature::docs::render
