#include "feature/docs/render/html_inline.h"

#include <algorithm>
#include <array>

#include "base/html_text.h"
#include "feature/docs/render/colours.h"
#include "feature/docs/render/link_target.h"

namespace atelier::feature::docs::render {
namespace {

struct Mark {
  std::string_view style;
  std::string_view element;
};

constexpr std::array<Mark, 5> kMarks = {
    {{"bold", "strong"}, {"italic", "em"}, {"underline", "u"}, {"strike", "s"}, {"code", "code"}}};

std::string style_of(std::string_view text, std::string_view background,
                     std::string_view alignment) {
  std::string style;
  if (const std::string colour = text_colour(text); !colour.empty()) style += "color:" + colour;
  if (const std::string colour = background_colour(background); !colour.empty()) {
    style += std::string(style.empty() ? "" : ";") + "background-color:" + colour;
  }
  if (alignment == "center" || alignment == "right" || alignment == "justify") {
    style += std::string(style.empty() ? "" : ";") + "text-align:" + std::string(alignment);
  }
  return style;
}

void append_lines(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    append_escaped(out, text.substr(at, end - at));
    if (end < text.size()) out += "<br>";
    at = end + 1;
  }
}

void append_text(std::string& out, const Run& run) {
  const Styles& styles = run.styles;
  const std::string style =
      style_of(styles.value("textColor"), styles.value("backgroundColor"), {});
  if (!style.empty()) {
    out += "<span";
    append_attribute(out, "style", style);
    out += '>';
  }
  for (const Mark& mark : kMarks) {
    if (styles.has(mark.style)) out.append("<").append(mark.element).append(">");
  }
  append_lines(out, run.text);
  for (auto mark = kMarks.rbegin(); mark != kMarks.rend(); ++mark) {
    if (styles.has(mark->style)) out.append("</").append(mark->element).append(">");
  }
  if (!style.empty()) out += "</span>";
}

}  // namespace

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
  out += ' ';
  out += name;
  out += "=\"";
  append_escaped(out, value);
  out += '"';
}

void append_style(std::string& out, const json::object& props) {
  const std::string style =
      style_of(text_prop(props, "textColor"), text_prop(props, "backgroundColor"),
               text_prop(props, "textAlignment"));
  if (!style.empty()) append_attribute(out, "style", style);
}

void append_inline_html(std::string& out, const Inline& content) {
  for (std::size_t at = 0; at < content.size();) {
    const std::optional<std::string>& href = content[at].href;
    const bool is_link = href && is_safe_link(*href);
    if (is_link) {
      out += "<a";
      append_attribute(out, "href", *href);
      out += " rel=\"noopener noreferrer nofollow\">";
    }
    const std::size_t first = at;
    for (; at < content.size() && content[at].href == content[first].href; ++at) {
      append_text(out, content[at]);
    }
    if (is_link) out += "</a>";
  }
}

}  // namespace atelier::feature::docs::render
