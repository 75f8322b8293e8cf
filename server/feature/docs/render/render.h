// A document as people and other programs read it: JSON, Markdown, HTML, plain text (VER21). The
// one entry to this folder for reading; write.h is the one for writing. Reads a crdt::Doc and
// knows nothing of rooms, stores, peers or REST. Takes time linear in the document.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/json.h"
#include "crdt/doc.h"

namespace atelier::feature::docs::render {

enum class DocumentKind : std::uint8_t { kText, kRich, kOther };

/// "text", "rich", "other".
std::string_view name_of(DocumentKind kind);

/// What a document holds: rich with anything in the root `document-store`, text with `text` as its
/// only other root besides `meta`. Where nothing is yet its name decides: rich if it begins with
/// `rich.`, else text (VER22).
DocumentKind kind_of(const crdt::Doc& doc, std::string_view name = {});

/// `{document, kind, text|blocks|roots}`.
json::object to_json(std::string_view name, const crdt::Doc& doc);
/// GitHub's Markdown; a plain text as it is. Empty for other documents.
std::string to_markdown(const crdt::Doc& doc);
/// A whole page, escaped, without scripts. Empty for other documents.
std::string to_html(const crdt::Doc& doc, std::string_view title);
/// Without formats, one line for each block. Empty for other documents.
std::string to_text(const crdt::Doc& doc);

}  // namespace atelier::feature::docs::render
