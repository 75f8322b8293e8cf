#include "crdt/js_json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "base/json_text.h"

namespace atelier::crdt::js_json {
namespace {

/// JSON.stringify. False from any step ends it: there is no text for the value.
class Writer {
 public:
  Writer(std::string& out, std::size_t max_bytes) : out_(out), max_bytes_(max_bytes) {}

  /// Arranges the members of objects in place.
  bool write(Any& any) { return std::visit(*this, any.value) && out_.size() <= max_bytes_; }

  bool operator()(Undefined) { return false; }
  bool operator()(Null) { return plain("null"); }
  bool operator()(bool flag) { return plain(flag ? "true" : "false"); }
  bool operator()(double number) {
    return plain(std::isfinite(number) ? number_text(number) : "null");
  }
  bool operator()(BigInt) { return false; }
  bool operator()(const std::string& text) {
    append_quoted(out_, text);
    return true;
  }
  /// A Uint8Array is an object with indices for keys.
  bool operator()(const Buffer& buffer) {
    out_ += '{';
    for (std::size_t index = 0; index < buffer.bytes.size(); ++index) {
      if (out_.size() > max_bytes_) return false;
      if (index > 0) out_ += ',';
      append_quoted(out_, std::to_string(index));
      out_ += ':' + std::to_string(static_cast<unsigned char>(buffer.bytes[index]));
    }
    return plain("}");
  }
  bool operator()(Any::Array& elements) {
    out_ += '[';
    for (std::size_t index = 0; index < elements.size(); ++index) {
      if (index > 0) out_ += ',';
      const bool undefined = std::holds_alternative<Undefined>(elements[index].value);
      if (undefined ? !plain("null") : !write(elements[index])) return false;
    }
    return plain("]");
  }
  bool operator()(Any::Object& members) {
    arrange_members(members);
    out_ += '{';
    bool first = true;
    for (AnyMember& member : members) {
      if (std::holds_alternative<Undefined>(member.value.value)) continue;
      if (!first) out_ += ',';
      first = false;
      append_quoted(out_, member.key);
      out_ += ':';
      if (!write(member.value)) return false;
    }
    return plain("}");
  }

 private:
  bool plain(std::string_view text) {
    out_ += text;
    return true;
  }

  std::string& out_;
  std::size_t max_bytes_;
};

/// JSON.parse of text that is known to be valid.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Any value() {
    skip_space();
    const char first = text_[at_];
    if (first == '{') return object();
    if (first == '[') return array();
    if (first == '"') return {string()};
    if (first == 't') return word(4, Any{true});
    if (first == 'f') return word(5, Any{false});
    if (first == 'n') return word(4, Any{Null{}});
    return {number()};
  }

 private:
  void skip_space() {
    while (at_ < text_.size() && std::string_view(" \t\n\r").find(text_[at_]) != text_.npos) ++at_;
  }
  bool take(char wanted) {
    skip_space();
    if (text_[at_] != wanted) return false;
    ++at_;
    return true;
  }
  Any word(std::size_t length, Any value) {
    at_ += length;
    return value;
  }

  std::string string() {
    const std::size_t from = at_;
    bool escaped = false;
    for (++at_; text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\') {
        escaped = true;
        ++at_;
      }
    }
    ++at_;
    const std::string_view literal = text_.substr(from, at_ - from);
    if (escaped) return *json_text::unquote(literal);
    return std::string(literal.substr(1, literal.size() - 2));
  }

  double number() {
    const std::size_t from = at_;
    at_ = std::min(text_.find_first_not_of("+-.0123456789eE", from), text_.size());
    const std::string_view digits = text_.substr(from, at_ - from);
    double value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (read.ec == std::errc::result_out_of_range) value = out_of_range(digits);
    return value;
  }

  /// Too large is infinity and too small is zero: told by the decimal place of the first digit.
  static double out_of_range(std::string_view digits) {
    const bool negative = digits.front() == '-';
    const std::size_t mark = std::min(digits.find_first_of("eE"), digits.size());
    const std::string_view mantissa = digits.substr(negative, mark - negative);
    const auto point = static_cast<std::int64_t>(std::min(mantissa.find('.'), mantissa.size()));
    const auto first = static_cast<std::int64_t>(mantissa.find_first_of("123456789"));
    std::int64_t exponent = 0;
    if (mark < digits.size()) {
      const std::size_t from = mark + (digits[mark + 1] == '+' ? 2 : 1);
      const auto read = std::from_chars(digits.data() + from, digits.end(), exponent);
      if (read.ec != std::errc()) exponent = digits[from] == '-' ? -kHugeExponent : kHugeExponent;
    }
    const bool large = point - first + exponent > 0;
    const double size = large ? std::numeric_limits<double>::infinity() : 0.0;
    return negative ? -size : size;
  }

  Any array() {
    Any::Array elements;
    ++at_;
    if (!take(']')) {
      do elements.push_back(value());
      while (take(','));
      take(']');
    }
    return {std::move(elements)};
  }

  Any object() {
    Any::Object members;
    ++at_;
    if (!take('}')) {
      do {
        skip_space();
        std::string key = string();
        take(':');
        members.push_back({std::move(key), value()});
      } while (take(','));
      take('}');
    }
    arrange_members(members);
    return {std::move(members)};
  }

  static constexpr std::int64_t kHugeExponent = std::int64_t{1} << 40;

  std::string_view text_;
  std::size_t at_ = 0;
};

