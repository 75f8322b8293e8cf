// Addresses that stand in a text as they are become links, as on GitHub. (md4c does so, too, in
// time that grows with the square of the text.)
#pragma once

#include "feature/docs/render/rich_document.h"

namespace atelier::feature::docs::render {

/// http:// and https://, at the beginning of a word; not in code.
Inline with_links(Inline content);

}  // namespace atelier::feature::docs::render
