// Names inside archives that are harmless wherever they are unpacked: no path leads out of the
// folder, nothing hides how a name ends, and no system refuses the characters.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace atelier::wire::zip {

inline constexpr std::size_t kSafeNameBytes = 150;

/// One segment made of what a person called a file: valid UTF-8, 1..kSafeNameBytes bytes, without
/// separators, control characters and marks of direction; neither begins nor ends with a dot. A
/// name that is cut keeps its ending.
std::string safe_name(std::string_view wish);

/// Relative, with plain slashes, valid UTF-8, without empty segments, `.`, `..`, backslashes,
/// drives and control characters.
bool is_safe_path(std::string_view path);

}  // namespace atelier::wire::zip
