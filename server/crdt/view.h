// What a document shows: a shared type as text, delta, array, map or XML, as the toString, toDelta
// and toJSON of yjs give it. A root can be read as any kind. Reads the document, changes nothing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "crdt/any.h"
#include "crdt/item.h"

namespace atelier::crdt::view {

/// Types and values nested deeper than this show as null (YJS47).
inline constexpr int kMaxDepth = 500;

enum class Kind : std::uint8_t { kText, kDelta, kArray, kMap, kXml };

/// The content of the list as plain text: embeds and everything else that is no text left out.
std::string text(const Type& type);
/// [{insert, attributes?}, ...]; an insert is text, an embed or what a nested type shows.
Any delta(const Type& type);
Any array(const Type& type);
Any map(const Type& type);
/// The children, as XmlFragment.toString gives them.
std::string xml(const Type& type);

/// Null for a root where nothing was ever inserted: it shows as empty.
Any show(const Type* type, Kind kind);

/// JSON text of a view: members sorted; what JSON cannot say as {"$undef":true}, {"$big":"123"},
/// {"$bin":"base64"} (YJS48). A subdocument is {"$doc":"guid"}.
std::string json(const Any& shown);

}  // namespace atelier::crdt::view
