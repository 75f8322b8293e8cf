#include "crdt/struct_store.h"

#include <algorithm>
#include <limits>

#include "base/result.h"
#include "crdt/position_index.h"
#include "crdt/text_units.h"

namespace atelier::crdt {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::size_t kFirstSlab = 8;
constexpr std::size_t kLargestSlab = 512;
constexpr std::size_t kMaxBody = std::numeric_limits<std::int32_t>::max();

}  // namespace

Type::Type() = default;
Type::~Type() = default;

StructStore::StructStore() = default;

StructStore::~StructStore() {
  for (Type* type : roots_) delete type;
  for_each_item([](const Item* item) { delete item->own_type; });
}

ClientIndex StructStore::intern_client(ClientId id) {
  const ClientIndex found = find_client(id);
  if (found != kNoClient) return found;
  const auto index = static_cast<ClientIndex>(clients_.size());
  clients_.push_back(std::make_unique<Client>());
  clients_.back()->id = id;
  client_indices_.emplace(id, index);
  return index;
}

ClientIndex StructStore::find_client(ClientId id) const {
  if (last_client_ != kNoClient && clients_[last_client_]->id == id) return last_client_;
  const auto found = client_indices_.find(id);
  if (found == client_indices_.end()) return kNoClient;
  return last_client_ = found->second;
}

Clock StructStore::state_of(ClientId id) const {
  const ClientIndex index = find_client(id);
  return index == kNoClient ? 0 : clients_[index]->state;
}

std::vector<ClientIndex> StructStore::clients_in_order() const {
  std::vector<ClientIndex> order;
  order.reserve(clients_.size());
  for (ClientIndex index = 0; index < clients_.size(); ++index) {
    if (clients_[index]->state > 0) order.push_back(index);
  }
  std::sort(order.begin(), order.end(),
            [this](ClientIndex a, ClientIndex b) { return clients_[a]->id > clients_[b]->id; });
  return order;
}

const std::string* StructStore::intern_key(std::string_view key) {
  const auto found = keys_.find(key);
  return found != keys_.end() ? &*found : &*keys_.emplace(key).first;
}

Type* StructStore::find_root(std::string_view name) const {
  const auto key = keys_.find(name);
  if (key == keys_.end()) return nullptr;
  const auto found = root_types_.find(&*key);
  return found == root_types_.end() ? nullptr : found->second;
}

Type* StructStore::root(std::string_view name) {
  Type* const found = find_root(name);
  if (found != nullptr) return found;
  Type* const type = new Type();
  type->root_name = intern_key(name);
  roots_.push_back(type);
  root_types_.emplace(type->root_name, type);
  return type;
}

Item* StructStore::first_of_chain(const Item* item) {
  Item* first = item->parent->map.find(item->parent_sub);
  while (first != nullptr && first->left != nullptr) first = first->left;
  return first;
}

void StructStore::clear_stamps() {
  for_each_item([](Item* item) { item->stamp = 0; });
}

Item* StructStore::make_item() {
  ++struct_count_;
  if (free_ != nullptr) {
    Item* const item = free_;
    free_ = item->right;
    *item = Item();
    return item;
  }
  if (slab_used_ == slab_size_) {
    slab_size_ = slab_size_ == 0 ? kFirstSlab : std::min(slab_size_ * 2, kLargestSlab);
    slab_used_ = 0;
    slabs_.push_back(std::make_unique<Item[]>(slab_size_));
    item_memory_ += slab_size_ * sizeof(Item);
  }
  return &slabs_.back()[slab_used_++];
}

void StructStore::free_item(Item* item) {
  --struct_count_;
  arena_.release(*item);
  item->right = free_;
  free_ = item;
}

Type* StructStore::make_type(Item* item) {
  item->own_type = new Type();
  item->own_type->item = item;
  return item->own_type;
}

void StructStore::free_type(Item* item) {
  delete item->own_type;
  item->own_type = nullptr;
}

void StructStore::add(Item* item) {
  Client& client = *clients_[item->client];
  client.structs.push_back(item);
  client.state = item->end();
}

Item* StructStore::split(StructList& structs, StructList::Place& place, Clock count) {
  Item* const left = structs.at(place);
  Item* const right = make_item();
  right->clock = left->clock + count;
  right->length = left->length - count;
  right->client = right->origin_client = left->client;
  right->origin_clock = right->clock - 1;
  right->right_origin_client = left->right_origin_client;
  right->right_origin_clock = left->right_origin_clock;
  right->left = left;
  right->right = left->right;
  right->parent = left->parent;
  right->parent_sub = left->parent_sub;
  right->kind = left->kind;
  right->is_deleted = left->is_deleted;
  left->right = right;
  if (right->right != nullptr) {
    right->right->left = right;
  } else if (right->parent_sub != nullptr) {
    right->parent->map.set(right->parent_sub, right);
  }
  split_body(left, right, count);
  left->length = count;
  if (right->parent->index && right->parent_sub == nullptr) right->parent->index->split(*right);
  place = structs.insert_after(place, right);
  return right;
}

void StructStore::split_body(Item* left, Item* right, Clock count) {
  if (left->kind == ContentKind::kDeleted) return;
  if (left->kind != ContentKind::kString) {
    const Content rest = cut_front(left->content(), count);
    BodyArena::split(*left, *right, static_cast<std::size_t>(rest.body.data() - left->data));
    return;
  }
  const UnitPlace place = place_of_units(left->body(), left->length, count);
  BodyArena::split(*left, *right, place.byte);
  if (!place.in_pair) return;
  // YJS8: each half of the pair becomes U+FFFD, three bytes each instead of four together.
  std::copy(kReplacement.begin(), kReplacement.end(), left->data + left->bytes - 4);
  --left->bytes;
  --left->capacity;
  arena_.count_dead(1);
  arena_.assign(*right, kReplacement, right->body());
}

bool StructStore::join(Item* left, Item* right) {
  if (left->kind != right->kind) return false;
  if (!left->is_gc()) {
    if (left->is_deleted != right->is_deleted || left->right != right ||
        right->origin() != left->last_unit() || left->right_origin() != right->right_origin() ||
        !is_joinable(left->kind) || left->bytes + std::size_t{right->bytes} > kMaxBody) {
      return false;
    }
    if (right->bytes > 0) arena_.join(*left, *right);
    if (right->parent->index && right->parent_sub == nullptr) {
      right->parent->index->join(*right, *left);
    }
    left->right = right->right;
    if (left->right != nullptr) left->right->left = left;
    if (right->parent_sub != nullptr && right->parent->map.find(right->parent_sub) == right) {
      right->parent->map.set(right->parent_sub, left);
    }
  }
  left->length += right->length;
  free_item(right);
  return true;
}

void StructStore::set_body(Item* item, const Content& content) {
  arena_.assign(*item, content.starts_in_pair ? kReplacement : std::string_view(), content.body);
}

void StructStore::append_body(Item* item, const Content& content) {
  arena_.append(*item, content.body);
}

void StructStore::compact_if_wasteful() {
  if (!arena_.is_wasteful()) return;
  BodyArena fresh;
  for_each_item([&fresh](Item* item) {
    if (item->bytes > 0) fresh.assign(*item, item->body());
  });
  fresh.forget_dead();
  arena_ = std::move(fresh);
}

std::size_t StructStore::memory_bytes() const {
  return item_memory_ + arena_.memory_bytes() + struct_count_ * 2 * sizeof(void*) +
         clients_.size() * sizeof(Client);
}

}  // namespace atelier::crdt
