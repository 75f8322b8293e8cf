#include "feature/docs/history/difference_blocks.h"

#include <utility>

namespace atelier::feature::docs {
namespace {

std::string_view name_of(crdt::Shown shown) {
  switch (shown) {
    case crdt::Shown::kInBoth:
      return "same";
    case crdt::Shown::kInEarlier:
      return "removed";
    case crdt::Shown::kInLater:
      return "added";
  }
  return {};
}

std::string_view name_of(BlockChange change) {
  switch (change) {
    case BlockChange::kSame:
      return "same";
    case BlockChange::kAdded:
      return "added";
    case BlockChange::kRemoved:
      return "removed";
    case BlockChange::kChanged:
      return "changed";
  }
  return {};
}

json::object described(const DifferenceRun& run) {
  json::object described{{"text", ""}, {"change", name_of(run.shown)}};
  if (!run.marks.empty()) described["marks"] = run.marks;
  if (!run.author.empty()) described["from"] = run.author;
  return described;
}

/// Alike but for the text and the time, which is that of the first.
bool goes_on(const json::object& run, const json::object& next) {
  for (const char* member : {"change", "marks", "from"}) {
    const json::value* const a = run.if_contains(member);
    const json::value* const b = next.if_contains(member);
    if ((a == nullptr) != (b == nullptr) || (a != nullptr && *a != *b)) return false;
  }
  return true;
}

}  // namespace

void DifferenceBlocks::open(std::string_view type, json::object props, std::size_t depth,
                            BlockChange change, const std::optional<DifferenceCell>& cell) {
  close();
  block_ = {
      {"type", type}, {"props", std::move(props)}, {"depth", depth}, {"change", name_of(change)}};
  if (cell) {
    json::object place{{"table", cell->table}, {"row", cell->row}, {"column", cell->column}};
    if (cell->is_header) place["header"] = true;
    block_["cell"] = std::move(place);
  }
  is_open_ = true;
}

void DifferenceBlocks::add(const DifferenceRun& run) {
  if (!is_open_) open("text", {}, 0, BlockChange::kSame);
  if (run.text.empty()) return;
  json::object next = described(run);
  if (runs_.empty() || !goes_on(runs_.back().as_object(), next)) {
    if (run.shown != crdt::Shown::kInBoth && run.at != 0) next["at"] = run.at;
    runs_.push_back(std::move(next));
  }
  runs_.back().as_object()["text"].as_string().append(run.text);
}

void DifferenceBlocks::add_lines(const DifferenceRun& run) {
  if (!is_open_) open("line", {}, 0, BlockChange::kSame);
  in_lines_ = true;
  DifferenceRun piece = run;
  std::string_view rest = run.text;
  for (;;) {
    const std::size_t end = rest.find('\n');
    piece.text = rest.substr(0, end);
    add(piece);
    if (!piece.text.empty()) note(run.shown);
    if (end == std::string_view::npos) return;
    line_.after = run.shown;
    close();
    open("line", {}, 0, BlockChange::kSame);
    in_lines_ = true;
    line_.before = run.shown;
    rest.remove_prefix(end + 1);
  }
}

void DifferenceBlocks::note(crdt::Shown shown) {
  line_.has_same = line_.has_same || shown == crdt::Shown::kInBoth;
  line_.has_added = line_.has_added || shown == crdt::Shown::kInLater;
  line_.has_removed = line_.has_removed || shown == crdt::Shown::kInEarlier;
}

// A line without text is what its breaks are.
BlockChange DifferenceBlocks::change_of_line() const {
  if (!line_.has_same && line_.has_added != line_.has_removed) {
    return line_.has_added ? BlockChange::kAdded : BlockChange::kRemoved;
  }
  if (line_.has_same || line_.has_added) return BlockChange::kSame;
  const crdt::Shown shown = line_.before == crdt::Shown::kInBoth ? line_.after : line_.before;
  if (shown == crdt::Shown::kInBoth) return BlockChange::kSame;
  return shown == crdt::Shown::kInLater ? BlockChange::kAdded : BlockChange::kRemoved;
}

void DifferenceBlocks::close() {
  if (!is_open_) return;
  if (in_lines_) block_["change"] = name_of(change_of_line());
  in_lines_ = false;
  line_ = {};
  is_open_ = false;
  block_["runs"] = std::exchange(runs_, {});
  blocks_.push_back(std::exchange(block_, {}));
}

json::array DifferenceBlocks::take() {
  close();
  return std::move(blocks_);
}

}  // namespace atelier::feature::docs
