#include "wire/http/line_reader.h"

#include <algorithm>
#include <cstring>

namespace atelier::wire::http {
namespace {

// Room that an idle reader may keep for the next cut line.
constexpr std::size_t kKeptCapacityBytes = 1024;

constexpr std::uint64_t repeat(std::uint64_t byte) {
  return byte * 0x0101010101010101ULL;
}

// True when one of 8 bytes may be a control character or DEL; never false when one is.
bool may_hold_control(const char* bytes) {
  std::uint64_t word;
  std::memcpy(&word, bytes, sizeof word);
  const std::uint64_t below_space = (word - repeat(0x20)) & ~word;
  const std::uint64_t no_del = word ^ repeat(0x7F);
  const std::uint64_t del = (no_del - repeat(0x01)) & ~no_del;
  return ((below_space | del) & repeat(0x80)) != 0;
}

bool is_control(char c) {
  const auto b = static_cast<unsigned char>(c);
  return (b < 0x20 && c != '\t') || b == 0x7F;
}

std::size_t find_control(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (at + 8 <= text.size() && !may_hold_control(text.data() + at)) {
      at += 8;
      continue;
    }
    const std::size_t end = std::min(at + 8, text.size());
    for (; at < end; ++at) {
      if (is_control(text[at])) return at;
    }
  }
  return at;
}

}  // namespace

LineReader::Status LineReader::next(std::string_view& input, std::size_t limit,
                                    std::string_view& line) {
  if (handed_out_) {
    if (held_.capacity() > kKeptCapacityBytes) held_ = std::string();
    held_.clear();
    handed_out_ = false;
  }
  if (input.empty()) return Status::kNeedMore;
  const bool after_cr = !held_.empty() && held_.back() == '\r';
  const std::size_t content = after_cr ? 0 : find_control(input);
  if (!after_cr && held_.size() + content > limit) return Status::kTooLong;
  if (!after_cr && content < input.size() && input[content] != '\r') {
    return input[content] == '\n' ? Status::kBareLf : Status::kControl;
  }
  const std::size_t line_feed = after_cr ? 0 : content + 1;
  if (line_feed >= input.size()) {
    held_.append(input);
    input = {};
    return Status::kNeedMore;
  }
  if (input[line_feed] != '\n') return Status::kBareCr;
  if (held_.empty()) {
    line = input.substr(0, content);
  } else {
    if (after_cr) held_.pop_back();
    held_.append(input.substr(0, content));
    line = held_;
    handed_out_ = true;
  }
  input.remove_prefix(line_feed + 1);
  return Status::kLine;
}

}  // namespace atelier::wire::http
