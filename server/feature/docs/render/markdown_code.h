// A block of code that is being imported, with the white space it was written with: md4c gives the
// indent of a line as spaces from nowhere in the source. Used by markdown_import only.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace atelier::feature::docs::render {

class MarkdownCode {
 public:
  explicit MarkdownCode(std::string_view source) : source_(source) {}

  /// A piece of the source, an indent, or the end of a line.
  void add(std::string_view text);
  /// Without the end of the last line.
  std::string take();

 private:
  bool is_source(std::string_view text) const;
  /// The white space before `at` that is as wide as the indent; nothing where a tab reaches into
  /// what is in front of the code.
  std::string_view written_indent(std::size_t at) const;

  std::string_view source_;
  std::string code_;
  /// Columns in front of what comes next.
  std::size_t indent_ = 0;
};

}  // namespace atelier::feature::docs::render
