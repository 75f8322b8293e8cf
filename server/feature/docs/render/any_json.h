// Yjs values as JSON and back. What JSON cannot say becomes null, bytes become base64.
#pragma once

#include "base/json.h"
#include "crdt/any.h"

namespace atelier::feature::docs::render {

/// Nothing deeper than crdt/view's kMaxDepth.
json::value json_of(const crdt::Any& any, int depth = 0);

/// Of a value without containers; containers become null.
crdt::Any any_of(const json::value& value);

}  // namespace atelier::feature::docs::render
