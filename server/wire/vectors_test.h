// Golden data of spec/vectors/ for the tests of this layer. The folder is found from the place of
// this file, so the tests run from any build folder.
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "base/json.h"

namespace atelier::wire {

/// The content of spec/vectors/<name>, empty when there is no such file.
inline std::string read_vector(std::string_view name) {
  std::string root = __FILE__;
  root.resize(root.rfind("/server/wire/"));
  std::ifstream file(root + "/spec/vectors/" + std::string(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// A text of the vectors: a string, or a list of strings and [string, count].
inline std::string text_of(const json::value& value) {
  if (value.is_string()) return std::string(value.as_string());
  std::string out;
  for (const json::value& part : value.as_array()) {
    if (part.is_string()) {
      out += part.as_string();
      continue;
    }
    const json::array& repeated = part.as_array();
    for (std::int64_t i = 0; i < repeated[1].as_int64(); ++i) out += repeated[0].as_string();
  }
  return out;
}

}  // namespace atelier::wire