void drop_repeated(Any::Object& members) {
  std::unordered_map<std::string_view, std::size_t> places;
  std::vector<bool> kept(members.size(), true);
  for (std::size_t index = 0; index < members.size(); ++index) {
    const auto [place, fresh] = places.emplace(members[index].key, index);
    if (fresh) continue;
    members[place->second].value = std::move(members[index].value);
    kept[index] = false;
  }
  std::size_t next = 0;
  std::erase_if(members, [&](const AnyMember&) { return !kept[next++]; });
}

}  // namespace

Result<Any> parse(std::string_view text) {
  const auto valid = json_text::validate(text);
  if (!valid) return valid.error();
  return Parser(text).value();
}

std::optional<std::string> stringify(Any any, std::size_t max_bytes) {
  std::string out;
  if (!Writer(out, max_bytes).write(any)) return std::nullopt;
  return out;
}

std::string number_text(double number) {
  if (number == 0) return "0";  // -0 too
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::fabs(number),
                                 std::chars_format::scientific);
  const std::string_view shortest(buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data()));
  const std::size_t mark = shortest.find('e');
  std::string digits(shortest.substr(0, mark));
  std::erase(digits, '.');
  const int count = static_cast<int>(digits.size());
  const int point = std::stoi(std::string(shortest.substr(mark + 1))) + 1;  // digits before it
  const std::string sign = number < 0 ? "-" : "";
  const auto zeros = [](int length) { return std::string(static_cast<std::size_t>(length), '0'); };
  if (count <= point && point <= 21) return sign + digits + zeros(point - count);
  if (0 < point && point <= 21) {
    return sign + digits.insert(static_cast<std::size_t>(point), ".");
  }
  if (-6 < point && point <= 0) return sign + "0." + zeros(-point) + digits;
  if (count > 1) digits.insert(1, ".");
  return sign + digits + 'e' + (point > 0 ? "+" : "-") + std::to_string(std::abs(point - 1));
}

void append_quoted(std::string& out, std::string_view utf8) {
  constexpr std::string_view kShort = "btn fr";  // from \b = 8 on
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (byte >= 0x20) {
      out += c;
    } else if (byte >= 8 && byte <= 13 && byte != 11) {
      out += {'\\', kShort[byte - 8u]};
    } else {
      out += {'\\', 'u', '0', '0', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  out += '"';
}

std::optional<std::uint32_t> array_index(std::string_view key) {
  constexpr std::uint32_t kLastIndex = 4294967294;
  if (key.empty() || key.size() > 10 || (key.size() > 1 && key.front() == '0')) return {};
  std::uint64_t value = 0;
  for (const char c : key) {
    if (c < '0' || c > '9') return {};
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  if (value > kLastIndex) return {};
  return static_cast<std::uint32_t>(value);
}

void arrange_members(Any::Object& members) {
  if (members.size() < 2) return;
  drop_repeated(members);
  const auto named = std::stable_partition(
      members.begin(), members.end(),
      [](const AnyMember& member) { return array_index(member.key).has_value(); });
  std::sort(members.begin(), named, [](const AnyMember& a, const AnyMember& b) {
    return *array_index(a.key) < *array_index(b.key);
  });
}

bool utf16_less(std::string_view a, std::string_view b) {
  // UTF-8 sorts by code point; only surrogate pairs (lead byte F0 and above) come earlier in
  // UTF-16, before U+E000 (lead bytes EE and EF).
  const auto rank = [](char c) {
    const int byte = static_cast<unsigned char>(c);
    return byte >= 0xF0 ? byte - 2 : byte >= 0xEE ? byte + 16 : byte;
  };
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [&](char x, char y) { return rank(x) < rank(y); });
}

}  // namespace atelier::crdt::js_json
