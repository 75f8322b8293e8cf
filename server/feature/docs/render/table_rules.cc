#include "feature/docs/render/table_rules.h"

#include <algorithm>

namespace atelier::feature::docs::render {
namespace {

constexpr std::size_t kDashes = 3;

std::string_view without_lead(std::string_view line) {
  const std::size_t at = std::min(line.find_first_not_of(" \t>"), line.size());
  return line.substr(at);
}

/// The sign and the length of a fence; 0 where the line is none.
struct Fence {
  char sign = 0;
  std::size_t size = 0;
};

Fence fence_of(std::string_view line) {
  const std::string_view rest = without_lead(line);
  if (rest.empty() || (rest[0] != '`' && rest[0] != '~')) return {};
  const std::size_t size = std::min(rest.find_first_not_of(rest[0]), rest.size());
  return size >= kDashes ? Fence{rest[0], size} : Fence{};
}

bool is_rule(std::string_view line, std::string_view before) {
  const std::string_view rest = without_lead(line);
  return rest.find('|') != std::string_view::npos && rest.find('-') != std::string_view::npos &&
         rest.find_first_not_of("|:- \t") == std::string_view::npos &&
         before.find('|') != std::string_view::npos;
}

void append_rule(std::string& out, std::string_view line) {
  std::size_t dashes = 0;
  for (const char letter : line) {
    if (letter != '-' && dashes > 0 && dashes < kDashes) out.append(kDashes - dashes, '-');
    dashes = letter == '-' ? dashes + 1 : 0;
    out += letter;
  }
  if (dashes > 0 && dashes < kDashes) out.append(kDashes - dashes, '-');
}

}  // namespace

std::string with_long_rules(std::string_view markdown) {
  std::string out;
  out.reserve(markdown.size());
  Fence open;
  std::string_view before;
  for (std::size_t at = 0; at < markdown.size();) {
    const std::size_t end = std::min(markdown.find('\n', at), markdown.size());
    const std::string_view line = markdown.substr(at, end - at);
    const Fence fence = fence_of(line);
    if (open.sign == 0 && is_rule(line, before)) {
      append_rule(out, line);
    } else {
      out += line;
    }
    if (fence.sign != 0 && open.sign == 0) {
      open = fence;
    } else if (fence.sign == open.sign && fence.size >= open.size) {
      open = {};
    }
    if (end < markdown.size()) out += '\n';
    before = line;
    at = end + 1;
  }
  return out;
}

}  // namespace atelier::feature::docs::render
