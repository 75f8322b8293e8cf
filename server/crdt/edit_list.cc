#include "crdt/edit.h"
#include "crdt/position_index.h"
#include "crdt/text_units.h"

namespace atelier::crdt {
namespace {

/// An item from which the unit before `at`, which is not 0, can be walked to.
PositionIndex::Start start_near(Type& list, std::uint64_t at) {
  if (!list.index) list.index = std::make_unique<PositionIndex>(list);
  return list.index->find(at);
}

std::string body_of(const NewType& added) {
  VarWriter writer;
  writer.var_uint(static_cast<std::uint64_t>(added.kind));
  if (added.kind == TypeKind::kXmlElement || added.kind == TypeKind::kXmlHook) {
    writer.var_bytes(added.name);
  }
  return writer.take();
}

bool is_buffer(const Any& value) {
  return std::holds_alternative<Buffer>(value.value);
}

std::string buffer_body(const Any& value) {
  VarWriter writer;
  writer.var_bytes(std::get<Buffer>(value.value).bytes);
  return writer.take();
}

}  // namespace

/// YJS31: a position may be behind the end of nothing, nor between the halves of a surrogate pair.
Result<void> Edit::check_boundary(Type& list, std::uint64_t at) {
  if (list.is_deleted()) return not_found("The type is deleted.");
  if (at > list.length) return invalid("The position is behind the end.");
  if (at == 0) return {};
  const PositionIndex::Start start = start_near(list, at);
  std::uint64_t rest = at - start.position;
  const Item* item = start.item;
  while (!item->is_shown() || rest > item->length) {
    if (item->is_shown()) rest -= item->length;
    item = item->right;
  }
  if (item->kind == ContentKind::kString &&
      place_of_units(item->body(), item->length, rest).in_pair) {
    return invalid("The position is within a surrogate pair.");
  }
  return {};
}

Result<void> Edit::check_range(Type& list, std::uint64_t at, std::uint64_t length) {
  if (length > list.length || at > list.length - length) {
    return invalid("The range ends behind the end.");
  }
  if (const auto checked = check_boundary(list, at); !checked) return checked.error();
  return check_boundary(list, at + length);
}

Item* Edit::split_at(Item* item, Clock count) {
  return transaction_.clean_start({item->client, item->clock + count});
}

/// Directly behind the unit before `at`, so before what was deleted there.
Edit::Gap Edit::list_gap(Type& list, std::uint64_t at) {
  if (at == 0) return {nullptr, list.start};
  const PositionIndex::Start start = start_near(list, at);
  std::uint64_t rest = at - start.position;
  Item* item = start.item;
  while (!item->is_shown() || rest > item->length) {
    if (item->is_shown()) rest -= item->length;
    item = item->right;
  }
  if (rest < item->length) split_at(item, rest);
  return {item, item->right};
}

Item* Edit::insert_item(Type& parent, const Gap& gap, const Content& content) {
  StructStore& store = transaction_.store();
  Item* const item = store.make_item();
  item->client = client_;
  item->clock = store.client(client_).state;
  item->length = content.length;
  item->kind = content.kind;
  item->parent = &parent;
  item->left = gap.left;
  item->right = gap.right;
  if (gap.left != nullptr) {
    item->origin_client = gap.left->client;
    item->origin_clock = gap.left->end() - 1;
  }
  if (gap.right != nullptr) {
    item->right_origin_client = gap.right->client;
    item->right_origin_clock = gap.right->clock;
  }
  store.set_body(item, content);
  transaction_.place(item);
  return item;
}

Item* Edit::insert_values(Type& list, Item* left, const std::vector<Any>& values) {
  Item* const right = left != nullptr ? left->right : list.start;
  for (std::size_t from = 0; from < values.size();) {
    if (is_buffer(values[from])) {
      const std::string body = buffer_body(values[from++]);
      left = insert_item(list, {left, right}, {ContentKind::kBinary, false, 1, body});
      continue;
    }
    VarWriter writer;
    std::size_t until = from;
    for (; until < values.size() && !is_buffer(values[until]); ++until) {
      write_any(writer, values[until]);
    }
    left =
        insert_item(list, {left, right}, {ContentKind::kAny, false, until - from, writer.view()});
    from = until;
  }
  return left;
}

Result<void> Edit::insert(Type& list, std::uint64_t at, const std::vector<Any>& values) {
  if (const auto checked = check_boundary(list, at); !checked) return checked.error();
  if (!values.empty()) insert_values(list, list_gap(list, at).left, values);
  return {};
}

Result<Type*> Edit::insert(Type& list, std::uint64_t at, const NewType& added) {
  if (const auto checked = check_boundary(list, at); !checked) return checked.error();
  const std::string body = body_of(added);
  return insert_item(list, list_gap(list, at), {ContentKind::kType, false, 1, body})->own_type;
}

Result<void> Edit::push(Type& list, const std::vector<Any>& values) {
  if (list.is_deleted()) return not_found("The type is deleted.");
  Item* last = list.length > 0 ? list_gap(list, list.length).left : list.start;
  while (last != nullptr && last->right != nullptr) last = last->right;
  insert_values(list, last, values);
  return {};
}

Result<void> Edit::erase(Type& list, std::uint64_t at, std::uint64_t length) {
  if (const auto checked = check_range(list, at, length); !checked) return checked.error();
  Item* item = length == 0 ? nullptr : list_gap(list, at).right;
  while (length > 0) {
    if (item->is_shown()) {
      if (length < item->length) split_at(item, length);
      length -= item->length;
      transaction_.erase(item);
    }
    item = item->right;
  }
  return {};
}

Item* Edit::set_item(Type& map, std::string_view key, const Content& content) {
  StructStore& store = transaction_.store();
  Item* const item = store.make_item();
  item->client = client_;
  item->clock = store.client(client_).state;
  item->length = content.length;
  item->kind = content.kind;
  item->parent = &map;
  item->parent_sub = store.intern_key(key);
  item->left = map.map.find(item->parent_sub);
  if (item->left != nullptr) {
    item->origin_client = item->left->client;
    item->origin_clock = item->left->end() - 1;
  }
  store.set_body(item, content);
  transaction_.place(item);
  return item;
}

Result<void> Edit::set(Type& map, std::string_view key, const Any& value) {
  if (map.is_deleted()) return not_found("The type is deleted.");
  if (is_buffer(value)) {
    const std::string body = buffer_body(value);
    set_item(map, key, {ContentKind::kBinary, false, 1, body});
  } else {
    VarWriter writer;
    write_any(writer, value);
    set_item(map, key, {ContentKind::kAny, false, 1, writer.view()});
  }
  return {};
}

Result<Type*> Edit::set(Type& map, std::string_view key, const NewType& added) {
  if (map.is_deleted()) return not_found("The type is deleted.");
  const std::string body = body_of(added);
  return set_item(map, key, {ContentKind::kType, false, 1, body})->own_type;
}

void Edit::erase(Type& map, std::string_view key) {
  Item* const item = map.map.find(transaction_.store().intern_key(key));
  if (item != nullptr) transaction_.erase(item);
}

}  // namespace atelier::crdt
