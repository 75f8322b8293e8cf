#include "feature/docs/render/render.h"

#include <algorithm>

#include "crdt/view.h"
#include "crdt/view_values.h"
#include "feature/docs/render/any_json.h"
#include "feature/docs/render/html_writer.h"
#include "feature/docs/render/json_writer.h"
#include "feature/docs/render/markdown_writer.h"
#include "feature/docs/render/rich_document.h"
#include "feature/docs/render/text_writer.h"

namespace atelier::feature::docs::render {
namespace {

namespace view = crdt::view;

constexpr std::string_view kTextRoot = "text";
/// Beside the text of a file under review.
constexpr std::string_view kMetaRoot = "meta";

bool shows_something(const crdt::Type& type) {
  if (type.length > 0) return true;
  const auto& entries = type.map.entries();
  return std::any_of(entries.begin(), entries.end(),
                     [](const crdt::KeyMap::Entry& entry) { return !entry.item->is_deleted; });
}

/// What its content tells; a root does not know its own type.
view::Kind root_kind(const crdt::Type& root) {
  for (const crdt::Item* item = root.start; item != nullptr; item = item->right) {
    if (!item->is_shown()) continue;
    if (item->kind == crdt::ContentKind::kString || item->kind == crdt::ContentKind::kEmbed) {
      return view::Kind::kText;
    }
    if (item->kind != crdt::ContentKind::kType) return view::Kind::kArray;
    const view::TypeKind kind = view::type_kind(*item);
    const bool is_xml = kind == view::TypeKind::kXmlElement || kind == view::TypeKind::kXmlText ||
                        kind == view::TypeKind::kXmlHook;
    return is_xml ? view::Kind::kXml : view::Kind::kArray;
  }
  return view::Kind::kMap;
}

json::object roots_json(const crdt::Doc& doc) {
  json::object roots;
  for (const crdt::Type* root : doc.roots()) {
    roots[*root->root_name] = json_of(view::show(root, root_kind(*root)));
  }
  return roots;
}

std::string shown_text(const crdt::Doc& doc) {
  const crdt::Type* const root = doc.root(kTextRoot);
  return root != nullptr ? view::text(*root) : std::string();
}

}  // namespace

std::string_view name_of(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::kText:
      return "text";
    case DocumentKind::kRich:
      return "rich";
    case DocumentKind::kOther:
      return "other";
  }
  return "other";
}

DocumentKind kind_of(const crdt::Doc& doc, std::string_view name) {
  const crdt::Type* const rich = doc.root(kRichRoot);
  if (rich != nullptr && rich->length > 0) return DocumentKind::kRich;
  bool is_text = false;
  for (const crdt::Type* root : doc.roots()) {
    if (!shows_something(*root)) continue;
    if (*root->root_name == kTextRoot && root_kind(*root) == view::Kind::kText) {
      is_text = true;
    } else if (*root->root_name != kMetaRoot) {
      return DocumentKind::kOther;
    }
  }
  if (is_text || doc.root(kTextRoot) != nullptr) return DocumentKind::kText;
  return name.starts_with("rich.") || rich != nullptr ? DocumentKind::kRich : DocumentKind::kText;
}

json::object to_json(std::string_view name, const crdt::Doc& doc) {
  const DocumentKind kind = kind_of(doc, name);
  json::object shown{{"document", name}, {"kind", name_of(kind)}};
  switch (kind) {
    case DocumentKind::kText:
      shown["text"] = shown_text(doc);
      break;
    case DocumentKind::kRich:
      shown["blocks"] = blocks_json(rich_blocks(doc));
      break;
    case DocumentKind::kOther:
      shown["roots"] = roots_json(doc);
      break;
  }
  return shown;
}

std::string to_markdown(const crdt::Doc& doc) {
  switch (kind_of(doc)) {
    case DocumentKind::kText:
      return shown_text(doc);
    case DocumentKind::kRich:
      return blocks_markdown(rich_blocks(doc));
    case DocumentKind::kOther:
      break;
  }
  return {};
}

std::string to_html(const crdt::Doc& doc, std::string_view title) {
  switch (kind_of(doc)) {
    case DocumentKind::kText:
      return html_page(title, "<pre>" + escaped_html(shown_text(doc)) + "</pre>\n");
    case DocumentKind::kRich:
      return html_page(title, blocks_html(rich_blocks(doc)));
    case DocumentKind::kOther:
      break;
  }
  return {};
}

std::string to_text(const crdt::Doc& doc) {
  switch (kind_of(doc)) {
    case DocumentKind::kText:
      return shown_text(doc);
    case DocumentKind::kRich:
      return blocks_text(rich_blocks(doc));
    case DocumentKind::kOther:
      break;
  }
  return {};
}

}  // namespace atelier::feature::docs::render
