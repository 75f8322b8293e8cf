// Colours of text and background as CSS: BlockNote's names, and what else is plainly a colour.
#pragma once

#include <string>
#include <string_view>

namespace atelier::feature::docs::render {

/// Empty for `default` and for what is no colour.
std::string text_colour(std::string_view name);
std::string background_colour(std::string_view name);

}  // namespace atelier::feature::docs::render
