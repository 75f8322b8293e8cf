// A table as rows of Markdown, without a prefix. Used by markdown_writer only.
#pragma once

#include <string>
#include <vector>

#include "feature/docs/render/rich_document.h"

namespace atelier::feature::docs::render {

std::vector<std::string> markdown_rows(const Table& table);

}  // namespace atelier::feature::docs::render
