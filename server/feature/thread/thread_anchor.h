// What a thread is about (THR2): checked once, then only passed on.
#pragma once

#include <string>

#include "base/json.h"
#include "base/result.h"

namespace atelier::feature::thread {

struct Anchor {
  std::string surface;
  std::string target = {};    // empty: the surface itself
  std::string position = {};  // base64 text as it came; empty: none
  std::string quote = {};     // personal content
};

Result<Anchor> read_anchor(const json::object& body);

/// `{surface, target?, position?, quote?}` as clients see it.
json::object to_json(const Anchor& anchor);

}  // namespace atelier::feature::thread
