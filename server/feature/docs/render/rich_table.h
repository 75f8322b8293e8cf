// A table of a rich document: rows of cells, as prosemirror-tables keeps them. Used by
// rich_document only.
#pragma once

#include "crdt/item.h"
#include "feature/docs/render/rich_document.h"

namespace atelier::feature::docs::render {

/// A cell spans at most this many columns and rows, whatever it says.
inline constexpr std::uint32_t kMaxSpan = 100;

Table table_of(const crdt::Type& element, int depth);

/// How many rows are headers from the first on, and columns likewise.
std::size_t header_rows(const Table& table);
std::size_t header_columns(const Table& table);

}  // namespace atelier::feature::docs::render
