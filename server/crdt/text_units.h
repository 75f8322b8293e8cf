// Places in UTF-8 text counted in UTF-16 units, as every index of Yjs is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace atelier::crdt {

struct UnitPlace {
  /// Byte of the first character at or behind the place.
  std::size_t byte = 0;
  /// The place is between the halves of a surrogate pair; `byte` is behind that pair.
  bool in_pair = false;
};

/// `length` is the text's own length in units, `units` at most that. Constant for ASCII, else
/// linear in the distance from the nearer end.
UnitPlace place_of_units(std::string_view text, std::uint64_t length, std::uint64_t units);

/// Units [from, from + count) of such a text; a pair that is cut goes to the part before.
std::string_view cut_units(std::string_view text, std::uint64_t length, std::uint64_t from,
                           std::uint64_t count);

}  // namespace atelier::crdt
