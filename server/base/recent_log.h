// The newest warnings and errors of this process, for owners who look after it. As the log: never a
// token, a cookie, a password or content. Any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace atelier::log {

inline constexpr std::size_t kRecentLines = 50;

/// Newest first: `{"at":...,"level":"warning","event":...}`, `at` in milliseconds since the epoch.
std::vector<std::string> recent_lines();

}  // namespace atelier::log
