// A decoded update: structs of each client in clock order, and what is deleted. Light: everything
// of variable size is a view into the encoded bytes, which must stay. Not integrated, so it knows
// nothing of a document's state.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crdt/content.h"
#include "crdt/delete_set.h"
#include "crdt/id.h"
#include "crdt/limits.h"
#include "crdt/state_vector.h"

namespace atelier::crdt {

/// An item, a GC or a Skip. Only an item has references.
struct UpdateStruct {
  Clock clock = 0;
  Content content;
  std::optional<Id> origin;
  std::optional<Id> right_origin;
  /// Written only without origin and right origin: otherwise a neighbour tells the parent.
  std::optional<Id> parent_item;
  std::string_view root_name;
  /// The map key; empty but present for later items of a map, which inherit it.
  bool has_parent_sub = false;
  std::string_view parent_sub;

  Clock end() const { return clock + content.length; }
  bool is_skip() const { return content.kind == ContentKind::kSkip; }
  bool is_item() const { return content.kind != ContentKind::kGc && !is_skip(); }
  bool writes_parent() const { return is_item() && !origin && !right_origin; }
};

struct ClientStructs {
  ClientId client = 0;
  std::vector<UpdateStruct> structs;  // consecutive; a Skip stands for what is not there
};

struct Update {
  std::vector<ClientStructs> clients;  // descending by client
  DeleteSet deletes;
};

/// Decodes all of `bytes` or nothing (YJS1..YJS7).
Result<Update> decode_update(std::string_view bytes, const DecodeLimits& limits = {});
std::string encode_update(const Update& update);
/// The byte in front of a struct: its kind, and which references follow.
std::uint8_t info_of(const UpdateStruct& written);
/// One struct as it stands in an update; its clock is told by what is before it.
void write_struct(VarWriter& writer, const UpdateStruct& written);

/// The struct without its first `count` units, 0 < count < length.
UpdateStruct cut_front(const UpdateStruct& whole, ClientId client, std::uint64_t count);

/// What an update alone can bring from nothing: clients from clock 0 up to the first hole (YJS10).
StateVector state_vector_of(const Update& update);
Result<StateVector> state_vector_from_update(std::string_view bytes);

}  // namespace atelier::crdt
