#include "crdt/any.h"

#include <bit>
#include <cmath>
#include <limits>

#include "crdt/limits.h"

namespace atelier::crdt {
namespace {

enum Tag : std::uint8_t {
  kBufferTag = 116,
  kArrayTag = 117,
  kObjectTag = 118,
  kStringTag = 119,
  kTrueTag = 120,
  kFalseTag = 121,
  kBigIntTag = 122,
  kFloat64Tag = 123,
  kFloat32Tag = 124,
  kIntegerTag = 125,
  kNullTag = 126,
  kUndefinedTag = 127,
};

template <class Unsigned>
Unsigned read_big_endian(VarReader& reader) {
  Unsigned value = 0;
  for (const char c : reader.bytes(sizeof(Unsigned))) {
    value = static_cast<Unsigned>(value << 8 | static_cast<unsigned char>(c));
  }
  return value;
}

template <class Unsigned>
void write_big_endian(VarWriter& writer, Unsigned value) {
  for (int shift = static_cast<int>(sizeof(Unsigned)) * 8 - 8; shift >= 0; shift -= 8) {
    writer.byte(static_cast<std::uint8_t>(value >> shift));
  }
}

double number_of(VarInt integer) {
  const auto magnitude = static_cast<double>(integer.magnitude);
  return integer.negative ? -magnitude : magnitude;
}

/// JavaScript decides by value: integers up to 31 bits, then what float32 holds exactly, then
/// float64 (YJS4).
void write_number(VarWriter& writer, double number) {
  constexpr double kMaxInteger = std::numeric_limits<std::int32_t>::max();
  if (std::trunc(number) == number && std::fabs(number) <= kMaxInteger) {
    writer.byte(kIntegerTag);
    writer.var_int({static_cast<std::uint64_t>(std::fabs(number)), std::signbit(number)});
    return;
  }
  // Converting a double beyond float's range is undefined in C++, so infinity is handled apart.
  const bool fits = std::isinf(number) ||
                    std::fabs(number) <= static_cast<double>(std::numeric_limits<float>::max());
  if (fits && static_cast<double>(static_cast<float>(number)) == number) {
    writer.byte(kFloat32Tag);
    write_big_endian(writer, std::bit_cast<std::uint32_t>(static_cast<float>(number)));
    return;
  }
  constexpr std::uint64_t kCanonicalNan = 0x7FF8000000000000;
  writer.byte(kFloat64Tag);
  write_big_endian(writer,
                   std::isnan(number) ? kCanonicalNan : std::bit_cast<std::uint64_t>(number));
}

/// What a walk may still take.
struct Bounds {
  std::size_t depth = kMaxAnyDepth;
  std::size_t& values;

