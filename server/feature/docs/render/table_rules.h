// md4c takes a line for the rule of a table only with three dashes in each column; GitHub, and so
// people, are content with one. Used by markdown_import only.
#pragma once

#include <string>
#include <string_view>

namespace atelier::feature::docs::render {

/// The same text with long enough rules. What stands between fences stays as it is.
std::string with_long_rules(std::string_view markdown);

}  // namespace atelier::feature::docs::render
