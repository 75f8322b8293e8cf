#include "feature/docs/render/colours.h"

#include <algorithm>
#include <array>

namespace atelier::feature::docs::render {
namespace {

struct Named {
  std::string_view name;
  std::string_view text;
  std::string_view background;
};

/// Those of the editor's menu, dark enough to be read on white.
constexpr std::array<Named, 9> kNamed = {{{"gray", "#6f6e6b", "#ebeced"},
                                          {"brown", "#64473a", "#e9e5e3"},
                                          {"red", "#c92f2f", "#fbe4e4"},
                                          {"orange", "#a85508", "#f6e9d9"},
                                          {"yellow", "#8a6800", "#fbf3db"},
                                          {"green", "#4d6461", "#ddedea"},
                                          {"blue", "#0b6e99", "#ddebf1"},
                                          {"purple", "#6940a5", "#eae4f2"},
                                          {"pink", "#ad1a72", "#f4dfeb"}}};
constexpr std::size_t kLongest = 40;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// `#0b6e99`, `rebeccapurple`, `rgb(1 2 3 / 50%)`: nothing that could end a declaration.
bool is_colour(std::string_view value) {
  if (value.empty() || value.size() > kLongest) return false;
  if (value.front() == '#') {
    return std::all_of(value.begin() + 1, value.end(),
                       [](char c) { return is_letter(c) || is_digit(c); });
  }
  if (value.starts_with("rgb") || value.starts_with("hsl")) {
    return std::all_of(value.begin(), value.end(), [](char c) {
      return is_letter(c) || is_digit(c) ||
             std::string_view(" ,.%/()-").find(c) != std::string_view::npos;
    });
  }
  return std::all_of(value.begin(), value.end(), is_letter);
}

std::string colour(std::string_view name, std::string_view Named::*member) {
  const auto found = std::find_if(kNamed.begin(), kNamed.end(),
                                  [name](const Named& named) { return named.name == name; });
  if (found != kNamed.end()) return std::string((*found).*member);
  return name != "default" && is_colour(name) ? std::string(name) : std::string();
}

}  // namespace

std::string text_colour(std::string_view name) {
  return colour(name, &Named::text);
}

std::string background_colour(std::string_view name) {
  return colour(name, &Named::background);
}

}  // namespace atelier::feature::docs::render
