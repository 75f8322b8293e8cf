// The bytes of a blob, sealed in parts, so that a piece of it is read without the rest
// (spec/safe.md SAF51). Each part is bound to the name of its file, its place, and whether it is
// the last: none can be left out, moved, or cut off. Blocking; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"
#include "port/random.h"

namespace atelier::adapter {

inline constexpr std::size_t kSealedPartBytes = 64 * 1024;  // before it is sealed

/// All parts of `plain`, one behind the other; also nothing has one.
std::string seal_parts(std::string_view key, std::string_view name, std::string_view plain,
                       port::Random& random);

/// As read_file of what was sealed. unavailable when a part does not open.
Result<std::string> read_sealed_file(const std::filesystem::path& file, std::string_view key,
                                     std::string_view name, std::uint64_t offset,
                                     std::uint64_t length);

}  // namespace atelier::adapter
