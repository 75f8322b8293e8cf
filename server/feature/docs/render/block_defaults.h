// What BlockNote stores with each type of block where nothing else was said. Used by block_writer.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "crdt/any.h"

namespace atelier::feature::docs::render {

/// Names and values in the order of the schema.
using StoredProps = std::vector<std::pair<std::string_view, crdt::Any>>;

/// Those of the type, with the given ones in place of the usual; given ones that the type has not
/// are left out. A type that is not known has none.
StoredProps stored_props(std::string_view type, const json::object& given);

/// A type of block that editors know.
bool is_known_block(std::string_view type);

}  // namespace atelier::feature::docs::render
