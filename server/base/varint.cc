#include "base/varint.h"

#include <algorithm>

#include "base/utf8.h"

namespace atelier {
namespace {

constexpr int kMaxVarUintBytes = 10;
constexpr std::size_t kUncheckedBytes = 7;

/// Any number, and any failure.
std::uint64_t read_long(VarReader& reader) {
  std::uint64_t value = 0;
  for (int index = 0; index < kMaxVarUintBytes; ++index) {
    const std::uint8_t next = reader.byte();
    const std::uint64_t group = next & 0x7F;
    // Beyond 53 bits only zero groups may follow; shifting them is never needed.
    if (index * 7 > 53 ? group != 0 : group > kMaxVarUint >> (index * 7)) break;
    if (group != 0) value |= group << (index * 7);
    if (!reader.ok() || value > kMaxVarUint) break;
    if (next < 0x80) return value;
  }
  reader.fail();
  return 0;
}

}  // namespace

std::uint8_t VarReader::byte() {
  if (failed_ || position_ == input_.size()) {
    failed_ = true;
    return 0;
  }
  return static_cast<std::uint8_t>(input_[position_++]);
}

std::uint64_t VarReader::var_uint() {
  // Seven bytes stay below the limit whatever they hold, and most numbers are shorter.
  std::uint64_t value = 0;
  const std::size_t end = failed_ ? 0 : std::min(input_.size(), position_ + kUncheckedBytes);
  int shift = 0;
  for (std::size_t at = position_; at < end; ++at, shift += 7) {
    const auto next = static_cast<unsigned char>(input_[at]);
    value |= std::uint64_t{next & 0x7Fu} << shift;
    if (next < 0x80) {
      position_ = at + 1;
      return value;
    }
  }
  return read_long(*this);
}

VarInt VarReader::var_int() {
  const std::uint8_t first = byte();
  VarInt value{first & 0x3Fu, (first & 0x40) != 0};
  if (failed_ || first < 0x80) return failed_ ? VarInt{} : value;
  const std::uint64_t rest = var_uint();
  if (failed_ || rest > kMaxVarUint >> 6) {
    failed_ = true;
    return {};
  }
  value.magnitude |= rest << 6;
  return value;
}

std::string_view VarReader::bytes(std::uint64_t count) {
  if (failed_ || count > remaining()) {
    failed_ = true;
    return {};
  }
  const std::string_view found = input_.substr(position_, static_cast<std::size_t>(count));
  position_ += found.size();
  return found;
}

std::string_view VarReader::var_string() {
  const std::string_view text = var_bytes();
  if (!utf8::is_valid(text)) {
    failed_ = true;
    return {};
  }
  return text;
}

void VarWriter::var_uint(std::uint64_t value) {
  while (value > 0x7F) {
    byte(static_cast<std::uint8_t>(0x80 | (value & 0x7F)));
    value >>= 7;
  }
  byte(static_cast<std::uint8_t>(value));
}

void VarWriter::var_int(VarInt value) {
  const std::uint8_t sign = value.negative ? 0x40 : 0;
  const bool more = value.magnitude > 0x3F;
  byte(static_cast<std::uint8_t>((more ? 0x80 : 0) | sign | (value.magnitude & 0x3F)));
  if (more) var_uint(value.magnitude >> 6);
}

}  // namespace atelier
