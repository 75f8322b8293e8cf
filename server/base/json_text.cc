#include "base/json_text.h"

#include <array>
#include <cstdint>

#include "base/utf8.h"

namespace atelier::json_text {
namespace {

Error bad(const char* what) {
  return invalid(std::string("malformed JSON: ") + what);
}

// A recursive-descent scanner over the text; it accepts or refuses and remembers nothing.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  void skip_space() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }
  bool done() const { return at_ == text_.size(); }
  std::size_t at() const { return at_; }
  std::string_view slice(std::size_t from) const { return text_.substr(from, at_ - from); }

  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  bool value(std::size_t depth) {
    if (at_ >= text_.size() || depth > kMaxDepth) return false;
    switch (text_[at_]) {
      case '{':
        return object(depth);
      case '[':
        return array(depth);
      case '"':
        return string();
      case 't':
        return word("true");
      case 'f':
        return word("false");
      case 'n':
        return word("null");
      default:
        return number();
    }
  }

  bool string() {
    if (!take('"')) return false;
    while (at_ < text_.size()) {
      const auto c = static_cast<unsigned char>(text_[at_++]);
      if (c == '"') return true;
      if (c < 0x20) return false;
      if (c == '\\' && !escape()) return false;
    }
    return false;
  }

 private:
  static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
  static bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  bool escape() {
    if (at_ >= text_.size()) return false;
    const char c = text_[at_++];
    if (c != 'u') return std::string_view("\"\\/bfnrt").find(c) != std::string_view::npos;
    if (text_.size() - at_ < 4) return false;
    for (int i = 0; i < 4; ++i) {
      if (!is_hex(text_[at_++])) return false;
    }
    return true;
  }

  bool word(std::string_view expected) {
    if (text_.substr(at_, expected.size()) != expected) return false;
    at_ += expected.size();
    return true;
  }

  bool digits() {
    const std::size_t from = at_;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
    return at_ > from;
  }

  bool number() {
    take('-');
    if (!take('0') && !digits()) return false;
    if (take('.') && !digits()) return false;
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      return digits();
    }
    return true;
  }

  bool array(std::size_t depth) {
    ++at_;
    skip_space();
    if (take(']')) return true;
    for (;;) {
      skip_space();
      if (!value(depth + 1)) return false;
      skip_space();
      if (take(']')) return true;
      if (!take(',')) return false;
    }
  }

  bool object(std::size_t depth) {
    ++at_;
    skip_space();
    if (take('}')) return true;
    for (;;) {
      skip_space();
      if (!string()) return false;
      skip_space();
      if (!take(':')) return false;
      skip_space();
      if (!value(depth + 1)) return false;
      skip_space();
      if (take('}')) return true;
      if (!take(',')) return false;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::uint32_t hex4(std::string_view digits) {
  std::uint32_t value = 0;
  for (const char c : digits.substr(0, 4)) {
    const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    value = value * 16 + static_cast<std::uint32_t>(digit);
  }
  return value;
}

// Reads \uXXXX (and a following low surrogate) at `at`, which points behind the 'u'.
std::uint32_t unescape_unit(std::string_view body, std::size_t& at) {
  std::uint32_t unit = hex4(body.substr(at));
  at += 4;
  if (unit < 0xD800 || unit > 0xDFFF) return unit;
  if (unit <= 0xDBFF && body.substr(at, 2) == "\\u" && body.size() - at >= 6) {
    const std::uint32_t low = hex4(body.substr(at + 2));
    if (low >= 0xDC00 && low <= 0xDFFF) {
      at += 6;
      return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    }
  }
  return 0xFFFD;
}

char unescape_simple(char c) {
  switch (c) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return c;
  }
}

// Decodes a literal that the scanner has accepted.
std::string decode(std::string_view literal) {
  const std::string_view body = literal.substr(1, literal.size() - 2);
  std::string out;
  out.reserve(body.size());
  for (std::size_t at = 0; at < body.size();) {
    if (body[at] != '\\') {
      out += body[at++];
      continue;
    }
    const char c = body[at + 1];
    at += 2;
    if (c == 'u') {
      utf8::append(out, unescape_unit(body, at));
    } else {
      out += unescape_simple(c);
    }
  }
  return out;
}

}  // namespace

Result<void> validate(std::string_view text) {
  Scanner scanner(text);
  scanner.skip_space();
  if (!scanner.value(0)) return bad("not a JSON value");
  scanner.skip_space();
  if (!scanner.done()) return bad("something follows the value");
  return {};
}

Result<std::vector<std::string_view>> split_array(std::string_view text) {
  Scanner scanner(text);
  scanner.skip_space();
  if (!scanner.take('[')) return bad("an array was expected");
  std::vector<std::string_view> elements;
  scanner.skip_space();
  bool open = !scanner.take(']');
  while (open) {
    scanner.skip_space();
    const std::size_t from = scanner.at();
    if (!scanner.value(1)) return bad("not a JSON value");
    elements.push_back(scanner.slice(from));
    scanner.skip_space();
    open = scanner.take(',');
    if (!open && !scanner.take(']')) return bad("an array must end in ]");
  }
  scanner.skip_space();
  if (!scanner.done()) return bad("something follows the array");
  return elements;
}

Result<Members> split_object(std::string_view text) {
  Scanner scanner(text);
  scanner.skip_space();
  if (!scanner.take('{')) return bad("an object was expected");
  Members members;
  scanner.skip_space();
  bool open = !scanner.take('}');
  while (open) {
    scanner.skip_space();
    std::size_t from = scanner.at();
    if (!scanner.string()) return bad("a member name was expected");
    std::string key = decode(scanner.slice(from));
    scanner.skip_space();
    if (!scanner.take(':')) return bad("a colon was expected");
    scanner.skip_space();
    from = scanner.at();
    if (!scanner.value(1)) return bad("not a JSON value");
    members.emplace_back(std::move(key), scanner.slice(from));
    scanner.skip_space();
    open = scanner.take(',');
    if (!open && !scanner.take('}')) return bad("an object must end in }");
  }
  scanner.skip_space();
  if (!scanner.done()) return bad("something follows the object");
  return members;
}

Result<std::string> unquote(std::string_view literal) {
  Scanner scanner(literal);
  if (!scanner.string() || !scanner.done()) return bad("a string was expected");
  return decode(literal);
}

void append_quoted(std::string& out, std::string_view utf8) {
  static constexpr std::array<char, 17> kHex{"0123456789abcdef"};
  out += '"';
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20) {
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

std::string quote(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size() + 2);
  append_quoted(out, utf8);
  return out;
}

}  // namespace atelier::json_text
