#include "crdt/relative_position.h"

#include "base/json.h"
#include "crdt/doc.h"
#include "crdt/js_json.h"

namespace atelier::crdt {
namespace {

enum Form : std::uint64_t { kItem = 0, kRoot = 1, kType = 2 };

std::string id_json(const Id& id) {
  return "{\"client\":" + std::to_string(id.client) + ",\"clock\":" + std::to_string(id.clock) +
         '}';
}

Result<std::optional<Id>> id_member(const json::object& object, std::string_view key) {
  const json::value* member = object.if_contains(key);
  if (member == nullptr || member->is_null()) return std::optional<Id>();
  if (!member->is_object()) return invalid("A relative position has an id that is no object.");
  const auto client = int_member(member->get_object(), "client");
  const auto clock = int_member(member->get_object(), "clock");
  const auto fits = [](const std::optional<std::int64_t>& number) {
    return number && *number >= 0 && static_cast<std::uint64_t>(*number) <= kMaxVarUint;
  };
  if (!fits(client) || !fits(clock)) return invalid("A relative position has an id out of range.");
  return std::optional<Id>({static_cast<ClientId>(*client), static_cast<Clock>(*clock)});
}

std::optional<AbsolutePosition> resolve_item(const Doc& doc, const Id& id, std::int64_t assoc) {
  const Item* item = doc.item_at(id);
  if (item == nullptr || item->is_gc()) return {};
  AbsolutePosition found{item->parent, 0, assoc};
  if (item->parent->is_deleted()) return found;
  if (item->is_shown()) found.index = id.clock - item->clock + (assoc >= 0 ? 0 : 1);
  for (const Item* left = item->left; left != nullptr; left = left->left) {
    if (left->is_shown()) found.index += left->length;
  }
  return found;
}

/// The unit that the position belongs to; nothing at the end, or with assoc below 0 at the start.
std::optional<Id> unit_at(const Doc& doc, const Type& type, std::uint64_t index,
                          std::int64_t assoc) {
  if (assoc < 0 && index == 0) return {};
  if (assoc < 0) --index;
  for (const Item* item = type.start; item != nullptr; item = item->right) {
    const Id id = doc.id_of(*item);
    if (item->is_shown()) {
      if (item->length > index) return Id{id.client, id.clock + index};
      index -= item->length;
    }
    if (item->right == nullptr && assoc < 0) return Id{id.client, item->end() - 1};
  }
  return {};
}

}  // namespace

std::string encode_relative_position(const RelativePosition& position) {
  VarWriter writer;
  if (position.item) {
    writer.var_uint(kItem);
    write_id(writer, *position.item);
  } else if (position.root_name) {
    writer.var_uint(kRoot);
    writer.var_bytes(*position.root_name);
  } else {
    writer.var_uint(kType);
    write_id(writer, position.type.value_or(Id()));
  }
  const std::int64_t assoc = position.assoc;
  writer.var_int({static_cast<std::uint64_t>(assoc < 0 ? -assoc : assoc), assoc < 0});
  return writer.take();
}

Result<RelativePosition> decode_relative_position(std::string_view bytes) {
  VarReader reader(bytes);
  RelativePosition position;
  const std::uint64_t form = reader.var_uint();
  if (form == kItem) {
    position.item = read_id(reader);
  } else if (form == kRoot) {
    position.root_name = std::string(reader.var_string());
  } else if (form == kType) {
    position.type = read_id(reader);
  } else {
    reader.fail();
  }
  if (reader.ok() && !reader.at_end()) {
    const VarInt assoc = reader.var_int();
    const auto magnitude = static_cast<std::int64_t>(assoc.magnitude);
    position.assoc = assoc.negative ? -magnitude : magnitude;
  }
  if (!reader.ok() || !reader.at_end()) return invalid("The relative position is malformed.");
  return position;
}

std::string relative_position_to_json(const RelativePosition& position) {
  std::string out = "{";
  if (position.type) out += "\"type\":" + id_json(*position.type) + ',';
  if (position.root_name && !position.root_name->empty()) {
    out += "\"tname\":";
    js_json::append_quoted(out, *position.root_name);
    out += ',';
  }
  if (position.item) out += "\"item\":" + id_json(*position.item) + ',';
  return out + "\"assoc\":" + std::to_string(position.assoc) + '}';
}

Result<RelativePosition> relative_position_from_json(std::string_view text) {
  ATELIER_TRY(const json::value value, parse_json(text));
  if (!value.is_object()) return invalid("A relative position is a JSON object.");
  const json::object& object = value.get_object();
  RelativePosition position;
  ATELIER_TRY(position.type, id_member(object, "type"));
  ATELIER_TRY(position.item, id_member(object, "item"));
  if (const auto name = string_member(object, "tname")) position.root_name = std::string(*name);
  if (!position.type && !position.item && !position.root_name) {
    return invalid("A relative position names a unit, a type or a root.");
  }
  position.assoc = int_member(object, "assoc").value_or(0);
  return position;
}

std::optional<AbsolutePosition> resolve(const Doc& doc, const RelativePosition& position) {
  if (position.item) return resolve_item(doc, *position.item, position.assoc);
  AbsolutePosition found{nullptr, 0, position.assoc};
  if (position.root_name) {
    found.type = doc.root(*position.root_name);
  } else if (position.type) {
    const Item* item = doc.item_at(*position.type);
    if (item == nullptr || item->kind != ContentKind::kType) return {};
    found.type = item->own_type;
  }
  if (found.type != nullptr && position.assoc >= 0) found.index = found.type->length;
  return found;
}

RelativePosition relative_position_at(const Doc& doc, const Type& type, std::uint64_t index,
                                      std::int64_t assoc) {
  RelativePosition position;
  position.assoc = assoc;
  if (type.item == nullptr) {
    position.root_name = *type.root_name;
  } else {
    position.type = doc.id_of(*type.item);
  }
  position.item = unit_at(doc, type, index, assoc);
  return position;
}

}  // namespace atelier::crdt
