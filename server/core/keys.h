// Names of partitions (spec/core.md, COR30..).
#pragma once

#include <string>
#include <string_view>

namespace atelier::core {

inline std::string room_partition(std::string_view workspace, std::string_view room) {
  return "room/" + std::string(workspace) + "/" + std::string(room);
}
/// How the ids of direct rooms begin, and of no others (RST18).
inline constexpr std::string_view kDirectPrefix = "dm-";
inline std::string workspace_partition(std::string_view workspace) {
  return "workspace/" + std::string(workspace);
}
/// Lists every partition of a workspace: sort key "partition/<name>".
inline std::string directory_partition(std::string_view workspace) {
  return "directory/" + std::string(workspace);
}

}  // namespace atelier::core
