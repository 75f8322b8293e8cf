// Reads msgpack value by value from bytes in memory. A value's length is checked against what is
// left before it is used, so nothing is allocated by a peer's word. Strings and binaries are slices
// of the input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/result.h"

namespace atelier::wire::msgpack {

enum class Kind : std::uint8_t {
  kNil,
  kFalse,
  kTrue,
  kInteger,   // fits std::int64_t: `integer`
  kUnsigned,  // above that: `integer` as std::uint64_t
  kFloat,
  kString,
  kBinary,
  kArray,  // `count` values follow
  kMap,    // `count` pairs follow
  kExtension,
};

struct Token {
  Kind kind = Kind::kNil;
  std::int64_t integer = 0;
  double number = 0;
  std::size_t count = 0;
  std::string_view bytes;  // of strings, binaries and extensions
  std::int8_t extension_type = 0;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  bool done() const { return at_ == bytes_.size(); }
  std::size_t at() const { return at_; }

  /// The next value; of arrays and maps only their head.
  Result<Token> next();

 private:
  Result<Token> number(std::uint8_t prefix);
  Result<Token> sized(std::uint8_t prefix);
  Result<Token> extension(std::size_t length);
  Result<Token> slice(Kind kind, std::size_t length);
  Result<Token> container(Kind kind, std::size_t count);
  bool take(std::size_t length, std::uint64_t& value);

  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace atelier::wire::msgpack
