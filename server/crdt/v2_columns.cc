#include "crdt/v2_columns.h"

#include "base/utf8.h"

namespace atelier::crdt::v2 {
namespace {

constexpr auto kLargest = static_cast<std::int64_t>(kMaxVarUint);

std::size_t bytes_of_character(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

}  // namespace

std::uint8_t RleReader::read() {
  if (endless_) return value_;
  if (left_ == 0) {
    value_ = reader_.byte();
    endless_ = reader_.at_end();
    if (!endless_) left_ = reader_.var_uint() + 1;
  }
  if (!endless_) --left_;
  return ok() ? value_ : 0;
}

std::uint64_t UintRleReader::read() {
  if (left_ == 0) {
    const VarInt next = reader_.var_int();
    value_ = next.magnitude;
    left_ = next.negative ? reader_.var_uint() + 2 : 1;
  }
  --left_;
  return ok() ? value_ : 0;
}

std::uint64_t DiffRleReader::read() {
  if (left_ == 0) {
    const VarInt next = reader_.var_int();
    const auto magnitude = static_cast<std::int64_t>(next.magnitude);
    const std::int64_t number = next.negative ? -magnitude : magnitude;
    step_ = number >> 1;  // rounds down, also below zero
    left_ = (number & 1) != 0 ? reader_.var_uint() + 2 : 1;
  }
  --left_;
  value_ += step_;
  if (value_ < 0 || value_ > kLargest) reader_.fail();
  if (!ok()) value_ = 0;
  return static_cast<std::uint64_t>(value_);
}

StringReader::StringReader(std::string_view bytes) : lengths_({}) {
  VarReader reader(bytes);
  text_ = reader.var_string();
  if (reader.ok()) {
    lengths_ = UintRleReader(bytes.substr(reader.position()));
  } else {
    lengths_.fail();
  }
}

StringPiece StringReader::read() {
  StringPiece piece;
  piece.units = lengths_.read();
  std::uint64_t left = piece.units;
  if (left > 0 && in_pair_) {
    piece.starts_in_pair = true;
    in_pair_ = false;
    --left;
  }
  std::size_t at = 0;
  while (left > 0 && at < text_.size()) {
    const std::size_t bytes = bytes_of_character(text_[at]);
    if (bytes == 4 && left == 1) break;
    at += bytes;
    left -= bytes == 4 ? 2 : 1;
  }
  piece.text = text_.substr(0, at);
  text_.remove_prefix(at);
  if (left == 1 && !text_.empty()) {
    piece.ends_in_pair = in_pair_ = true;
    text_.remove_prefix(4);
    left = 0;
  }
  if (left > 0 || !lengths_.ok()) {
    lengths_.fail();
    return {};
  }
  return piece;
}

void RleWriter::write(std::uint8_t value) {
  if (count_ > 0 && value == value_) {
    ++count_;
    return;
  }
  if (count_ > 0) writer_.var_uint(count_ - 1);
  writer_.byte(value);
  value_ = value;
  count_ = 1;
}

void UintRleWriter::flush() {
  if (count_ == 0) return;
  writer_.var_int({value_, count_ > 1});
  if (count_ > 1) writer_.var_uint(count_ - 2);
}

void UintRleWriter::write(std::uint64_t value) {
  if (count_ == 0 || value != value_) {
    flush();
    value_ = value;
    count_ = 0;
  }
  ++count_;
}

const std::string& UintRleWriter::finish() {
  flush();
  count_ = 0;
  return writer_.view();
}

void DiffRleWriter::flush() {
  if (count_ == 0) return;
  const std::int64_t number = step_ * 2 + (count_ > 1 ? 1 : 0);
  writer_.var_int({static_cast<std::uint64_t>(number < 0 ? -number : number), number < 0});
  if (count_ > 1) writer_.var_uint(count_ - 2);
}

void DiffRleWriter::write(std::uint64_t value) {
  const std::int64_t next = static_cast<std::int64_t>(value);
  const std::int64_t step = next - value_;
  if (count_ == 0 || step != step_) {
    flush();
    step_ = step;
    count_ = 0;
  }
  ++count_;
  value_ = next;
}

const std::string& DiffRleWriter::finish() {
  flush();
  count_ = 0;
  return writer_.view();
}

void StringWriter::write(std::string_view text) {
  write(text, {});
}

void StringWriter::write(std::string_view first, std::string_view second) {
  text_ += first;
  text_ += second;
  lengths_.write(utf8::utf16_length(first) + utf8::utf16_length(second));
}

std::string StringWriter::finish() {
  VarWriter writer;
  writer.var_bytes(text_);
  writer.bytes(lengths_.finish());
  return writer.take();
}

}  // namespace atelier::crdt::v2
