// A position that stays where it belongs while others edit: it names the unit it is at, or the type
// at whose end it is. The bytes and the JSON are those of yjs, so cursors of any editor can be
// read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crdt/id.h"
#include "crdt/item.h"

namespace atelier::crdt {

class Doc;

struct RelativePosition {
  /// The nested type, or the root. At least one of the three is there.
  std::optional<Id> type;
  std::optional<std::string> root_name;
  std::optional<Id> item;
  /// From 0 on the position belongs to the unit behind it, below to the one before.
  std::int64_t assoc = 0;

  bool operator==(const RelativePosition&) const = default;
};

/// YJS45.
std::string encode_relative_position(const RelativePosition& position);
Result<RelativePosition> decode_relative_position(std::string_view bytes);
std::string relative_position_to_json(const RelativePosition& position);
Result<RelativePosition> relative_position_from_json(std::string_view text);

struct AbsolutePosition {
  /// Null for a root where nothing was ever inserted.
  const Type* type = nullptr;
  std::uint64_t index = 0;
  std::int64_t assoc = 0;
};

/// Nothing if the unit is not known or its content is gone (YJS46).
std::optional<AbsolutePosition> resolve(const Doc& doc, const RelativePosition& position);
/// An index behind the end counts as the end.
RelativePosition relative_position_at(const Doc& doc, const Type& type, std::uint64_t index,
                                      std::int64_t assoc = 0);

}  // namespace atelier::crdt
