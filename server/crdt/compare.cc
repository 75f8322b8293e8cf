#include "crdt/compare.h"

#include <algorithm>
#include <utility>

namespace atelier::crdt {
ListComparison::ListComparison(const Doc& earlier, const Type* in_earlier, const Doc& later,
                               const Type* in_later)
    : earlier_(begin(earlier, in_earlier)), later_(begin(later, in_later)) {}

ListComparison::Side ListComparison::begin(const Doc& doc, const Type* type) {
  Side side{doc, {}};
  if (type == nullptr) return side;
  std::map<ClientId, std::vector<ClockRange>> ranges;
  for (const Item* item = type->start; item != nullptr; item = item->right) {
    if (!item->is_shown()) continue;
    const Id id = doc.id_of(*item);
    ranges[id.client].push_back({id.clock, id.clock + item->length});
  }
  for (auto& [client, list] : ranges) side.shown.add_all(client, std::move(list));
  side.item = type->start;
  return side;
}

void ListComparison::Side::to_shown() {
  for (; item != nullptr && !item->is_shown(); item = item->right) {
    const bool formats = item->kind == ContentKind::kFormat && !item->is_deleted;
    if (formats) attributes.apply(format_of(*item));
  }
}

DeleteSet::Run ListComparison::Side::run_in(const DeleteSet& set) const {
  const Id id = doc.id_of(*item);
  return set.run_at_start(id.client, {id.clock + offset, id.clock + item->length});
}

void ListComparison::Side::advance(std::uint64_t count) {
  offset += count;
  if (offset < item->length) return;
  item = item->right;
  offset = 0;
}

std::optional<Stretch> ListComparison::next() {
  earlier_.to_shown();
  later_.to_shown();
  Stretch stretch;
  if (earlier_.item != nullptr) {
    const DeleteSet::Run run = earlier_.run_in(later_.shown);
    stretch.length = run.length;
    stretch.earlier = earlier_.item;
    stretch.earlier_offset = earlier_.offset;
    if (!run.is_in || later_.item == nullptr) {
      stretch.shown = Shown::kInEarlier;
      earlier_.advance(run.length);
      return stretch;
    }
  }
  if (later_.item == nullptr) return std::nullopt;
  const DeleteSet::Run run = later_.run_in(earlier_.shown);
  stretch.later = later_.item;
  stretch.later_offset = later_.offset;
  if (!run.is_in || stretch.earlier == nullptr) {
    stretch = {Shown::kInLater, nullptr, 0, later_.item, later_.offset, run.length};
    later_.advance(run.length);
    return stretch;
  }
  stretch.length = std::min(stretch.length, run.length);
  earlier_.advance(stretch.length);
  later_.advance(stretch.length);
  return stretch;
}

}  // namespace atelier::crdt
