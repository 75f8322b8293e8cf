#include "feature/docs/render/rich_table.h"

#include <algorithm>

#include "crdt/view_values.h"
#include "feature/docs/render/rich_inline.h"

namespace atelier::feature::docs::render {
namespace {

namespace view = crdt::view;

bool is_element(const crdt::Item& item) {
  return item.is_shown() && item.kind == crdt::ContentKind::kType &&
         view::type_kind(item) == view::TypeKind::kXmlElement;
}

std::uint32_t span_of(const json::object& props, std::string_view key) {
  const std::int64_t span = number_prop(props, key).value_or(1);
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(span, 1, kMaxSpan));
}

/// Merging cells leaves several paragraphs in one: they become lines.
Inline cell_content(const crdt::Type& cell, int depth) {
  Inline content;
  for (const crdt::Item* item = cell.start; item != nullptr; item = item->right) {
    if (!item->is_shown()) continue;
    Inline paragraph;
    append_inline(paragraph, *item, depth + 1);
    if (!content.empty() && !paragraph.empty()) content.back().text += '\n';
    for (Run& run : paragraph) append_run(content, std::move(run));
  }
  return content;
}

Cell cell_of(const crdt::Item& item, json::array* widths, int depth) {
  Cell cell;
  json::object props = attributes_of(*item.own_type);
  cell.is_header = view::type_name(item) == "tableHeader";
  cell.colspan = span_of(props, "colspan");
  cell.rowspan = span_of(props, "rowspan");
  if (widths != nullptr) {
    const json::value* const stored = props.if_contains("colwidth");
    const json::array* const given = stored != nullptr ? stored->if_array() : nullptr;
    for (std::size_t column = 0; column < cell.colspan; ++column) {
      const bool is_given = given != nullptr && column < given->size();
      widths->push_back(is_given && (*given)[column].is_number() ? (*given)[column] : nullptr);
    }
  }
  for (const char* key : {"colspan", "rowspan", "colwidth"}) props.erase(key);
  cell.props = std::move(props);
  cell.content = cell_content(*item.own_type, depth);
  return cell;
}

bool all_headers(const std::vector<Cell>& row) {
  return !row.empty() &&
         std::all_of(row.begin(), row.end(), [](const Cell& cell) { return cell.is_header; });
}

}  // namespace

Table table_of(const crdt::Type& element, int depth) {
  Table table;
  for (const crdt::Item* row = element.start; row != nullptr; row = row->right) {
    if (!is_element(*row)) continue;
    std::vector<Cell> cells;
    json::array* const widths = table.rows.empty() ? &table.column_widths : nullptr;
    for (const crdt::Item* cell = row->own_type->start; cell != nullptr; cell = cell->right) {
      if (is_element(*cell)) cells.push_back(cell_of(*cell, widths, depth + 2));
    }
    table.rows.push_back(std::move(cells));
  }
  return table;
}

std::size_t header_rows(const Table& table) {
  return static_cast<std::size_t>(std::count_if(table.rows.begin(), table.rows.end(), all_headers));
}

std::size_t header_columns(const Table& table) {
  if (table.rows.empty()) return 0;
  std::size_t columns = 0;
  for (std::size_t column = 0; column < table.rows.front().size(); ++column) {
    const bool is_header =
        std::all_of(table.rows.begin(), table.rows.end(), [column](const std::vector<Cell>& row) {
          return column < row.size() && row[column].is_header;
        });
    if (is_header) ++columns;
  }
  return columns;
}

}  // namespace atelier::feature::docs::render
