#include "feature/docs/render/markdown_code.h"

#include <functional>
#include <utility>

namespace atelier::feature::docs::render {
namespace {

constexpr std::size_t kTab = 4;

std::size_t column_after(std::size_t column, char letter) {
  return letter == '\t' ? (column / kTab + 1) * kTab : column + 1;
}

}  // namespace

void MarkdownCode::add(std::string_view text) {
  const bool is_line_end = text == "\n";
  if (!is_source(text) && !is_line_end) {
    indent_ += text.size();
    return;
  }
  std::string_view written;
  if (!is_line_end)
    written = written_indent(static_cast<std::size_t>(text.data() - source_.data()));
  if (written.empty()) {
    code_.append(indent_, ' ');
  } else {
    code_ += written;
  }
  code_ += text;
  indent_ = 0;
}

std::string MarkdownCode::take() {
  if (code_.ends_with('\n')) code_.pop_back();
  indent_ = 0;
  return std::exchange(code_, {});
}

bool MarkdownCode::is_source(std::string_view text) const {
  const std::less_equal<> not_behind;
  return not_behind(source_.data(), text.data()) &&
         not_behind(text.data() + text.size(), source_.data() + source_.size());
}

std::string_view MarkdownCode::written_indent(std::size_t at) const {
  if (indent_ == 0) return {};
  const std::size_t before = source_.substr(0, at).rfind('\n');
  const std::size_t line = before == std::string_view::npos ? 0 : before + 1;
  const std::string_view lead = source_.substr(line, at - line);
  const std::size_t space = lead.find_last_not_of(" \t") + 1;
  std::size_t end = 0;
  for (const char letter : lead) end = column_after(end, letter);
  std::size_t column = 0;
  for (std::size_t place = 0; place < lead.size(); ++place) {
    if (place >= space && end - column == indent_) return lead.substr(place);
    column = column_after(column, lead[place]);
  }
  return {};
}

}  // namespace atelier::feature::docs::render
