#include "crdt/revert.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "crdt/compare.h"
#include "crdt/edit.h"
#include "crdt/js_json.h"
#include "crdt/text_units.h"
#include "crdt/view.h"
#include "crdt/view_values.h"

namespace atelier::crdt {
namespace {

/// Inserts the units of an item of the earlier state, or deletes as many that the later one shows.
struct Step {
  std::uint64_t at = 0;
  std::uint64_t length = 0;
  const Item* insert = nullptr;
  std::uint64_t offset = 0;
  bool is_text = false;
};

struct FormattedRun {
  std::uint64_t length = 0;
  std::vector<TextAttributes::Entry> attributes;
};

struct FormatStep {
  std::uint64_t at = 0;
  std::uint64_t length = 0;
  AttributeChanges changes;
};

bool is_text(const Item& item) {
  return item.kind == ContentKind::kString || item.kind == ContentKind::kEmbed;
}

/// The values of an item that is no text, [offset, offset + length).
std::vector<Any> values_of(const Item& item, std::uint64_t offset, std::uint64_t length) {
  std::vector<Any> values;
  std::uint64_t at = 0;
  view::for_each_value(item, [&](view::Value value) {
    if (at >= offset && at < offset + length) values.push_back(std::move(value.plain));
    ++at;
  });
  return values;
}

NewType new_type(const Item& item) {
  const auto kind = static_cast<TypeKind>(view::type_kind(item));
  const bool is_named = kind == TypeKind::kXmlElement || kind == TypeKind::kXmlHook;
  return {kind, is_named ? std::string(view::type_name(item)) : std::string()};
}

std::vector<FormattedRun> formatted_runs(const Type& type) {
  std::vector<FormattedRun> runs;
  TextAttributes attributes;
  for (const Item* item = type.start; item != nullptr; item = item->right) {
    if (item->is_deleted) continue;
    if (item->kind == ContentKind::kFormat) attributes.apply(format_of(*item));
    if (item->is_countable()) runs.push_back({item->length, attributes.entries()});
  }
  return runs;
}

/// What makes `now` of `then`.
AttributeChanges changes_between(const std::vector<TextAttributes::Entry>& now,
                                 const std::vector<TextAttributes::Entry>& then) {
  const auto find = [](const auto& entries, const std::string& key) {
    return std::find_if(entries.begin(), entries.end(),
                        [&key](const auto& entry) { return entry.first == key; });
  };
  AttributeChanges changes;
  for (const auto& [key, json] : then) {
    const auto found = find(now, key);
    if (found != now.end() && equal_values(found->second, json)) continue;
    if (auto value = js_json::parse(json)) changes.emplace_back(key, std::move(*value));
  }
  for (const auto& [key, json] : now) {
    if (find(then, key) == then.end()) changes.emplace_back(key, Any{Null{}});
  }
  return changes;
}

class Revert {
 public:
  Revert(Edit& edit, const Doc& now, const Doc& then) : edit_(edit), now_(now), then_(then) {}

  void type(Type& now, const Type* then, int depth) {
    if (depth >= view::kMaxDepth) return;
    list(now, then, depth);
    map(now, then, depth);
    formats(now, then);
  }

 private:
  using Pairs = std::vector<std::pair<Type*, const Type*>>;

  void list(Type& now, const Type* then, int depth) {
    Pairs nested;
    const std::vector<Step> steps = plan(now, then, nested);
    // From the end, so that the positions before stay what they are.
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
      if (step->insert != nullptr) {
        insert(now, *step, depth);
      } else if (step->is_text) {
        (void)edit_.delete_text(now, step->at, step->length);
      } else {
        (void)edit_.erase(now, step->at, step->length);
      }
    }
    for (const auto& [of_now, of_then] : nested) type(*of_now, of_then, depth + 1);
  }

