// The inline part of a block that is being imported: text with marks, and the pictures in it. Used
// by markdown_import only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feature/docs/render/rich_document.h"

namespace atelier::feature::docs::render {

class MarkdownLeaf {
 public:
  enum class Style { kBold, kItalic, kStrike, kCode };

  void begin(Style style);
  void end(Style style);
  void begin_link(std::string href);
  void end_link();
  void begin_image(std::string url, std::string title);
  void end_image();
  void add(std::string_view text);

  /// What came since the last time: paragraphs without white space at their ends, and pictures
  /// between them.
  std::vector<Block> take();
  /// The same as one text; pictures are links.
  Inline take_inline();

 private:
  struct Image {
    std::string url;
    std::string title;
    std::string description;
  };

  Run current() const;

  std::vector<Block> parts_;
  /// How many of each are open.
  int styles_[4] = {};
  std::vector<std::string> links_;
  std::vector<Image> images_;
};

}  // namespace atelier::feature::docs::render
