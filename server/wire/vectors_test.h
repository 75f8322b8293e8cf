// Golden data of spec/vectors/ for the tests of this layer. The folder is found from the place of
// this file, so the tests run from any build folder.
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace atelier::wire {

/// The content of spec/vectors/<name>, empty when there is no such file.
inline std::string read_vector(std::string_view name) {
  std::string root = __FILE__;
  root.resize(root.rfind("/server/wire/"));
  std::ifstream file(root + "/spec/vectors/" + std::string(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace atelier::wire
