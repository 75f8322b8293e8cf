// Who wrote which units of the document as it is now (VER27).
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "feature/docs/history/history.h"

namespace atelier::feature::docs {

struct Authorship {
  /// [client, from, length, place in `authors`, at]
  json::array parts;
  /// Principal ids; empty where nobody knows.
  std::vector<std::string> authors;
};

Authorship authorship(History& history);

}  // namespace atelier::feature::docs