  Bounds inner() const { return {depth - 1, values}; }
};

/// Walks one value. With `out` null it only checks, which needs no memory of its own.
std::uint8_t walk(VarReader& reader, Any* out, Bounds bounds);

void walk_array(VarReader& reader, Any* out, Bounds bounds) {
  const std::uint64_t count = reader.var_uint();
  if (count > reader.remaining()) return reader.fail();
  Any::Array elements;
  for (std::uint64_t index = 0; index < count && reader.ok(); ++index) {
    walk(reader, out != nullptr ? &elements.emplace_back() : nullptr, bounds.inner());
  }
  if (out != nullptr) out->value = std::move(elements);
}

void walk_object(VarReader& reader, Any* out, Bounds bounds) {
  const std::uint64_t count = reader.var_uint();
  if (count > reader.remaining() / 2) return reader.fail();
  Any::Object members;
  for (std::uint64_t index = 0; index < count && reader.ok(); ++index) {
    const std::string_view key = reader.var_string();
    if (out != nullptr) members.push_back({std::string(key), {}});
    walk(reader, out != nullptr ? &members.back().value : nullptr, bounds.inner());
  }
  if (out != nullptr) out->value = std::move(members);
}

void walk_number(VarReader& reader, Any* out, std::uint8_t tag) {
  double number = 0;
  if (tag == kIntegerTag) {
    number = number_of(reader.var_int());
  } else if (tag == kFloat32Tag) {
    number = std::bit_cast<float>(read_big_endian<std::uint32_t>(reader));
  } else {
    number = std::bit_cast<double>(read_big_endian<std::uint64_t>(reader));
  }
  if (out != nullptr) out->value = number;
}

std::uint8_t walk(VarReader& reader, Any* out, Bounds bounds) {
  const std::uint8_t tag = reader.byte();
  if (bounds.depth == 0 || bounds.values == 0) reader.fail();
  if (!reader.ok()) return 0;
  --bounds.values;
  const auto set = [out](auto value) {
    if (out != nullptr) out->value = std::move(value);
  };
  if (tag == kUndefinedTag) {
    set(Undefined{});
  } else if (tag == kNullTag) {
    set(Null{});
  } else if (tag == kTrueTag || tag == kFalseTag) {
    set(tag == kTrueTag);
  } else if (tag == kIntegerTag || tag == kFloat32Tag || tag == kFloat64Tag) {
    walk_number(reader, out, tag);
  } else if (tag == kBigIntTag) {
    set(BigInt{static_cast<std::int64_t>(read_big_endian<std::uint64_t>(reader))});
  } else if (tag == kStringTag) {
    const std::string_view text = reader.var_string();
    if (out != nullptr) out->value = std::string(text);
  } else if (tag == kBufferTag) {
    const std::string_view bytes = reader.var_bytes();
    if (out != nullptr) out->value = Buffer{std::string(bytes)};
  } else if (tag == kArrayTag) {
    walk_array(reader, out, bounds);
  } else if (tag == kObjectTag) {
    walk_object(reader, out, bounds);
  } else {
    reader.fail();
  }
  return tag;
}

struct AnyWriter {
  VarWriter& writer;

  void operator()(Undefined) const { writer.byte(kUndefinedTag); }
  void operator()(Null) const { writer.byte(kNullTag); }
  void operator()(bool flag) const { writer.byte(flag ? kTrueTag : kFalseTag); }
  void operator()(double number) const { write_number(writer, number); }
  void operator()(BigInt integer) const {
    writer.byte(kBigIntTag);
    write_big_endian(writer, static_cast<std::uint64_t>(integer.value));
  }
  void operator()(const std::string& text) const {
    writer.byte(kStringTag);
    writer.var_bytes(text);
  }
  void operator()(const Buffer& buffer) const {
    writer.byte(kBufferTag);
    writer.var_bytes(buffer.bytes);
  }
  void operator()(const Any::Array& elements) const {
    writer.byte(kArrayTag);
    writer.var_uint(elements.size());
    for (const Any& element : elements) write_any(writer, element);
  }
  void operator()(const Any::Object& members) const {
    writer.byte(kObjectTag);
    writer.var_uint(members.size());
    for (const AnyMember& member : members) {
      writer.var_bytes(member.key);
      write_any(writer, member.value);
    }
  }
};

}  // namespace

bool operator==(const Any& a, const Any& b) {
  return a.value == b.value;
}

bool operator==(const AnyMember& a, const AnyMember& b) {
  return a.key == b.key && a.value == b.value;
}

Any read_any(VarReader& reader, std::size_t max_values) {
  Any any;
  walk(reader, &any, {kMaxAnyDepth, max_values});
  return any;
}

std::uint8_t skip_any(VarReader& reader) {
  std::size_t unbounded = std::numeric_limits<std::size_t>::max();
  return walk(reader, nullptr, {kMaxAnyDepth, unbounded});
}

void write_any(VarWriter& writer, const Any& any) {
  std::visit(AnyWriter{writer}, any.value);
}

}  // namespace atelier::crdt
