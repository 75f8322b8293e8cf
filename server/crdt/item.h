// The structs of a document in memory, as plain data: items linked into lists and map chains, and
// the shared types that hold them. Read by views, changed only by the engine (transaction, store).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "crdt/content.h"
#include "crdt/id.h"
#include "crdt/key_map.h"

namespace atelier::crdt {

class PositionIndex;
struct Type;

/// Where a document keeps a client; stable as long as the document.
using ClientIndex = std::uint32_t;
inline constexpr ClientIndex kNoClient = ~ClientIndex{0};

/// A unit of the document by the index of its client; none without a client.
struct Reference {
  ClientIndex client = kNoClient;
  Clock clock = 0;

  explicit operator bool() const { return client != kNoClient; }
  bool operator==(const Reference&) const = default;
};

/// An item, or a GC struct (kind kGc), which has a place and a length and nothing else.
struct Item {
  Clock clock = 0;
  Clock length = 0;
  Clock origin_clock = 0;
  Clock right_origin_clock = 0;
  /// Neighbours in the parent's list, or in the chain of values of one map key.
  Item* left = nullptr;
  Item* right = nullptr;
  Type* parent = nullptr;
  /// The map key, interned; null in a list.
  const std::string* parent_sub = nullptr;
  /// What the item holds if it is a shared type.
  Type* own_type = nullptr;
  /// As Content::body; owned by the document.
  char* data = nullptr;
  std::uint32_t bytes = 0;
  std::uint32_t capacity = 0;
  ClientIndex client = kNoClient;
  ClientIndex origin_client = kNoClient;
  ClientIndex right_origin_client = kNoClient;
  /// When the item was last seen by the search for its place (YJS17).
  std::uint32_t stamp = 0;
  /// The block of the parent's PositionIndex, if it has one.
  std::uint32_t block = 0;
  ContentKind kind = ContentKind::kGc;
  bool is_deleted = false;

  Clock end() const { return clock + length; }
  bool is_gc() const { return kind == ContentKind::kGc; }
  /// Counts in the length of the parent unless it is deleted.
  bool is_countable() const {
    return kind != ContentKind::kDeleted && kind != ContentKind::kFormat && !is_gc();
  }
  /// Shown, and counted in positions.
  bool is_shown() const { return !is_deleted && is_countable(); }
  std::string_view body() const { return {data, bytes}; }
  Content content() const { return {kind, false, length, body()}; }
  Reference first_unit() const { return {client, clock}; }
  Reference last_unit() const { return {client, clock + length - 1}; }
  Reference origin() const { return {origin_client, origin_clock}; }
  Reference right_origin() const { return {right_origin_client, right_origin_clock}; }
};

/// A shared type: what yjs calls Y.Text, Y.Map and so on. List and map live side by side, so that
/// a root, whose kind nobody tells, can be read as any of them.
struct Type {
  /// Null for a root.
  Item* item = nullptr;
  /// The first of the list; Item::right goes on.
  Item* start = nullptr;
  /// Of each key the current value, which may be deleted; Item::left leads to former ones.
  KeyMap map;
  /// Shown units of the list.
  std::uint64_t length = 0;
  /// Interned; null unless it is a root.
  const std::string* root_name = nullptr;
  /// Text has been formatted here: what holds at a position depends on all before it.
  bool has_formats = false;
  /// There from the first edit by position on.
  std::unique_ptr<PositionIndex> index;

  Type();
  ~Type();
  Type(const Type&) = delete;
  Type& operator=(const Type&) = delete;

  bool is_deleted() const { return item != nullptr && item->is_deleted; }
};

}  // namespace atelier::crdt
