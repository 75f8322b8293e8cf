#include <algorithm>

#include "crdt/transaction.h"

namespace atelier::crdt {

void Transaction::finish(bool gc) {
  sort_deleted();
  if (gc) collect_garbage();
  join_deleted();
  join_new();
  join_split();
  store_.compact_if_wasteful();
}

void Transaction::sort_deleted() {
  if (deleted_.size() < 2) return;
  const auto is_before = [](const UnitRange& a, const UnitRange& b) {
    return a.client != b.client ? a.client < b.client : a.from < b.from;
  };
  // What is loaded comes in order.
  if (!std::is_sorted(deleted_.begin(), deleted_.end(), is_before)) {
    std::sort(deleted_.begin(), deleted_.end(), is_before);
  }
  std::size_t kept = 0;
  for (const UnitRange& range : deleted_) {
    UnitRange& last = deleted_[kept];
    if (range.client == last.client && range.from <= last.until) {
      last.until = std::max(last.until, range.until);
    } else {
      deleted_[++kept] = range;
    }
  }
  deleted_.resize(kept + 1);
}

void Transaction::collect_garbage() {
  for (const UnitRange& range : deleted_) {
    const StructList& structs = store_.client(range.client).structs;
    StructList::Place place = structs.find(range.from);
    do {
      Item* const item = structs.at(place);
      if (item->clock >= range.until) break;
      if (item->is_deleted && item->kind != ContentKind::kDeleted && !item->is_gc()) collect(item);
    } while (structs.step_forward(place));
  }
}

void Transaction::collect(Item* item) {
  if (item->own_type != nullptr) collect_children(item);
  item->kind = ContentKind::kDeleted;
  store_.drop_body(item);
}

/// What a dropped type holds becomes GC structs, of which only the length remains.
void Transaction::collect_children(Item* holder) {
  std::vector<Item*> holders = {holder};
  const auto collect_child = [this, &holders](Item* child) {
    child->kind = ContentKind::kGc;
    child->is_deleted = true;
    child->parent = nullptr;
    store_.drop_body(child);
    if (child->own_type != nullptr) holders.push_back(child);
  };
  while (!holders.empty()) {
    Item* const next = holders.back();
    holders.pop_back();
    for (Item* child = next->own_type->start; child != nullptr; child = child->right) {
      collect_child(child);
    }
    for (const KeyMap::Entry& entry : next->own_type->map.entries()) {
      for (Item* child = entry.item; child != nullptr; child = child->left) collect_child(child);
    }
    store_.free_type(next);
  }
}

/// Joins the struct with the one before it, the result with the one before that, and so on. Gives
/// how many were joined; `place` is then that of the one that holds them.
std::size_t Transaction::join_with_lefts(StructList& structs, StructList::Place& place) {
  std::size_t joined = 0;
  StructList::Place left = place;
  while (structs.step_back(left)) {
    Item* const right_item = structs.at(place);
    if (!store_.join(structs.at(left), right_item)) break;
    place = left = structs.erase(place);
    ++joined;
  }
  return joined;
}

/// From right to left over each deleted range and the struct behind it.
void Transaction::join_deleted() {
  for (auto range = deleted_.rbegin(); range != deleted_.rend(); ++range) {
    StructList& structs = store_.client(range->client).structs;
    StructList::Place place = structs.find(range->until - 1);
    structs.step_forward(place);
    while (structs.at(place)->clock >= range->from) {
      join_with_lefts(structs, place);
      if (!structs.step_back(place)) break;
    }
  }
}

void Transaction::join_new() {
  for (const ClientIndex index : touched_) {
    Client& client = store_.client(index);
    const Clock from = client.structs.at(client.structs.find(client.before))->clock;
    StructList::Place place = client.structs.last();
    while (client.structs.at(place)->clock >= from) {
      join_with_lefts(client.structs, place);
      if (!client.structs.step_back(place)) break;
    }
  }
}

/// Pieces that were split for something that did not come to stand between them, and children
/// deleted earlier than their parent.
void Transaction::join_split() {
  for (auto unit = split_.rbegin(); unit != split_.rend(); ++unit) {
    StructList& structs = store_.client(unit->client).structs;
    StructList::Place place = structs.find(unit->clock);
    StructList::Place behind = place;
    if (structs.step_forward(behind)) {
      const std::size_t joined = join_with_lefts(structs, behind);
      if (joined > 1) continue;
      if (joined == 1) place = behind;
    }
    join_with_lefts(structs, place);
  }
}

}  // namespace atelier::crdt
