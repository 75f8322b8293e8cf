#include "feature/docs/history/difference.h"

#include <set>
#include <utility>

#include "crdt/compare.h"
#include "crdt/text_units.h"
#include "crdt/view.h"
#include "crdt/view_values.h"
#include "feature/docs/history/difference_blocks.h"
#include "feature/docs/render/any_json.h"

namespace atelier::feature::docs {
namespace {

using crdt::ContentKind;
using crdt::Shown;
using crdt::Stretch;

/// A type in both states; null where it is not.
struct Pair {
  const crdt::Type* earlier = nullptr;
  const crdt::Type* later = nullptr;
};

json::object attributes_of(const crdt::Type* type) {
  json::object attributes;
  if (type == nullptr) return attributes;
  for (const auto& [key, item] : type->map.entries()) {
    if (auto value = crdt::view::map_value(*item); value && value->type_item == nullptr) {
      attributes[*key] = render::json_of(value->plain);
    }
  }
  return attributes;
}

json::object marks_of(const crdt::TextAttributes& attributes) {
  json::object marks;
  for (const auto& [key, value] : attributes.entries()) {
    auto parsed = parse_json(value);
    if (parsed) marks[key] = std::move(*parsed);
  }
  return marks;
}

bool is_text_type(const crdt::Item& type_item) {
  const auto kind = crdt::view::type_kind(type_item);
  return kind == crdt::view::TypeKind::kXmlText || kind == crdt::view::TypeKind::kText;
}

std::string_view element_name(const crdt::Item& type_item) {
  const auto kind = crdt::view::type_kind(type_item);
  const bool is_element = kind == crdt::view::TypeKind::kXmlElement;
  return is_element ? crdt::view::type_name(type_item) : std::string_view("value");
}

/// Text stands right in it, or nothing at all.
bool is_block(const crdt::Type* type) {
  if (type == nullptr) return false;
  bool is_empty = true;
  for (const crdt::Item* item = type->start; item != nullptr; item = item->right) {
    if (!item->is_shown()) continue;
    is_empty = false;
    if (item->own_type == nullptr || is_text_type(*item)) return true;
  }
  return is_empty;
}

class Comparing {
 public:
  Comparing(const History& history, const crdt::Doc& earlier, const crdt::Doc& later)
      : history_(history), earlier_(earlier), later_(later) {}

  json::object compare() {
    std::set<std::string> names;
    for (const crdt::Type* root : earlier_.roots()) names.insert(*root->root_name);
    for (const crdt::Type* root : later_.roots()) names.insert(*root->root_name);
    for (const std::string& name : names) {
      const Pair root{earlier_.root(name), later_.root(name)};
      in_lines_ = is_plain(root);
      list(root, 0, 0);
      blocks_.close();
    }
    return {{"blocks", blocks_.take()}, {"added", added_}, {"removed", removed_}};
  }

 private:
  static bool is_plain(const Pair& root) {
    for (const crdt::Type* type : {root.earlier, root.later}) {
      if (type == nullptr) continue;
      for (const crdt::Item* item = type->start; item != nullptr; item = item->right) {
        if (item->kind == ContentKind::kString) return true;
      }
    }
    return false;
  }

  void list(const Pair& types, std::size_t depth, int nesting) {
    if (nesting >= crdt::view::kMaxDepth) return;
    crdt::ListComparison comparison(earlier_, types.earlier, later_, types.later);
    while (const auto stretch = comparison.next()) {
      const crdt::Item& item = stretch->later != nullptr ? *stretch->later : *stretch->earlier;
      if (item.own_type != nullptr) {
        element(*stretch, item, depth, nesting);
        continue;
      }
      const bool is_gone = stretch->shown == Shown::kInEarlier;
      const auto& attributes =
          is_gone ? comparison.earlier_attributes() : comparison.later_attributes();
      units(*stretch, item, marks_of(attributes));
    }
  }

