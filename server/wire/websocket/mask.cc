#include "wire/websocket/mask.h"

#include <cstring>

namespace atelier::wire::websocket {

void apply_mask(std::span<char> bytes, const MaskKey& key, std::uint64_t offset) {
  // The key turned so that byte i of the input meets turned[i % 4], then twice for 8 bytes a time.
  std::array<char, 8> turned;
  for (std::size_t i = 0; i < turned.size(); ++i) {
    turned[i] = static_cast<char>(key[(offset + i) % key.size()]);
  }
  std::uint64_t wide_key;
  std::memcpy(&wide_key, turned.data(), sizeof wide_key);
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    word ^= wide_key;
    std::memcpy(bytes.data() + at, &word, sizeof word);
  }
  for (; at < bytes.size(); ++at) {
    bytes[at] = static_cast<char>(bytes[at] ^ turned[at % 8]);
  }
}

}  // namespace atelier::wire::websocket
