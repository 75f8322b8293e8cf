#include "wire/http/range.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "wire/http/headers.h"

namespace atelier::wire::http {
namespace {

// A number that saturates: positions beyond 64 bits are beyond every end.
std::optional<std::uint64_t> parse_position(std::string_view digits) {
  constexpr std::uint64_t kMax = std::numeric_limits<std::uint64_t>::max();
  if (digits.empty()) return std::nullopt;
  std::uint64_t position = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    const auto digit = static_cast<std::uint64_t>(c - '0');
    position = position > (kMax - digit) / 10 ? kMax : position * 10 + digit;
  }
  return position;
}

}  // namespace

ByteRange parse_range(std::string_view header, std::uint64_t size_bytes) {
  constexpr std::string_view kUnit = "bytes=";
  if (header.size() < kUnit.size() || !equal_ignoring_case(header.substr(0, kUnit.size()), kUnit)) {
    return {};
  }
  const std::string_view range = trim(header.substr(kUnit.size()));
  const std::size_t dash = range.find('-');
  if (dash == std::string_view::npos) return {};
  const auto first = parse_position(range.substr(0, dash));
  const auto last = parse_position(range.substr(dash + 1));
  const ByteRange unsatisfiable{ByteRange::Kind::kUnsatisfiable, 0, 0};
  if (dash == 0) {
    if (!last) return {};
    if (*last == 0 || size_bytes == 0) return unsatisfiable;
    return {ByteRange::Kind::kPart, size_bytes - std::min(*last, size_bytes), size_bytes - 1};
  }
  const bool is_open = dash + 1 == range.size();
  if (!first || (!last && !is_open) || (last && *last < *first)) return {};
  if (*first >= size_bytes) return unsatisfiable;
  return {ByteRange::Kind::kPart, *first, std::min(last.value_or(size_bytes - 1), size_bytes - 1)};
}

std::string content_range(const ByteRange& range, std::uint64_t size_bytes) {
  const std::string size = "/" + std::to_string(size_bytes);
  if (range.kind == ByteRange::Kind::kUnsatisfiable) return "bytes *" + size;
  return "bytes " + std::to_string(range.first) + "-" + std::to_string(range.last) + size;
}

}  // namespace atelier::wire::http
