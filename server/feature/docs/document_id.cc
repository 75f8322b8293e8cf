#include "feature/docs/document_id.h"

#include "base/ids.h"

namespace atelier::feature::docs {

std::optional<DocumentId> parse_document_id(std::string_view text) {
  const std::size_t slash = text.find('/');
  DocumentId id{std::string(text.substr(0, slash)), "main"};
  if (slash != std::string_view::npos) id.name = text.substr(slash + 1);
  if (!is_room_id(id.room) || !is_document_name(id.name)) return std::nullopt;
  return id;
}

std::string document_partition(std::string_view workspace, const DocumentId& id) {
  return "document/" + std::string(workspace) + '/' + id.text();
}

std::string room_documents_partition(std::string_view workspace, std::string_view room) {
  return "documents/" + std::string(workspace) + '/' + std::string(room);
}

}  // namespace atelier::feature::docs
