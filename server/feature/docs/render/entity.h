// Character references of HTML, as Markdown has them: `&amp;`, `&#65;`, `&#x41;`.
#pragma once

#include <string>
#include <string_view>

namespace atelier::feature::docs::render {

/// Unknown names stay as they are.
void append_entity(std::string& out, std::string_view entity);

}  // namespace atelier::feature::docs::render
