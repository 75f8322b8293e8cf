#include "wire/msgpack/reader.h"

#include <bit>

namespace atelier::wire::msgpack {
namespace {

Error truncated() {
  return invalid("malformed msgpack: truncated");
}

Token integer_token(std::int64_t value) {
  return {.kind = Kind::kInteger, .integer = value};
}

}  // namespace

// Big-endian, 0 to 8 bytes.
bool Reader::take(std::size_t length, std::uint64_t& value) {
  if (bytes_.size() - at_ < length) return false;
  value = 0;
  for (std::size_t i = 0; i < length; ++i) {
    value = value << 8 | static_cast<std::uint8_t>(bytes_[at_++]);
  }
  return true;
}

Result<Token> Reader::slice(Kind kind, std::size_t length) {
  if (bytes_.size() - at_ < length) return truncated();
  Token token{.kind = kind};
  token.bytes = bytes_.substr(at_, length);
  at_ += length;
  return token;
}

Result<Token> Reader::container(Kind kind, std::size_t count) {
  // Each element takes a byte at least.
  if (bytes_.size() - at_ < count) return truncated();
  return Token{.kind = kind, .count = count};
}

Result<Token> Reader::extension(std::size_t length) {
  std::uint64_t type = 0;
  if (!take(1, type)) return truncated();
  ATELIER_TRY(Token token, slice(Kind::kExtension, length));
  token.extension_type = static_cast<std::int8_t>(static_cast<std::uint8_t>(type));
  return token;
}

Result<Token> Reader::next() {
  std::uint64_t first = 0;
  if (!take(1, first)) return truncated();
  const auto prefix = static_cast<std::uint8_t>(first);
  if (prefix <= 0x7F) return integer_token(prefix);
  if (prefix >= 0xE0) return integer_token(static_cast<std::int8_t>(prefix));
  if (prefix <= 0x8F) return container(Kind::kMap, prefix & 0x0F);
  if (prefix <= 0x9F) return container(Kind::kArray, prefix & 0x0F);
  if (prefix <= 0xBF) return slice(Kind::kString, prefix & 0x1F);
  if (prefix == 0xC0) return Token{.kind = Kind::kNil};
  if (prefix == 0xC2) return Token{.kind = Kind::kFalse};
  if (prefix == 0xC3) return Token{.kind = Kind::kTrue};
  if (prefix >= 0xCA && prefix <= 0xD3) return number(prefix);
  return sized(prefix);
}

Result<Token> Reader::number(std::uint8_t prefix) {
  const bool is_float = prefix <= 0xCB;
  const bool is_signed = prefix >= 0xD0;
  const std::size_t length = is_float ? (prefix == 0xCA ? 4 : 8) : std::size_t{1} << (prefix & 3);
  std::uint64_t raw = 0;
  if (!take(length, raw)) return truncated();
  if (is_float) {
    const double value =
        length == 4 ? static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(raw)))
                    : std::bit_cast<double>(raw);
    return Token{.kind = Kind::kFloat, .number = value};
  }
  if (!is_signed) {
    const bool fits = raw <= 0x7FFF'FFFF'FFFF'FFFF;
    return Token{.kind = fits ? Kind::kInteger : Kind::kUnsigned,
                 .integer = static_cast<std::int64_t>(raw)};
  }
  const std::size_t shift = 64 - 8 * length;
  return integer_token(static_cast<std::int64_t>(raw << shift) >> shift);
}

// What is followed by a length: bin, str, array, map, ext.
Result<Token> Reader::sized(std::uint8_t prefix) {
  std::uint64_t length = 0;
  if (prefix >= 0xC4 && prefix <= 0xC6) {
    if (!take(std::size_t{1} << (prefix - 0xC4), length)) return truncated();
    return slice(Kind::kBinary, length);
  }
  if (prefix >= 0xC7 && prefix <= 0xC9) {
    if (!take(std::size_t{1} << (prefix - 0xC7), length)) return truncated();
    return extension(length);
  }
  if (prefix >= 0xD4 && prefix <= 0xD8) return extension(std::size_t{1} << (prefix - 0xD4));
  if (prefix >= 0xD9 && prefix <= 0xDB) {
    if (!take(std::size_t{1} << (prefix - 0xD9), length)) return truncated();
    return slice(Kind::kString, length);
  }
  if (prefix >= 0xDC) {
    if (!take(prefix % 2 == 0 ? 2 : 4, length)) return truncated();
    return container(prefix <= 0xDD ? Kind::kArray : Kind::kMap, length);
  }
  return invalid("malformed msgpack: unknown type");  // 0xC1
}

}  // namespace atelier::wire::msgpack
