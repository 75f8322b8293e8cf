// The inline text of an XML element: texts with formats, line breaks, and what else stands between
// them as its text. Used by rich_document only.
#pragma once

#include "crdt/item.h"
#include "feature/docs/render/rich_document.h"

namespace atelier::feature::docs::render {

/// Of each child in order; `depth` is that of `parent`.
Inline inline_of(const crdt::Type& parent, int depth);
/// Of one child, added to `content`.
void append_inline(Inline& content, const crdt::Item& child, int depth);

/// Attributes with a plain value, as stored; `undefined` is none.
json::object attributes_of(const crdt::Type& element);

}  // namespace atelier::feature::docs::render
