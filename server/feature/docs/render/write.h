// Text and Markdown from outside into a document (VER22), as an edit like any other. The one entry
// to this folder for writing. Knows nothing of rooms, stores, peers or REST.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crdt/doc.h"
#include "feature/docs/render/render.h"

namespace atelier::feature::docs::render {

inline constexpr std::size_t kMaxWrittenBytes = 1024 * 1024;

enum class WriteMode : std::uint8_t { kAppend, kReplace };

/// "append" or "replace".
std::optional<WriteMode> write_mode(std::string_view name);

struct Writing {
  std::string_view content;
  /// In a rich document Markdown makes blocks and plain text a paragraph of each line; a plain
  /// document takes both as they are.
  bool is_markdown = false;
  WriteMode mode = WriteMode::kAppend;
  /// Of a document where nothing is yet; else what it holds counts.
  DocumentKind kind = DocumentKind::kText;
};

/// Gives a block its id, e.g. a UUID: never the same twice.
using MakeBlockId = std::function<std::string()>;

/// Changes the document and gives the update for the others, empty if nothing changed. `client` is
/// an id that nobody else uses. Refused before anything changes: more than kMaxWrittenBytes
/// (too_large), what is no UTF-8 (invalid), a document that is neither text nor rich (unsupported).
Result<std::string> write(crdt::Doc& doc, crdt::ClientId client, const Writing& writing,
                          const MakeBlockId& make_id);

}  // namespace atelier::feature::docs::render
