#include <algorithm>
#include <limits>

#include "crdt/position_index.h"
#include "crdt/transaction.h"

namespace atelier::crdt {
namespace {

/// Stamps are cleared when half of them are used: one search uses at most one for each item.
constexpr std::uint32_t kStampsBeforeClearing = std::uint32_t{1} << 31;

std::string_view guid_of(const Item& item) {
  VarReader reader(item.body());
  return reader.var_string();
}

}  // namespace

void Transaction::begin() {
  ++number_;
  touched_.clear();
  deleted_.clear();
  split_.clear();
  subdocuments_added_.clear();
  subdocuments_removed_.clear();
}

Clock Transaction::before(ClientIndex index) const {
  const Client& client = store_.client(index);
  return client.touched == number_ ? client.before : client.state;
}

void Transaction::touch(ClientIndex index) {
  Client& client = store_.client(index);
  if (client.touched == number_) return;
  client.touched = number_;
  client.before = client.state;
  touched_.push_back(index);
}

Item* Transaction::split(StructList& structs, StructList::Place& place, Clock count) {
  Item* const right = store_.split(structs, place, count);
  split_.push_back(right->first_unit());
  return right;
}

Item* Transaction::clean_end(const Reference& unit) {
  StructList& structs = store_.client(unit.client).structs;
  StructList::Place place = structs.find(unit.clock);
  Item* const item = structs.at(place);
  if (unit.clock + 1 != item->end() && !item->is_gc()) {
    split(structs, place, unit.clock - item->clock + 1);
  }
  return item;
}

Item* Transaction::clean_start(const Reference& unit) {
  StructList& structs = store_.client(unit.client).structs;
  StructList::Place place = structs.find(unit.clock);
  Item* const item = structs.at(place);
  if (unit.clock == item->clock || item->is_gc()) return item;
  return split(structs, place, unit.clock - item->clock);
}

void Transaction::integrate(ClientIndex index, const UpdateStruct& next, Clock state) {
  const Clock offset = state - next.clock;
  touch(index);
  if (!next.is_item()) return add_gc(index, state, next.end());
  if (offset == 0 && extend_last(store_.client(index), next)) return;
  Item* const item = make_item(index, next, offset);
  Item* right = nullptr;
  if (offset > 0) {
    // Where its first units went, the rest goes: they tell the parent, and its origin is not looked
    // at, which a peer that dropped those units need not know.
    item->left = clean_end({index, state - 1});
    item->origin_client = index;
    item->origin_clock = state - 1;
  } else if (next.origin) {
    const Id& origin = *next.origin;
    item->left = clean_end({store_.find_client(origin.client), origin.clock});
    item->origin_client = item->left->client;
    item->origin_clock = origin.clock;
  }
  if (next.right_origin) {
    const Id& origin = *next.right_origin;
    right = clean_start({store_.find_client(origin.client), origin.clock});
    item->right_origin_client = right->client;
    item->right_origin_clock = origin.clock;
  }
  if (!resolve_parent(item, next, right)) {
    store_.free_item(item);
    return add_gc(index, state, next.end());
  }
  item->right = right;
  place(item);
}

/// Typing: the units continue the client's last item, where joining would put them at the end of
/// the transaction anyway. Nothing else than that item and its parent can notice.
bool Transaction::extend_last(Client& client, const UpdateStruct& next) {
  if (next.content.kind != ContentKind::kString || client.structs.empty()) return false;
  Item* const last = client.structs.back();
  if (last->kind != ContentKind::kString || last->is_deleted || last->parent_sub != nullptr ||
      !next.origin || next.origin->client != client.id || next.origin->clock + 1 != next.clock) {
    return false;
  }
  const Item* const right = last->right;
  if (right == nullptr ? next.right_origin.has_value() || last->right_origin()
                       : !next.right_origin || last->right_origin() != right->first_unit() ||
                             store_.id_of(right->first_unit()) != *next.right_origin) {
    return false;
  }
  if (last->parent->is_deleted() || last->bytes > std::numeric_limits<std::int32_t>::max() / 2) {
    return false;
  }
  store_.append_body(last, next.content);
  last->length += next.content.length;
  last->parent->length += next.content.length;
  if (last->parent->index) last->parent->index->grow(*last, next.content.length);
  client.state = last->end();
  return true;
}

Item* Transaction::make_item(ClientIndex client, const UpdateStruct& next, Clock offset) {
  Item* const item = store_.make_item();
  const Content content = offset > 0 ? cut_front(next.content, offset) : next.content;
  item->client = client;
  item->clock = next.clock + offset;
  item->length = content.length;
  item->kind = content.kind;
  store_.set_body(item, content);
  return item;
}

/// YJS16: false if nothing is left to hold the item.
bool Transaction::resolve_parent(Item* item, const UpdateStruct& next, const Item* right) {
  const Item* const left = item->left;
  if ((left != nullptr && left->is_gc()) || (right != nullptr && right->is_gc())) return false;
  const Item* const neighbour = left != nullptr ? left : right;
  if (neighbour != nullptr) {
    item->parent = neighbour->parent;
    item->parent_sub = neighbour->parent_sub;
    return true;
  }
  if (next.parent_item) {
    const Id& id = *next.parent_item;
    item->parent = store_.item_at({store_.find_client(id.client), id.clock})->own_type;
  } else {
    item->parent = store_.root(next.root_name);
  }
  if (next.has_parent_sub) item->parent_sub = store_.intern_key(next.parent_sub);
  return item->parent != nullptr;
}

void Transaction::add_gc(ClientIndex client, Clock from, Clock until) {
  touch(client);
  Item* const item = store_.make_item();
  item->client = client;
  item->clock = from;
  item->length = until - from;
  item->is_deleted = true;
  store_.add(item);
}

bool Transaction::is_before_origin(const Item* other, std::uint32_t since) const {
  return other->origin() && store_.item_at(other->origin())->stamp >= since;
}

/// YJS17. `stamp` tells the items passed so far (from `first` on) from those passed since the last
/// possible place (from `conflicting` on).
void Transaction::find_left(Item* item) {
  if (stamp_ >= kStampsBeforeClearing) {
    store_.clear_stamps();
    stamp_ = 0;
  }
  const std::uint32_t first = ++stamp_;
  std::uint32_t conflicting = first;
  Item* left = item->left;
  Item* other = left != nullptr               ? left->right
                : item->parent_sub != nullptr ? store_.first_of_chain(item)
                                              : item->parent->start;
  for (; other != nullptr && other != item->right; other = other->right) {
    other->stamp = stamp_;
    if (item->origin() == other->origin()) {
      if (store_.client(other->client).id < store_.client(item->client).id) {
        left = other;
        conflicting = ++stamp_;
      } else if (item->right_origin() == other->right_origin()) {
        break;
      }
    } else if (is_before_origin(other, first)) {
      if (!is_before_origin(other, conflicting)) {
        left = other;
        conflicting = ++stamp_;
      }
    } else {
      break;
    }
  }
  item->left = left;
}

void Transaction::place(Item* item) {
  const Item* const right = item->right;
  const bool is_apart = item->left != nullptr ? item->left->right != right
                                              : right == nullptr || right->left != nullptr;
  if (is_apart) find_left(item);
  link(item);
  if (item->parent_sub == nullptr && item->is_countable()) item->parent->length += item->length;
  touch(item->client);
  store_.add(item);
  if (item->parent->index && item->parent_sub == nullptr) item->parent->index->add(*item);
  start_content(item);
  if (item->parent->is_deleted() || (item->parent_sub != nullptr && item->right != nullptr)) {
    erase(item);
  }
}

void Transaction::link(Item* item) {
  Type& parent = *item->parent;
  if (item->left != nullptr) {
    item->right = item->left->right;
    item->left->right = item;
  } else if (item->parent_sub != nullptr) {
    item->right = store_.first_of_chain(item);
  } else {
    item->right = parent.start;
    parent.start = item;
  }
  if (item->right != nullptr) {
    item->right->left = item;
  } else if (item->parent_sub != nullptr) {
    parent.map.set(item->parent_sub, item);
    // YJS18: the newest value of a key deletes the one before it.
    if (item->left != nullptr) erase(item->left);
  }
}

void Transaction::start_content(Item* item) {
  if (item->kind == ContentKind::kDeleted) {
    deleted_.push_back({item->client, item->clock, item->end()});
    item->is_deleted = true;
  } else if (item->kind == ContentKind::kFormat) {
    item->parent->has_formats = true;
  } else if (item->kind == ContentKind::kType) {
    store_.make_type(item);
  } else if (item->kind == ContentKind::kDoc) {
    subdocuments_added_.emplace_back(guid_of(*item));
  }
}

void Transaction::mark_deleted(Item* item) {
  if (item->is_countable() && item->parent_sub == nullptr) {
    item->parent->length -= item->length;
    if (item->parent->index) item->parent->index->shrink(*item);
  }
  item->is_deleted = true;
  deleted_.push_back({item->client, item->clock, item->end()});
  if (item->kind != ContentKind::kDoc) return;
  const std::string guid(guid_of(*item));
  const auto added = std::find(subdocuments_added_.begin(), subdocuments_added_.end(), guid);
  if (added != subdocuments_added_.end()) {
    subdocuments_added_.erase(added);
  } else {
    subdocuments_removed_.push_back(guid);
  }
}

void Transaction::erase(Item* item) {
  if (item->is_deleted) return;
  mark_deleted(item);
  if (item->own_type != nullptr) erase_children(*item->own_type);
}

void Transaction::erase_child(Item* child, std::vector<Item*>& holders) {
  if (child->is_deleted) {
    // Deleted earlier, it may be joined now, which nothing else would try.
    if (child->clock < before(child->client)) split_.push_back(child->first_unit());
    return;
  }
  mark_deleted(child);
  if (child->own_type != nullptr) holders.push_back(child);
}

/// Level by level instead of by recursion, which a peer could make as deep as it likes.
void Transaction::erase_children(Type& type) {
  std::vector<Item*> holders;
  const auto erase_all = [this, &holders](Type& holder) {
    for (Item* child = holder.start; child != nullptr; child = child->right) {
      erase_child(child, holders);
    }
    for (const KeyMap::Entry& entry : holder.map.entries()) erase_child(entry.item, holders);
  };
  erase_all(type);
  while (!holders.empty()) {
    Item* const holder = holders.back();
    holders.pop_back();
    erase_all(*holder->own_type);
  }
}

void Transaction::erase(const UnitRange& range) {
  StructList& structs = store_.client(range.client).structs;
  StructList::Place place = structs.find(range.from);
  Item* item = structs.at(place);
  if (!item->is_deleted && item->clock < range.from) {
    item = split(structs, place, range.from - item->clock);
  }
  while (item->clock < range.until) {
    const bool ends_inside = !item->is_deleted && range.until < item->end();
    if (ends_inside) split(structs, place, range.until - item->clock);
    erase(item);
    if (ends_inside || !structs.step_forward(place)) return;
    item = structs.at(place);
  }
}

}  // namespace atelier::crdt
