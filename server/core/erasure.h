// Where it is noted whose data are to be erased, until it is done (spec/safe.md SAF3). Knows
// nothing of what there is to erase.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "port/record_store.h"

namespace atelier::core {

inline constexpr std::size_t kErasedIdBytes = 256;

inline std::string erasure_partition(std::string_view workspace) {
  return "erasure/" + std::string(workspace);
}
/// Sort keys "person/<id>": who is to be erased.
inline constexpr std::string_view kErasedPersonPrefix = "person/";

inline port::Write erasure_row(std::string_view workspace, std::string_view person) {
  return port::Put{
      {erasure_partition(workspace), std::string(kErasedPersonPrefix) + std::string(person)}, "{}"};
}

}  // namespace atelier::core
