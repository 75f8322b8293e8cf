#include "feature/docs/render/markdown_table.h"

#include <algorithm>

#include "feature/docs/render/markdown_inline.h"
#include "feature/docs/render/rich_table.h"

namespace atelier::feature::docs::render {
namespace {

/// A cell leaves this many empty ones behind at most, to each side: what it says is not to be
/// multiplied without bound.
constexpr std::uint32_t kMaxShownSpan = 16;

/// Rows of cells without spans: a wide cell is followed, a high one continued, by empty ones.
class Grid {
 public:
  std::vector<std::string> row(const std::vector<Cell>& cells) {
    std::vector<std::string> out;
    std::vector<std::uint32_t> below;
    for (const Cell& cell : cells) {
      skip_covered(out, below);
      const std::uint32_t columns = std::min(cell.colspan, kMaxShownSpan);
      const std::uint32_t rows = std::min(cell.rowspan, kMaxShownSpan);
      out.push_back(inline_markdown(cell.content, InlinePlace::kCell));
      out.resize(out.size() + columns - 1);
      below.resize(out.size(), rows - 1);
    }
    skip_covered(out, below);
    covered_ = std::move(below);
    while (!covered_.empty() && covered_.back() == 0) covered_.pop_back();
    return out;
  }

 private:
  void skip_covered(std::vector<std::string>& out, std::vector<std::uint32_t>& below) const {
    while (out.size() < covered_.size() && covered_[out.size()] > 0) {
      below.push_back(covered_[out.size()] - 1);
      out.emplace_back();
    }
  }

  /// For each column the rows that a cell above still takes.
  std::vector<std::uint32_t> covered_;
};

std::string shown(const std::vector<std::string>& cells) {
  std::string row = "|";
  for (const std::string& cell : cells) row += cell.empty() ? "  |" : " " + cell + " |";
  return row;
}

std::string_view rule(const Cell* cell) {
  if (cell == nullptr) return " --- |";
  const std::string_view alignment = text_prop(cell->props, "textAlignment");
  if (alignment == "center") return " :---: |";
  return alignment == "right" ? " ---: |" : " --- |";
}

/// As wide as the widest row: cells behind are not shown.
std::string rule_row(const Table& table, std::size_t columns) {
  const std::vector<Cell>& first = table.rows.front();
  const bool has_spans =
      std::any_of(first.begin(), first.end(), [](const Cell& cell) { return cell.colspan > 1; });
  std::string row = "|";
  for (std::size_t column = 0; column < columns; ++column) {
    row += rule(!has_spans && column < first.size() ? &first[column] : nullptr);
  }
  return row;
}

bool begins_with_header(const Table& table) {
  const std::vector<Cell>& first = table.rows.front();
  return std::any_of(first.begin(), first.end(), [](const Cell& cell) { return cell.is_header; });
}

}  // namespace

std::vector<std::string> markdown_rows(const Table& table) {
  if (table.rows.empty()) return {};
  Grid grid;
  std::vector<std::vector<std::string>> rows;
  std::size_t columns = 1;
  for (const std::vector<Cell>& row : table.rows) {
    rows.push_back(grid.row(row));
    columns = std::max(columns, rows.back().size());
  }
  // A table without a header needs an empty one.
  if (!begins_with_header(table)) rows.insert(rows.begin(), std::vector<std::string>());
  rows.front().resize(columns);
  std::vector<std::string> lines;
  for (const std::vector<std::string>& row : rows) lines.push_back(shown(row));
  lines.insert(lines.begin() + 1, rule_row(table, columns));
  return lines;
}

}  // namespace atelier::feature::docs::render
