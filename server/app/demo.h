// `atelier demo`: fills an empty data folder with a small, believable project (deploy/demo), so
// that a first look at the product is a look at work and not at an empty room.
#pragma once

#include <string>

#include "base/result.h"
#include "base/time.h"

namespace atelier::app {

struct DemoOptions {
  std::string data = "data/demo";
  std::string content = "deploy/demo";
  WallMs now = 0;     // the time at which the story ends; 0: the present
  bool json = false;  // what is printed, for scripts
};

/// What to print: a link for a member, one for a client (without scheme and host), and the accounts
/// with their passwords. An error when the workspace has an account already.
Result<std::string> make_demo(const DemoOptions& options);

}  // namespace atelier::app