  std::vector<Step> plan(const Type& now, const Type* then, Pairs& nested) const {
    std::vector<Step> steps;
    std::uint64_t at = 0;
    ListComparison comparison(then_, then, now_, &now);
    while (const auto stretch = comparison.next()) {
      switch (stretch->shown) {
        case Shown::kInBoth:
          if (stretch->later->own_type != nullptr) {
            nested.emplace_back(stretch->later->own_type, stretch->earlier->own_type);
          }
          at += stretch->length;
          break;
        case Shown::kInEarlier:
          steps.push_back({at, stretch->length, stretch->earlier, stretch->earlier_offset});
          break;
        case Shown::kInLater:
          steps.push_back({at, stretch->length, nullptr, 0, is_text(*stretch->later)});
          at += stretch->length;
          break;
      }
    }
    return steps;
  }

  void insert(Type& now, const Step& step, int depth) {
    const Item& item = *step.insert;
    if (item.kind == ContentKind::kString) {
      (void)edit_.insert_text(now, step.at,
                              cut_units(item.body(), item.length, step.offset, step.length));
    } else if (item.kind == ContentKind::kType) {
      const auto made = edit_.insert(now, step.at, new_type(item));
      if (made) type(**made, item.own_type, depth + 1);
    } else if (item.kind == ContentKind::kEmbed) {
      (void)edit_.insert_embed(now, step.at, values_of(item, 0, 1).front());
    } else if (item.kind != ContentKind::kDoc) {
      (void)edit_.insert(now, step.at, values_of(item, step.offset, step.length));
    }
  }

  void map(Type& now, const Type* then, int depth) {
    std::vector<std::string> gone;
    for (const auto& [key, item] : now.map.entries()) {
      if (!item->is_deleted && value_at(then, *key) == nullptr) gone.push_back(*key);
    }
    for (const std::string& key : gone) edit_.erase(now, key);
    if (then == nullptr) return;
    for (const auto& [key, item] : then->map.entries()) {
      if (!item->is_deleted) set(now, *key, *item, depth);
    }
  }

  static const Item* value_at(const Type* type, const std::string& key) {
    if (type == nullptr) return nullptr;
    for (const auto& entry : type->map.entries()) {
      if (*entry.key == key) return entry.item->is_deleted ? nullptr : entry.item;
    }
    return nullptr;
  }

  void set(Type& now, const std::string& key, const Item& then, int depth) {
    const Item* const current = value_at(&now, key);
    if (current != nullptr && now_.id_of(*current) == then_.id_of(then)) {
      if (current->own_type != nullptr) type(*current->own_type, then.own_type, depth + 1);
    } else if (then.kind == ContentKind::kType) {
      const auto made = edit_.set(now, key, new_type(then));
      if (made) type(**made, then.own_type, depth + 1);
    } else if (auto value = view::map_value(then); value && then.kind != ContentKind::kDoc) {
      (void)edit_.set(now, key, value->plain);
    }
  }

  // Both show the same units by now.
  void formats(Type& now, const Type* then) {
    if (then == nullptr || (!now.has_formats && !then->has_formats)) return;
    std::vector<FormattedRun> is = formatted_runs(now);
    const std::vector<FormattedRun> was = formatted_runs(*then);
    std::vector<FormatStep> steps;
    std::uint64_t at = 0;
    auto run = is.begin();
    for (const FormattedRun& goal : was) {
      for (std::uint64_t left = goal.length; left > 0 && run != is.end();) {
        const std::uint64_t length = std::min(left, run->length);
        AttributeChanges changes = changes_between(run->attributes, goal.attributes);
        if (!changes.empty()) steps.push_back({at, length, std::move(changes)});
        at += length;
        left -= length;
        run->length -= length;
        if (run->length == 0) ++run;
      }
    }
    for (const FormatStep& step : steps) {
      (void)edit_.format_text(now, step.at, step.length, step.changes);
    }
  }

  Edit& edit_;
  const Doc& now_;
  const Doc& then_;
};

}  // namespace

std::string revert(Doc& now, const Doc& then, ClientId client) {
  return now.edit(client, [&now, &then](Edit& edit) {
    Revert reverting(edit, now, then);
    for (const Type* root : then.roots()) {
      reverting.type(edit.root(*root->root_name), root, 0);
    }
    const std::vector<Type*> roots = now.roots();
    for (Type* root : roots) {
      if (then.root(*root->root_name) == nullptr) reverting.type(*root, nullptr, 0);
    }
  });
}

}  // namespace atelier::crdt
