#include "feature/docs/render/markdown_leaf.h"

#include <algorithm>
#include <array>

#include "feature/docs/render/autolink.h"

namespace atelier::feature::docs::render {
namespace {

constexpr std::array<std::string_view, 4> kStyleNames = {"bold", "italic", "strike", "code"};

bool ends_like(std::string_view url, std::initializer_list<std::string_view> endings) {
  const std::string_view path = url.substr(0, url.find_first_of("?#"));
  return std::any_of(endings.begin(), endings.end(), [path](std::string_view ending) {
    if (path.size() < ending.size()) return false;
    return std::equal(ending.begin(), ending.end(), path.end() - static_cast<int>(ending.size()),
                      [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + 32 : b); });
  });
}

/// Markdown has one sign for all that is shown.
std::string_view media_type(std::string_view url) {
  if (ends_like(url, {".mp4", ".webm", ".mov", ".ogv"})) return "video";
  if (ends_like(url, {".mp3", ".wav", ".ogg", ".m4a", ".flac"})) return "audio";
  return "image";
}

void trim(Inline& content) {
  while (!content.empty() && !content.front().styles.has("code")) {
    std::string& text = content.front().text;
    text.erase(0, std::min(text.find_first_not_of(" \n\t"), text.size()));
    if (!text.empty()) break;
    content.erase(content.begin());
  }
  while (!content.empty() && !content.back().styles.has("code")) {
    std::string& text = content.back().text;
    text.resize(text.find_last_not_of(" \n\t") + 1);
    if (!text.empty()) return;
    content.pop_back();
  }
}

}  // namespace

// The parser closes spans that it has not opened where links and images overlap in odd ways: what
// is not open stays closed.
void MarkdownLeaf::begin(Style style) {
  ++styles_[static_cast<int>(style)];
}

void MarkdownLeaf::end(Style style) {
  int& depth = styles_[static_cast<int>(style)];
  if (depth > 0) --depth;
}

void MarkdownLeaf::begin_link(std::string href) {
  links_.push_back(std::move(href));
}

void MarkdownLeaf::end_link() {
  if (!links_.empty()) links_.pop_back();
}

void MarkdownLeaf::begin_image(std::string url, std::string title) {
  images_.push_back({std::move(url), std::move(title), {}});
}

/// An image in the description of another is part of that.
void MarkdownLeaf::end_image() {
  if (images_.empty()) return;
  Image image = std::move(images_.back());
  images_.pop_back();
  if (!images_.empty()) {
    images_.back().description += image.description;
    return;
  }
  Block block;
  block.type = media_type(image.url);
  block.props = {{"url", image.url}, {"name", image.description}, {"caption", image.title}};
  parts_.push_back(std::move(block));
}

Run MarkdownLeaf::current() const {
  Run run;
  for (std::size_t index = 0; index < kStyleNames.size(); ++index) {
    if (styles_[index] > 0) run.styles.set(kStyleNames[index]);
  }
  if (!links_.empty()) run.href = links_.back();
  return run;
}

void MarkdownLeaf::add(std::string_view text) {
  if (!images_.empty()) {
    images_.back().description += text;
    return;
  }
  if (parts_.empty() || parts_.back().type != "paragraph") {
    parts_.emplace_back().type = "paragraph";
  }
  Run run = current();
  run.text = text;
  append_run(parts_.back().content, std::move(run));
}

std::vector<Block> MarkdownLeaf::take() {
  std::vector<Block> parts = std::move(parts_);
  parts_.clear();
  for (Block& part : parts) {
    trim(part.content);
    part.content = with_links(std::move(part.content));
  }
  std::erase_if(parts,
                [](const Block& part) { return part.type == "paragraph" && part.content.empty(); });
  return parts;
}

Inline MarkdownLeaf::take_inline() {
  Inline content;
  for (Block& part : parts_) {
    for (Run& run : part.content) append_run(content, std::move(run));
    if (part.type == "paragraph") continue;
    const std::string url(text_prop(part.props, "url"));
    const std::string name(text_prop(part.props, "name"));
    append_run(content, {name.empty() ? url : name, {}, url});
  }
  parts_.clear();
  trim(content);
  return with_links(std::move(content));
}

}  // namespace atelier::feature::docs::render
