#include "feature/docs/render/link_target.h"

#include <algorithm>
#include <string>

namespace atelier::feature::docs::render {
namespace {

/// What browsers leave out in front of, and within, the name of a scheme goes.
std::string scheme_of(std::string_view target) {
  std::string scheme;
  for (const char letter : target) {
    if (static_cast<unsigned char>(letter) <= ' ') continue;
    if (letter == ':') return scheme;
    const bool is_capital = letter >= 'A' && letter <= 'Z';
    scheme += is_capital ? static_cast<char>(letter + 32) : letter;
    if (letter == '/' || letter == '?' || letter == '#') break;
  }
  return {};
}

bool is_one_of(std::string_view scheme, auto... names) {
  return ((scheme == names) || ...);
}

bool has_control(std::string_view target) {
  return std::any_of(target.begin(), target.end(), [](char letter) {
    return static_cast<unsigned char>(letter) < ' ' || letter == 127;
  });
}

}  // namespace

bool is_safe_link(std::string_view target) {
  return is_one_of(scheme_of(target), "http", "https", "mailto", "tel");
}

bool is_safe_source(std::string_view target) {
  if (has_control(target)) return false;
  const bool is_path =
      target.size() > 1 && target[0] == '/' && target[1] != '/' && target[1] != '\\';
  return is_path || is_one_of(scheme_of(target), "http", "https");
}

bool is_script(std::string_view target) {
  return is_one_of(scheme_of(target), "javascript", "vbscript", "data");
}

}  // namespace atelier::feature::docs::render
