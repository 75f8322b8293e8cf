// The name of a document and the partitions it is kept in.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace atelier::feature::docs {

struct DocumentId {
  std::string room;
  std::string name;

  std::string text() const { return room + '/' + name; }
  auto operator<=>(const DocumentId&) const = default;
};

/// "<room>/<name>"; a bare "<room>" means "<room>/main" (DOC1).
std::optional<DocumentId> parse_document_id(std::string_view text);

/// Log and snapshot of one document.
std::string document_partition(std::string_view workspace, const DocumentId& id);
/// One record for each document of a room: sort key is its name.
std::string room_documents_partition(std::string_view workspace, std::string_view room);

}  // namespace atelier::feature::docs
