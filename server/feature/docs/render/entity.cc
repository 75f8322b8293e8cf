#include "feature/docs/render/entity.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "base/utf8.h"

namespace atelier::feature::docs::render {
namespace {

struct Named {
  std::string_view name;
  std::uint32_t point;
};

/// What people write by name; everything else they can write as it is.
constexpr std::array<Named, 52> kNamed = {
    {{"amp", '&'},      {"lt", '<'},       {"gt", '>'},       {"quot", '"'},
     {"apos", '\''},    {"nbsp", 0xA0},    {"iexcl", 0xA1},   {"cent", 0xA2},
     {"pound", 0xA3},   {"yen", 0xA5},     {"sect", 0xA7},    {"copy", 0xA9},
     {"laquo", 0xAB},   {"shy", 0xAD},     {"reg", 0xAE},     {"deg", 0xB0},
     {"plusmn", 0xB1},  {"sup2", 0xB2},    {"sup3", 0xB3},    {"micro", 0xB5},
     {"para", 0xB6},    {"middot", 0xB7},  {"raquo", 0xBB},   {"frac14", 0xBC},
     {"frac12", 0xBD},  {"frac34", 0xBE},  {"iquest", 0xBF},  {"times", 0xD7},
     {"divide", 0xF7},  {"ensp", 0x2002},  {"emsp", 0x2003},  {"thinsp", 0x2009},
     {"zwnj", 0x200C},  {"zwj", 0x200D},   {"ndash", 0x2013}, {"mdash", 0x2014},
     {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"sbquo", 0x201A}, {"ldquo", 0x201C},
     {"rdquo", 0x201D}, {"bdquo", 0x201E}, {"bull", 0x2022},  {"hellip", 0x2026},
     {"euro", 0x20AC},  {"trade", 0x2122}, {"larr", 0x2190},  {"rarr", 0x2192},
     {"minus", 0x2212}, {"ne", 0x2260},    {"le", 0x2264},    {"ge", 0x2265}}};

void append_number(std::string& out, std::string_view digits) {
  const bool is_hex = !digits.empty() && (digits.front() == 'x' || digits.front() == 'X');
  if (is_hex) digits.remove_prefix(1);
  std::uint32_t point = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), point, is_hex ? 16 : 10);
  const bool is_valid = error == std::errc() && end == digits.data() + digits.size() && point > 0;
  utf8::append(out, is_valid ? point : 0xFFFD);
}

}  // namespace

void append_entity(std::string& out, std::string_view entity) {
  const std::string_view name =
      entity.size() > 2 ? entity.substr(1, entity.size() - 2) : std::string_view();
  if (name.starts_with('#')) return append_number(out, name.substr(1));
  const auto found = std::find_if(kNamed.begin(), kNamed.end(),
                                  [name](const Named& named) { return named.name == name; });
  if (found != kNamed.end()) {
    utf8::append(out, found->point);
  } else {
    out += entity;
  }
}

}  // namespace atelier::feature::docs::render