  void element(const Stretch& stretch, const crdt::Item& item, std::size_t depth, int nesting) {
    const Pair types{stretch.earlier == nullptr ? nullptr : stretch.earlier->own_type,
                     stretch.later == nullptr ? nullptr : stretch.later->own_type};
    if (is_text_type(item)) return list(types, depth, nesting + 1);
    const std::string_view name = element_name(item);
    const std::optional<DifferenceCell> around = enter(name);
    if (is_block(types.later) || is_block(types.earlier)) {
      const json::object was = attributes_of(types.earlier);
      json::object is = attributes_of(types.later != nullptr ? types.later : types.earlier);
      const bool is_kept = stretch.shown == Shown::kInBoth;
      const BlockChange change = !is_kept    ? change_of(stretch.shown)
                                 : is == was ? BlockChange::kSame
                                             : BlockChange::kChanged;
      blocks_.open(name, std::move(is), depth == 0 ? 0 : depth - 1, change,
                   cell_ && cell_->column >= 0 ? cell_ : std::nullopt);
    }
    list(types, depth + (name == "blockGroup" ? 1 : 0), nesting + 1);
    if (name == "table") cell_ = around;
  }

  /// Counts on to the next table, row or cell when the element is one. Answers where it is.
  std::optional<DifferenceCell> enter(std::string_view name) {
    std::optional<DifferenceCell> around = cell_;
    if (name == "table") cell_ = DifferenceCell{tables_++};
    if (!cell_) return around;
    if (name == "tableRow") *cell_ = {cell_->table, cell_->row + 1};
    if (name == "tableCell" || name == "tableHeader") {
      ++cell_->column;
      cell_->is_header = name == "tableHeader";
    }
    return around;
  }

  static BlockChange change_of(Shown shown) {
    return shown == Shown::kInLater ? BlockChange::kAdded : BlockChange::kRemoved;
  }

  void units(const Stretch& stretch, const crdt::Item& item, json::object marks) {
    const std::uint64_t offset =
        stretch.later != nullptr ? stretch.later_offset : stretch.earlier_offset;
    crdt::Id id = (stretch.later != nullptr ? later_ : earlier_).id_of(item);
    id.clock += offset;
    if (stretch.shown == Shown::kInLater) added_ += stretch.length;
    if (stretch.shown == Shown::kInEarlier) removed_ += stretch.length;
    // Each part as long as one moment brought it.
    for (std::uint64_t done = 0; done < stretch.length;) {
      DifferenceRun run{stretch.shown, {}, marks};
      std::uint64_t length = stretch.length - done;
      attribute(run, {id.client, id.clock + done}, length);
      const std::string text = text_of(item, offset + done, length);
      run.text = text;
      if (in_lines_) {
        blocks_.add_lines(run);
      } else {
        blocks_.add(run);
      }
      done += length;
    }
  }

  void attribute(DifferenceRun& run, const crdt::Id& id, std::uint64_t& length) const {
    if (run.shown == Shown::kInBoth) return;
    const UnitOwners& owners =
        run.shown == Shown::kInLater ? history_.inserters() : history_.deleters();
    const auto owned = owners.find(id.client, id.clock);
    if (!owned) return;
    length = std::min(length, owned->until - id.clock);
    run.author = history_.moments()[owned->moment].author;
    run.at = history_.moments()[owned->moment].at;
  }

  static std::string text_of(const crdt::Item& item, std::uint64_t offset, std::uint64_t length) {
    if (item.kind == ContentKind::kString) {
      return std::string(crdt::cut_units(item.body(), item.length, offset, length));
    }
    std::string text;
    std::uint64_t at = 0;
    crdt::view::for_each_value(item, [&](const crdt::view::Value& value) {
      if (at >= offset && at < offset + length) text += crdt::view::json(value.plain);
      ++at;
    });
    return text;
  }

  const History& history_;
  const crdt::Doc& earlier_;
  const crdt::Doc& later_;
  DifferenceBlocks blocks_;
  bool in_lines_ = false;
  std::optional<DifferenceCell> cell_;  // in a table
  int tables_ = 0;
  std::uint64_t added_ = 0;
  std::uint64_t removed_ = 0;
};

}  // namespace

json::object difference(const History& history, const crdt::Doc& earlier, const crdt::Doc& later) {
  return Comparing(history, earlier, later).compare();
}

}  // namespace atelier::feature::docs
