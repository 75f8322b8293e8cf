#include "feature/docs/render/text_writer.h"

#include <algorithm>

namespace atelier::feature::docs::render {
namespace {

/// CommonMark's longest: nine digits.
constexpr std::int64_t kMaxNumber = 999'999'999;
constexpr int kMaxIndent = 20;

std::string file_text(const Block& block) {
  std::string text;
  for (const char* key : {"caption", "name", "url"}) {
    const std::string_view part = text_prop(block.props, key);
    if (part.empty()) continue;
    text += text.empty() ? "" : " ";
    text += part;
  }
  return text;
}

std::string table_text(const Table& table) {
  std::string text;
  for (const std::vector<Cell>& row : table.rows) {
    if (!text.empty()) text += '\n';
    for (std::size_t column = 0; column < row.size(); ++column) {
      if (column > 0) text += '\t';
      std::string cell = plain(row[column].content);
      std::replace(cell.begin(), cell.end(), '\n', ' ');
      text += cell;
    }
  }
  return text;
}

std::string own_text(const Block& block, std::int64_t number) {
  if (block.table) return table_text(*block.table);
  if (block.type == "divider") return "---";
  if (is_without_content(block.type) && block.content.empty()) return file_text(block);
  std::string text = plain(block.content);
  if (block.type == "bulletListItem" || block.type == "toggleListItem") return "- " + text;
  if (block.type == "checkListItem") {
    return (flag_prop(block.props, "checked") ? "[x] " : "[ ] ") + text;
  }
  return number > 0 ? std::to_string(number) + ". " + text : text;
}

void append_blocks(std::string& out, const std::vector<Block>& blocks, int depth) {
  const std::string indent(static_cast<std::size_t>(2 * std::min(depth, kMaxIndent)), ' ');
  Numbering numbering;
  for (const Block& block : blocks) {
    const std::string text = own_text(block, numbering.next(block));
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      if (end > at) out += indent + text.substr(at, end - at);
      out += '\n';
      at = end + 1;
    }
    append_blocks(out, block.children, depth + 1);
  }
}

}  // namespace

std::int64_t Numbering::next(const Block& block) {
  if (block.type != "numberedListItem") return last_ = 0;
  if (last_ > 0) return last_ = std::min(last_ + 1, kMaxNumber);
  const std::int64_t start = number_prop(block.props, "start").value_or(1);
  return last_ = start > 0 && start <= kMaxNumber ? start : 1;
}

std::string blocks_text(const std::vector<Block>& blocks) {
  std::string out;
  append_blocks(out, blocks, 0);
  while (out.size() > 1 && out.ends_with("\n\n")) out.pop_back();
  return out == "\n" ? std::string() : out;
}

}  // namespace atelier::feature::docs::render
