#include "wire/msgpack/writer.h"

#include <bit>
#include <cmath>

namespace atelier::wire::msgpack {
namespace {

void append_prefixed(std::string& out, std::uint8_t prefix, std::uint64_t value, int bytes) {
  out += static_cast<char>(prefix);
  for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
    out += static_cast<char>(value >> shift & 0xFF);
  }
}

}  // namespace

void append_nil(std::string& out) {
  out += static_cast<char>(0xC0);
}

void append_bool(std::string& out, bool value) {
  out += static_cast<char>(value ? 0xC3 : 0xC2);
}

void append_integer(std::string& out, std::int64_t value) {
  const auto raw = static_cast<std::uint64_t>(value);
  if (value >= -0x20 && value < 0x80) {
    out += static_cast<char>(raw & 0xFF);
  } else if (value >= 0) {
    if (raw <= 0xFF) return append_prefixed(out, 0xCC, raw, 1);
    if (raw <= 0xFFFF) return append_prefixed(out, 0xCD, raw, 2);
    if (raw <= 0xFFFF'FFFF) return append_prefixed(out, 0xCE, raw, 4);
    append_prefixed(out, 0xCF, raw, 8);
  } else {
    if (value >= -0x80) return append_prefixed(out, 0xD0, raw, 1);
    if (value >= -0x8000) return append_prefixed(out, 0xD1, raw, 2);
    if (value >= -0x8000'0000LL) return append_prefixed(out, 0xD2, raw, 4);
    append_prefixed(out, 0xD3, raw, 8);
  }
}

void append_number(std::string& out, double value) {
  if (std::trunc(value) == value && std::abs(value) <= 9007199254740992.0) {
    return append_integer(out, static_cast<std::int64_t>(value));
  }
  append_prefixed(out, 0xCB, std::bit_cast<std::uint64_t>(value), 8);
}

void append_string(std::string& out, std::string_view utf8) {
  const std::size_t size = utf8.size();
  if (size < 0x20) {
    out += static_cast<char>(0xA0 | size);
  } else if (size <= 0xFF) {
    append_prefixed(out, 0xD9, size, 1);
  } else {
    append_prefixed(out, size <= 0xFFFF ? 0xDA : 0xDB, size, size <= 0xFFFF ? 2 : 4);
  }
  out += utf8;
}

void append_binary(std::string& out, std::string_view bytes) {
  const std::size_t size = bytes.size();
  if (size <= 0xFF) {
    append_prefixed(out, 0xC4, size, 1);
  } else {
    append_prefixed(out, size <= 0xFFFF ? 0xC5 : 0xC6, size, size <= 0xFFFF ? 2 : 4);
  }
  out += bytes;
}

void append_array_head(std::string& out, std::size_t count) {
  if (count < 0x10) {
    out += static_cast<char>(0x90 | count);
  } else {
    append_prefixed(out, count <= 0xFFFF ? 0xDC : 0xDD, count, count <= 0xFFFF ? 2 : 4);
  }
}

void append_map_head(std::string& out, std::size_t count) {
  if (count < 0x10) {
    out += static_cast<char>(0x80 | count);
  } else {
    append_prefixed(out, count <= 0xFFFF ? 0xDE : 0xDF, count, count <= 0xFFFF ? 2 : 4);
  }
}

}  // namespace atelier::wire::msgpack
