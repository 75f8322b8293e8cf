// Route patterns such as "/rooms/{room}/files": taking paths apart and matching them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace atelier::gateway {

/// What stands between the slashes; a leading slash adds nothing, a trailing one an empty segment.
std::vector<std::string_view> path_segments(std::string_view path);

/// True when `path` has the form of `pattern`; the values of its {parameters} in order.
bool path_fits(std::string_view pattern, std::string_view path,
               std::vector<std::string>& parameters);

}  // namespace atelier::gateway
