// `any`: lib0's self-describing JavaScript values, as they stand in updates. Numbers are encoded by
// JavaScript's own rule, objects keep the order of the wire, so that decode and encode give the
// same bytes. Knows nothing of updates.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/varint.h"
#include "crdt/limits.h"

namespace atelier::crdt {

struct Undefined {
  bool operator==(const Undefined&) const = default;
};
struct Null {
  bool operator==(const Null&) const = default;
};
struct BigInt {
  std::int64_t value = 0;
  bool operator==(const BigInt&) const = default;
};
struct Buffer {
  std::string bytes;
  bool operator==(const Buffer&) const = default;
};

struct AnyMember;
struct Any {
  using Array = std::vector<Any>;
  using Object = std::vector<AnyMember>;
  std::variant<Undefined, Null, bool, double, BigInt, std::string, Buffer, Array, Object> value;
};
struct AnyMember {
  std::string key;
  Any value;
};
bool operator==(const Any& a, const Any& b);
bool operator==(const AnyMember& a, const AnyMember& b);

/// Fails the reader on an unknown tag, on cut or invalid bytes, beyond kMaxAnyDepth and beyond
/// `max_values` values within one: each takes 40 bytes of memory, but may take 1 on the wire.
Any read_any(VarReader& reader, std::size_t max_values = kMaxAnyValues);
/// Checks as read_any does without building the value; gives its tag byte.
std::uint8_t skip_any(VarReader& reader);
void write_any(VarWriter& writer, const Any& any);

}  // namespace atelier::crdt
