// Variable-length integers and length-prefixed bytes as lib0 writes them (7 bits a byte, lowest
// group first), read with bounds and written. Shared by the Yjs engine and the Yjs protocols.
// Knows nothing of either.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace atelier {

/// The largest integer of the format: 2^53 - 1, JavaScript's largest safe one.
inline constexpr std::uint64_t kMaxVarUint = (std::uint64_t{1} << 53) - 1;

/// A signed integer that keeps the sign of zero: -0 carries meaning in lib0's columns.
struct VarInt {
  std::uint64_t magnitude = 0;
  bool negative = false;
  bool operator==(const VarInt&) const = default;
};

/// Reads from borrowed bytes. The first failure sticks: every later read gives zero or nothing, so
/// a caller may check ok() once per step. Never reads or reserves by a length it has not checked.
class VarReader {
 public:
  explicit VarReader(std::string_view input) : input_(input) {}

  std::uint8_t byte();
  /// At most kMaxVarUint; longer spellings than needed are accepted up to 10 bytes.
  std::uint64_t var_uint();
  VarInt var_int();
  std::string_view bytes(std::uint64_t count);
  std::string_view var_bytes() { return bytes(var_uint()); }
  /// As var_bytes, and fails unless it is valid UTF-8.
  std::string_view var_string();

  void fail() { failed_ = true; }
  bool ok() const { return !failed_; }
  bool at_end() const { return position_ == input_.size(); }
  std::size_t position() const { return position_; }
  std::size_t remaining() const { return input_.size() - position_; }
  /// What was read since `from`, a position of before.
  std::string_view since(std::size_t from) const { return input_.substr(from, position_ - from); }

 private:
  std::string_view input_;
  std::size_t position_ = 0;
  bool failed_ = false;
};

/// Appends to an owned string, always in the shortest spelling.
class VarWriter {
 public:
  void byte(std::uint8_t value) { out_.push_back(static_cast<char>(value)); }
  void var_uint(std::uint64_t value);
  void var_int(VarInt value);
  void bytes(std::string_view raw) { out_.append(raw); }
  void var_bytes(std::string_view raw) {
    var_uint(raw.size());
    bytes(raw);
  }

  std::size_t size() const { return out_.size(); }
  const std::string& view() const { return out_; }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

}  // namespace atelier
