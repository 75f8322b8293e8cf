// The columns of update format V2: lib0's run-length coders of numbers and strings. A reader's
// first failure sticks and later reads give zero. Knows nothing of structs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/varint.h"

namespace atelier::crdt::v2 {

/// Bytes in runs; the last run has no length and may be read for ever.
class RleReader {
 public:
  explicit RleReader(std::string_view bytes) : reader_(bytes) {}
  std::uint8_t read();
  bool ok() const { return reader_.ok(); }
  bool done() const { return reader_.at_end() && (left_ == 0 || endless_); }

 private:
  VarReader reader_;
  std::uint8_t value_ = 0;
  std::uint64_t left_ = 0;
  bool endless_ = false;
};

/// Unsigned numbers; a run is a negative number (-0 for zeros) and its length less two.
class UintRleReader {
 public:
  explicit UintRleReader(std::string_view bytes) : reader_(bytes) {}
  std::uint64_t read();
  void fail() { reader_.fail(); }
  bool ok() const { return reader_.ok(); }
  bool done() const { return reader_.at_end() && left_ == 0; }

 private:
  VarReader reader_;
  std::uint64_t value_ = 0;
  std::uint64_t left_ = 0;
};

/// Clocks as differences from the one before; runs of equal differences have the lowest bit set.
class DiffRleReader {
 public:
  explicit DiffRleReader(std::string_view bytes) : reader_(bytes) {}
  /// Fails beyond 0..2^53 - 1.
  std::uint64_t read();
  bool ok() const { return reader_.ok(); }
  bool done() const { return reader_.at_end() && left_ == 0; }

 private:
  VarReader reader_;
  std::int64_t value_ = 0;
  std::int64_t step_ = 0;
  std::uint64_t left_ = 0;
};

/// A piece of the string column. At its edges it may cut a surrogate pair, of which the other half
/// then belongs to the neighbour: that character is not in `text`.
struct StringPiece {
  std::string_view text;
  std::uint64_t units = 0;
  bool starts_in_pair = false;
  bool ends_in_pair = false;
};

/// All strings in one, and their lengths in UTF-16 units.
class StringReader {
 public:
  explicit StringReader(std::string_view bytes);
  StringPiece read();
  bool ok() const { return lengths_.ok(); }
  bool done() const { return lengths_.done() && text_.empty() && !in_pair_; }

 private:
  std::string_view text_;
  UintRleReader lengths_;
  bool in_pair_ = false;
};

class RleWriter {
 public:
  void write(std::uint8_t value);
  const std::string& bytes() const { return writer_.view(); }

 private:
  VarWriter writer_;
  std::uint8_t value_ = 0;
  std::uint64_t count_ = 0;
};

class UintRleWriter {
 public:
  void write(std::uint64_t value);
  /// Ends the last run; nothing may be written afterwards.
  const std::string& finish();

 private:
  void flush();

  VarWriter writer_;
  std::uint64_t value_ = 0;
  std::uint64_t count_ = 0;
};

class DiffRleWriter {
 public:
  void write(std::uint64_t value);
  const std::string& finish();

 private:
  void flush();

  VarWriter writer_;
  std::int64_t value_ = 0;
  std::int64_t step_ = 0;
  std::uint64_t count_ = 0;
};

class StringWriter {
 public:
  void write(std::string_view text);
  /// Writes `first` and `second` as one string.
  void write(std::string_view first, std::string_view second);
  std::string finish();

 private:
  std::string text_;
  UintRleWriter lengths_;
};

}  // namespace atelier::crdt::v2
