// What a document shows, as one text to compare: independent of how its items are cut. Tests only.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "crdt/doc.h"

namespace atelier::crdt::shape {

inline void write_type(std::string& out, const Type& type);

inline void write_item(std::string& out, const Item& item, ContentKind& last) {
  if (item.kind != last || !is_joinable(item.kind)) {
    out += '<';
    out += std::to_string(static_cast<int>(item.kind));
    out += '>';
  }
  last = item.kind;
  out += item.body();
  if (item.own_type != nullptr) write_type(out, *item.own_type);
}

inline void write_type(std::string& out, const Type& type) {
  out += '[';
  auto last = ContentKind::kGc;
  std::uint64_t length = 0;
  for (const Item* item = type.start; item != nullptr; item = item->right) {
    if (item->is_deleted) continue;
    if (item->is_countable()) length += item->length;
    write_item(out, *item, last);
  }
  out += ']';
  out += std::to_string(type.length);
  if (type.length != length) out += "(wrong length)";
  std::vector<std::pair<std::string, const Item*>> entries;
  for (const auto& entry : type.map.entries()) entries.emplace_back(*entry.key, entry.item);
  std::sort(entries.begin(), entries.end());
  for (const auto& [key, item] : entries) {
    if (item->is_deleted) continue;
    last = ContentKind::kGc;
    out += '{' + key + ':';
    write_item(out, *item, last);
    out += '}';
  }
}

inline std::string of(const Doc& doc) {
  std::vector<const Type*> roots(doc.roots().begin(), doc.roots().end());
  std::sort(roots.begin(), roots.end(),
            [](const Type* a, const Type* b) { return *a->root_name < *b->root_name; });
  std::string out;
  for (const Type* root : roots) {
    out += *root->root_name;
    write_type(out, *root);
  }
  return out;
}

/// The text of a root: all that is shown of its strings.
inline std::string text(const Doc& doc, std::string_view root) {
  std::string out;
  const Type* const type = doc.root(root);
  for (const Item* item = type ? type->start : nullptr; item != nullptr; item = item->right) {
    if (!item->is_deleted && item->kind == ContentKind::kString) out += item->body();
  }
  return out;
}

}  // namespace atelier::crdt::shape
