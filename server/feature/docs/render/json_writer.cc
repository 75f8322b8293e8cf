#include "feature/docs/render/json_writer.h"

#include "feature/docs/render/rich_table.h"

namespace atelier::feature::docs::render {
namespace {

json::object text_json(const Run& run) {
  json::object styles;
  for (const auto& [name, value] : run.styles.entries()) {
    styles[name] = value.empty() ? json::value(true) : json::value(value);
  }
  return {{"type", "text"}, {"text", run.text}, {"styles", std::move(styles)}};
}

json::array inline_json(const Inline& content) {
  json::array array;
  for (std::size_t at = 0; at < content.size();) {
    const Run& first = content[at];
    if (!first.href) {
      array.push_back(text_json(content[at++]));
      continue;
    }
    json::array texts;
    for (; at < content.size() && content[at].href == first.href; ++at) {
      texts.push_back(text_json(content[at]));
    }
    array.push_back(
        json::object{{"type", "link"}, {"href", *first.href}, {"content", std::move(texts)}});
  }
  return array;
}

json::object cell_json(const Cell& cell) {
  json::object props = cell.props;
  props["colspan"] = cell.colspan;
  props["rowspan"] = cell.rowspan;
  return {
      {"type", "tableCell"}, {"content", inline_json(cell.content)}, {"props", std::move(props)}};
}

json::object table_json(const Table& table) {
  json::array rows;
  for (const std::vector<Cell>& row : table.rows) {
    json::array cells;
    for (const Cell& cell : row) cells.push_back(cell_json(cell));
    rows.push_back(json::object{{"cells", std::move(cells)}});
  }
  json::object shown{{"type", "tableContent"}, {"columnWidths", table.column_widths}};
  if (const std::size_t headers = header_rows(table)) shown["headerRows"] = headers;
  if (const std::size_t headers = header_columns(table)) shown["headerCols"] = headers;
  shown["rows"] = std::move(rows);
  return shown;
}

json::object block_json(const Block& block) {
  json::object shown;
  if (!block.id.empty()) shown["id"] = block.id;
  shown["type"] = block.type;
  shown["props"] = block.props;
  if (block.table) {
    shown["content"] = table_json(*block.table);
  } else if (!is_without_content(block.type) || !block.content.empty()) {
    shown["content"] = inline_json(block.content);
  }
  shown["children"] = blocks_json(block.children);
  return shown;
}

}  // namespace

json::array blocks_json(const std::vector<Block>& blocks) {
  json::array array;
  array.reserve(blocks.size());
  for (const Block& block : blocks) array.push_back(block_json(block));
  return array;
}

}  // namespace atelier::feature::docs::render
