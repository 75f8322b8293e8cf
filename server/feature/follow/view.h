// A view as a client says it, checked: which surface, and what the surface itself knows to read.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace atelier::feature::follow {

/// JSON object text of `surface` and of at, selection and laser where they are given (FOL5).
Result<std::string> read_view(std::string_view body);

}  // namespace atelier::feature::follow
