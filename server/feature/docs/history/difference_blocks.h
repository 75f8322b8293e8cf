// The blocks of a difference while they are written: runs are joined, a plain text is cut into
// lines. Knows no documents.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/time.h"
#include "crdt/compare.h"

namespace atelier::feature::docs {

struct DifferenceRun {
  crdt::Shown shown = crdt::Shown::kInBoth;
  std::string_view text;
  json::object marks = {};
  std::string_view author = {};  // who added or removed it; empty: nobody knows, or it is the same
  WallMs at = 0;
};

/// `changed` of a block that both states have: its props differ.
enum class BlockChange : std::uint8_t { kSame, kAdded, kRemoved, kChanged };

/// Where in the tables of a difference a block stands.
struct DifferenceCell {
  int table = -1;
  int row = -1;
  int column = -1;
  bool is_header = false;
};

class DifferenceBlocks {
 public:
  void open(std::string_view type, json::object props, std::size_t depth, BlockChange change,
            const std::optional<DifferenceCell>& cell = std::nullopt);
  /// Into the open block; opens one when there is none.
  void add(const DifferenceRun& run);
  /// The same with each line a block.
  void add_lines(const DifferenceRun& run);
  void close();

  json::array take();

 private:
  /// What the text of the open line is, and the breaks around it.
  struct Line {
    bool has_same = false;
    bool has_added = false;
    bool has_removed = false;
    crdt::Shown before = crdt::Shown::kInBoth;
    crdt::Shown after = crdt::Shown::kInBoth;
  };

  void note(crdt::Shown shown);
  BlockChange change_of_line() const;

  json::array blocks_;
  json::object block_;
  json::array runs_;
  bool is_open_ = false;
  bool in_lines_ = false;
  Line line_;
};

}  // namespace atelier::feature::docs
