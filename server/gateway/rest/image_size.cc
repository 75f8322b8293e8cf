#include "gateway/rest/image_size.h"

#include <algorithm>

namespace atelier::gateway {
namespace {

constexpr std::size_t kAvifHeaderBytes = 64 * 1024;

std::uint32_t byte_at(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
}
std::uint32_t big16(std::string_view bytes, std::size_t at) {
  return byte_at(bytes, at) << 8 | byte_at(bytes, at + 1);
}
std::uint32_t big32(std::string_view bytes, std::size_t at) {
  return big16(bytes, at) << 16 | big16(bytes, at + 2);
}
std::uint32_t little16(std::string_view bytes, std::size_t at) {
  return byte_at(bytes, at) | byte_at(bytes, at + 1) << 8;
}
std::uint32_t little24(std::string_view bytes, std::size_t at) {
  return little16(bytes, at) | byte_at(bytes, at + 2) << 16;
}

/// Walks the segments up to the frame header, which holds the size.
ImageFacts jpeg(std::string_view bytes) {
  ImageFacts facts{"image/jpeg"};
  std::size_t at = 2;
  while (at + 9 < bytes.size() && byte_at(bytes, at) == 0xFF) {
    const std::uint32_t marker = byte_at(bytes, at + 1);
    if (marker == 0xFF) {  // fill byte
      ++at;
      continue;
    }
    const bool is_frame =
        marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (is_frame) {
      facts.height = big16(bytes, at + 5);
      facts.width = big16(bytes, at + 7);
      break;
    }
    at += 2 + big16(bytes, at + 2);
  }
  return facts;
}

ImageFacts webp(std::string_view bytes) {
  ImageFacts facts{"image/webp"};
  const std::string_view chunk = bytes.substr(12, 4);
  if (chunk == "VP8X") {
    facts.width = little24(bytes, 24) + 1;
    facts.height = little24(bytes, 27) + 1;
  } else if (chunk == "VP8 ") {
    facts.width = little16(bytes, 26) & 0x3FFF;
    facts.height = little16(bytes, 28) & 0x3FFF;
  } else if (chunk == "VP8L") {
    const std::uint32_t packed = little24(bytes, 21) | byte_at(bytes, 24) << 24;
    facts.width = (packed & 0x3FFF) + 1;
    facts.height = (packed >> 14 & 0x3FFF) + 1;
  }
  return facts;
}

/// The largest `ispe` box: items for thumbnails have their own.
ImageFacts avif(std::string_view bytes) {
  ImageFacts facts{"image/avif"};
  const std::string_view head = bytes.substr(0, kAvifHeaderBytes);
  for (std::size_t at = head.find("ispe"); at != std::string_view::npos;
       at = head.find("ispe", at + 4)) {
    if (at + 16 > head.size()) break;
    const std::uint32_t width = big32(head, at + 8);
    if (width <= facts.width) continue;
    facts.width = width;
    facts.height = big32(head, at + 12);
  }
  return facts;
}

bool is_avif(std::string_view bytes) {
  if (bytes.size() < 16 || bytes.substr(4, 4) != "ftyp") return false;
  const std::size_t end = std::min<std::size_t>({big32(bytes, 0), bytes.size(), 128});
  for (std::size_t at = 8; at + 4 <= end; at += 4) {
    const std::string_view brand = bytes.substr(at, 4);
    if (brand == "avif" || brand == "avis") return true;
  }
  return false;
}

}  // namespace

std::optional<ImageFacts> image_facts(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv) && bytes.size() >= 24) {
    return ImageFacts{"image/png", big32(bytes, 16), big32(bytes, 20)};
  }
  if ((bytes.starts_with("GIF87a"sv) || bytes.starts_with("GIF89a"sv)) && bytes.size() >= 10) {
    return ImageFacts{"image/gif", little16(bytes, 6), little16(bytes, 8)};
  }
  if (bytes.starts_with("\xFF\xD8\xFF"sv)) return jpeg(bytes);
  if (bytes.size() >= 30 && bytes.starts_with("RIFF"sv) && bytes.substr(8, 4) == "WEBP") {
    return webp(bytes);
  }
  if (is_avif(bytes)) return avif(bytes);
  return std::nullopt;
}

bool may_be_shown(const ImageFacts& image) {
  if (image.width == 0 || image.height == 0) return false;
  if (image.width > kMaxShownSide || image.height > kMaxShownSide) return false;
  return std::uint64_t{image.width} * image.height <= kMaxShownPixels;
}

}  // namespace atelier::gateway
