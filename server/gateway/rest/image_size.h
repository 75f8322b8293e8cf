// What the first bytes of a file say it is: the images that may be shown inline, with their size in
// pixels. Bytes in, facts out; never trusts a name or a declared type.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace atelier::gateway {

struct ImageFacts {
  std::string_view type;    // "image/png"
  std::uint32_t width = 0;  // 0: could not be read
  std::uint32_t height = 0;
};

/// Nothing unless it is a png, jpeg, gif, webp or avif.
std::optional<ImageFacts> image_facts(std::string_view bytes);

/// A few bytes can declare an image that takes gigabytes where it is unpacked: in the browser of
/// everybody who looks at the room.
inline constexpr std::uint32_t kMaxShownSide = 30'000;
inline constexpr std::uint64_t kMaxShownPixels = 100'000'000;

/// Its size could be read, and is one that browsers unpack without harm.
bool may_be_shown(const ImageFacts& image);

}  // namespace atelier::gateway
