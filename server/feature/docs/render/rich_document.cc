#include "feature/docs/render/rich_document.h"

#include <algorithm>
#include <array>

#include "crdt/view.h"
#include "crdt/view_values.h"
#include "feature/docs/render/rich_inline.h"
#include "feature/docs/render/rich_table.h"

namespace atelier::feature::docs::render {
namespace {

namespace view = crdt::view;

/// What holds nothing but inline text and breaks, whatever elements are within.
constexpr std::array<std::string_view, 9> kTextBlocks = {
    "paragraph",      "heading",   "bulletListItem", "numberedListItem", "checkListItem",
    "toggleListItem", "codeBlock", "quote",          "tableParagraph"};
constexpr std::array<std::string_view, 6> kWithoutContent = {"image", "file",    "video",
                                                             "audio", "divider", "pageBreak"};

bool is_element(const crdt::Item& item) {
  return item.kind == crdt::ContentKind::kType &&
         view::type_kind(item) == view::TypeKind::kXmlElement;
}

bool has_text(const crdt::Type& type) {
  for (const crdt::Item* item = type.start; item != nullptr; item = item->right) {
    if (item->is_shown() && !is_element(*item)) return true;
  }
  return false;
}

void take_props(Block& block, const crdt::Type& element) {
  for (auto& member : attributes_of(element)) {
    if (member.key() == "id") {
      if (member.value().is_string()) block.id = member.value().as_string();
    } else {
      block.props[member.key()] = member.value();
    }
  }
}

void read_children(std::vector<Block>& blocks, const crdt::Type& parent, int depth);

/// An element that says what a block is: paragraph, heading, image, or one we do not know.
void read_content(Block& block, const crdt::Item& item, int depth) {
  const crdt::Type& element = *item.own_type;
  block.type = view::type_name(item);
  take_props(block, element);
  if (block.type == "table") {
    block.table = table_of(element, depth);
    return;
  }
  const bool is_known =
      std::find(kTextBlocks.begin(), kTextBlocks.end(), block.type) != kTextBlocks.end();
  if (is_known || has_text(element)) {
    block.content = inline_of(element, depth);
  } else {
    read_children(block.children, element, depth);
  }
}

/// A container has one element with the content, and a group for its children. What else is in it,
/// as after two people changed the type of a block at once, follows as blocks of their own.
void read_container(std::vector<Block>& blocks, const crdt::Item& container, int depth) {
  Block block;
  std::vector<Block> others;
  take_props(block, *container.own_type);
  const crdt::Item* item = container.own_type->start;
  for (; item != nullptr; item = item->right) {
    if (!item->is_shown() || !is_element(*item)) continue;
    if (view::type_name(*item) == "blockGroup") {
      read_children(block.children, *item->own_type, depth + 1);
    } else if (block.type.empty()) {
      read_content(block, *item, depth + 1);
    } else {
      read_content(others.emplace_back(), *item, depth + 1);
    }
  }
  if (block.type.empty()) block.type = "paragraph";
  blocks.push_back(std::move(block));
  for (Block& other : others) blocks.push_back(std::move(other));
}

void read_child(std::vector<Block>& blocks, const crdt::Item& item, int depth) {
  if (!is_element(item)) {
    Inline content;
    append_inline(content, item, depth);
    if (!content.empty()) blocks.push_back({{}, "paragraph", {}, std::move(content), {}, {}});
    return;
  }
  const std::string_view name = view::type_name(item);
  if (name == "blockGroup") return read_children(blocks, *item.own_type, depth);
  if (name == "blockContainer") return read_container(blocks, item, depth);
  read_content(blocks.emplace_back(), item, depth);
}

void read_children(std::vector<Block>& blocks, const crdt::Type& parent, int depth) {
  if (depth >= view::kMaxDepth) return;
  for (const crdt::Item* item = parent.start; item != nullptr; item = item->right) {
    if (item->is_shown()) read_child(blocks, *item, depth + 1);
  }
}

auto place_of(auto& entries, std::string_view name) {
  return std::lower_bound(entries.begin(), entries.end(), name,
                          [](const Styles::Entry& entry, std::string_view key) {
                            return entry.first.compare(key) < 0;
                          });
}

}  // namespace

bool Styles::has(std::string_view name) const {
  const auto found = place_of(entries_, name);
  return found != entries_.end() && found->first == name;
}

std::string_view Styles::value(std::string_view name) const {
  const auto found = place_of(entries_, name);
  return found != entries_.end() && found->first == name ? found->second : std::string_view();
}

void Styles::set(std::string_view name, std::string_view value) {
  const auto found = place_of(entries_, name);
  if (found != entries_.end() && found->first == name) {
    found->second = value;
  } else {
    entries_.insert(found, {std::string(name), std::string(value)});
  }
}

void Styles::erase(std::string_view name) {
  const auto found = place_of(entries_, name);
  if (found != entries_.end() && found->first == name) entries_.erase(found);
}

void append_run(Inline& content, Run run) {
  if (run.text.empty()) return;
  const bool same =
      !content.empty() && content.back().styles == run.styles && content.back().href == run.href;
  if (same) {
    content.back().text += run.text;
  } else {
    content.push_back(std::move(run));
  }
}

std::string plain(const Inline& content) {
  std::string text;
  for (const Run& run : content) text += run.text;
  return text;
}

std::string_view text_prop(const json::object& props, std::string_view key) {
  return string_member(props, key).value_or(std::string_view());
}

std::optional<std::int64_t> number_prop(const json::object& props, std::string_view key) {
  return int_member(props, key);
}

bool flag_prop(const json::object& props, std::string_view key) {
  return bool_member(props, key, false);
}

bool is_without_content(std::string_view type) {
  return std::find(kWithoutContent.begin(), kWithoutContent.end(), type) != kWithoutContent.end();
}

std::vector<Block> rich_blocks(const crdt::Doc& doc) {
  std::vector<Block> blocks;
  if (const crdt::Type* root = doc.root(kRichRoot)) read_children(blocks, *root, 0);
  return blocks;
}

}  // namespace atelier::feature::docs::render
