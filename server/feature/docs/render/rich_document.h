// A rich document as a plain tree of blocks: what BlockNote keeps in the XML fragment
// `document-store` by way of y-prosemirror, read without its schema. What is unknown degrades to
// its text. Takes any tree that a peer may have made: nothing deeper than crdt/view's kMaxDepth is
// read. Knows neither JSON's shape nor any other format.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "crdt/doc.h"

namespace atelier::feature::docs::render {

inline constexpr std::string_view kRichRoot = "document-store";

/// By name, as BlockNote calls them: bold, italic, underline, strike, code are there or not;
/// textColor and backgroundColor have a value.
class Styles {
 public:
  using Entry = std::pair<std::string, std::string>;

  bool has(std::string_view name) const;
  /// Empty if it is not there, or has none.
  std::string_view value(std::string_view name) const;
  void set(std::string_view name, std::string_view value = {});
  void erase(std::string_view name);
  /// Sorted by name.
  const std::vector<Entry>& entries() const { return entries_; }

  bool operator==(const Styles&) const = default;

 private:
  std::vector<Entry> entries_;
};

/// A stretch of text; a line break in it is '\n'. Neighbours with one target are one link.
struct Run {
  std::string text;
  Styles styles = {};
  std::optional<std::string> href = {};

  bool operator==(const Run&) const = default;
};

using Inline = std::vector<Run>;

struct Cell {
  Inline content;
  bool is_header = false;
  std::uint32_t colspan = 1;
  std::uint32_t rowspan = 1;
  /// Colours and alignment as stored.
  json::object props;
};

struct Table {
  /// Of each column, null where it has none.
  json::array column_widths;
  std::vector<std::vector<Cell>> rows;
};

struct Block {
  /// Empty if it has none.
  std::string id;
  std::string type;
  /// As stored.
  json::object props;
  Inline content;
  std::optional<Table> table;
  std::vector<Block> children;
};

/// Adds a run, as part of the one before it where that has the same styles and target.
void append_run(Inline& content, Run run);
/// The text alone.
std::string plain(const Inline& content);
/// A property that is a string, else nothing.
std::string_view text_prop(const json::object& props, std::string_view key);
std::optional<std::int64_t> number_prop(const json::object& props, std::string_view key);
bool flag_prop(const json::object& props, std::string_view key);

/// Images, files and rules: what has no text of its own.
bool is_without_content(std::string_view type);

/// The blocks of the fragment; none for another document.
std::vector<Block> rich_blocks(const crdt::Doc& doc);

}  // namespace atelier::feature::docs::render
