// A document's structs as they stand in an update: borrowed views for any format, or V1 bytes at
// once.
#pragma once

#include <string>

#include "crdt/struct_store.h"
#include "crdt/update.h"

namespace atelier::crdt {

/// Borrows from the store.
UpdateStruct view_of(const StructStore& store, const Item& item);
/// Without its first `offset` units.
void write_item(VarWriter& writer, const StructStore& store, const Item& item, Clock offset);
/// One client's section: all structs from `from`, which is below its state, on.
void write_section(VarWriter& writer, const StructStore& store, const Client& client, Clock from);

StateVector state_vector_of(const StructStore& store);
/// Runs of deleted structs.
DeleteSet deletes_of(const StructStore& store);
/// What `known` does not contain, with all deletions.
Update update_since(const StructStore& store, const StateVector& known);
std::string encode_since(const StructStore& store, const StateVector& known);

}  // namespace atelier::crdt
