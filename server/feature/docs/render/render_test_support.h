// Golden documents (spec/vectors/documents) and small ones for the tests of this folder. Tests
// only.
#pragma once

#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/base64.h"
#include "base/json.h"
#include "crdt/doc.h"
#include "crdt/edit.h"
#include "feature/docs/render/write.h"

namespace atelier::feature::docs::render::test {

inline std::string vector_path(std::string_view name) {
  const std::string here = __FILE__;
  return here.substr(0, here.rfind("server/")) + "spec/vectors/documents/" + std::string(name);
}

inline json::object vectors(std::string_view name) {
  std::ifstream file(vector_path(name));
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  return json::parse(text).as_object();
}

inline std::string bytes_of(const json::value& base64_text) {
  return base64::decode_lenient(std::string_view(base64_text.as_string()));
}

inline std::unique_ptr<crdt::Doc> doc_of(std::string_view update) {
  auto doc = std::make_unique<crdt::Doc>();
  if (!update.empty() && !doc->apply(update)) return nullptr;
  return doc;
}

/// One golden document.
inline json::object golden(std::string_view name) {
  const json::object all = vectors("rich.json");
  for (const json::value& document : all.at("documents").as_array()) {
    if (document.at("name").as_string() == name) return document.as_object();
  }
  return {};
}

inline std::unique_ptr<crdt::Doc> golden_doc(std::string_view name) {
  return doc_of(bytes_of(golden(name).at("update")));
}

/// b1, b2, ...
inline MakeBlockId counted_ids() {
  return [count = 0]() mutable { return "b" + std::to_string(++count); };
}

inline std::string write_into(crdt::Doc& doc, std::string_view content, bool is_markdown = true,
                              WriteMode mode = WriteMode::kAppend,
                              DocumentKind kind = DocumentKind::kRich) {
  const auto written = write(doc, 7, {content, is_markdown, mode, kind}, counted_ids());
  return written ? *written : "refused: " + written.error().message;
}

/// A rich document of Markdown.
inline std::unique_ptr<crdt::Doc> rich_doc(std::string_view markdown) {
  auto doc = std::make_unique<crdt::Doc>();
  write_into(*doc, markdown);
  return doc;
}

}  // namespace atelier::feature::docs::render::test
