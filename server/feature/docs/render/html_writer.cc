#include "feature/docs/render/html_writer.h"

#include <algorithm>

#include "base/html_text.h"
#include "feature/docs/render/html_inline.h"
#include "feature/docs/render/link_target.h"
#include "feature/docs/render/rich_table.h"
#include "feature/docs/render/text_writer.h"

namespace atelier::feature::docs::render {
namespace {

constexpr std::string_view kStyle = R"(<style>
body { max-width: 68ch; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.6 system-ui, sans-serif; }
img, video { max-width: 100%; }
pre { padding: 0.75rem; overflow-x: auto; border: 1px solid; }
table { border-collapse: collapse; }
td, th { padding: 0.3rem 0.6rem; border: 1px solid; text-align: start; vertical-align: top; }
blockquote { margin-inline: 0; padding-inline-start: 0.9rem; border-inline-start: 2px solid; }
.inset { margin-inline-start: 1.5rem; }
.tasks { list-style: none; padding-inline-start: 0; }
.tasks .tasks { padding-inline-start: 1.5rem; }
</style>
)";

/// Which list an item stands in; none for other blocks.
enum class ListKind : std::uint8_t { kNone, kBullets, kNumbers, kTasks };

ListKind list_kind(const Block& block) {
  if (block.type == "numberedListItem") return ListKind::kNumbers;
  if (block.type == "checkListItem") return ListKind::kTasks;
  const bool is_bullet = block.type == "bulletListItem" || block.type == "toggleListItem";
  return is_bullet ? ListKind::kBullets : ListKind::kNone;
}

class HtmlWriter {
 public:
  std::string take() { return std::move(out_); }

  void write(const std::vector<Block>& blocks) {
    ListKind open = ListKind::kNone;
    for (const Block& block : blocks) {
      const ListKind kind = list_kind(block);
      if (kind != open) {
        end_list(open);
        begin_list(kind, block);
        open = kind;
      }
      if (kind == ListKind::kNone) {
        write_block(block);
      } else {
        write_item(block);
      }
    }
    end_list(open);
  }

 private:
  void begin_list(ListKind kind, const Block& first) {
    switch (kind) {
      case ListKind::kNone:
        return;
      case ListKind::kBullets:
        out_ += "<ul>\n";
        return;
      case ListKind::kTasks:
        out_ += "<ul class=\"tasks\">\n";
        return;
      case ListKind::kNumbers:
        const std::int64_t start = Numbering().next(first);
        out_ += start == 1 ? "<ol>\n" : "<ol start=\"" + std::to_string(start) + "\">\n";
        return;
    }
  }

  void end_list(ListKind kind) {
    if (kind != ListKind::kNone) out_ += kind == ListKind::kNumbers ? "</ol>\n" : "</ul>\n";
  }

  void write_item(const Block& block) {
    open("li", block);
    const bool is_task = block.type == "checkListItem";
    if (is_task) {
      const std::string_view checked = flag_prop(block.props, "checked") ? " checked" : "";
      out_.append("<label><input type=\"checkbox\" disabled").append(checked).append("> ");
    }
    const bool is_toggle = block.type == "toggleListItem" && !block.children.empty();
    if (is_toggle) out_ += "<details open><summary>";
    append_inline_html(out_, block.content);
    if (is_toggle) out_ += "</summary>";
    if (is_task) out_ += "</label>";
    if (!block.children.empty()) {
      out_ += '\n';
      write(block.children);
    }
    out_ += is_toggle ? "</details></li>\n" : "</li>\n";
  }

  void write_block(const Block& block) {
    write_content(block);
    if (block.children.empty()) return;
    out_ += "<div class=\"inset\">\n";
    write(block.children);
    out_ += "</div>\n";
  }

  void write_content(const Block& block) {
    if (block.table) return write_table(block);
    if (block.type == "divider" || block.type == "pageBreak") {
      out_ += "<hr>\n";
    } else if (block.type == "codeBlock") {
      write_code(block);
    } else if (is_without_content(block.type) && block.content.empty()) {
      write_file(block);
    } else if (!block.content.empty()) {
      const std::string element = element_of(block);
      open(element, block);
      append_inline_html(out_, block.content);
      out_ += "</" + element + ">\n";
    }
  }

  static std::string element_of(const Block& block) {
    if (block.type == "quote") return "blockquote";
    if (block.type != "heading") return "p";
    const std::int64_t level = number_prop(block.props, "level").value_or(1);
    return "h" + std::to_string(std::clamp<std::int64_t>(level, 1, 6));
  }

  void open(std::string_view element, const Block& block) {
    out_ += '<';
    out_ += element;
    append_style(out_, block.props);
    out_ += '>';
  }

  void write_code(const Block& block) {
    out_ += "<pre><code";
    const std::string_view language = text_prop(block.props, "language");
    if (!language.empty() && language != "text") {
      append_attribute(out_, "class", "language-" + std::string(language));
    }
    out_ += '>';
    append_escaped(out_, plain(block.content));
    out_ += "</code></pre>\n";
  }

  void write_table(const Block& block) {
    open("table", block);
    out_ += '\n';
    for (const std::vector<Cell>& row : block.table->rows) {
      out_ += "<tr>";
      for (const Cell& cell : row) write_cell(cell);
      out_ += "</tr>\n";
    }
    out_ += "</table>\n";
  }

  void write_cell(const Cell& cell) {
    const std::string_view element = cell.is_header ? "th" : "td";
    out_ += '<';
    out_ += element;
    if (cell.colspan > 1) append_attribute(out_, "colspan", std::to_string(cell.colspan));
    if (cell.rowspan > 1) append_attribute(out_, "rowspan", std::to_string(cell.rowspan));
    append_style(out_, cell.props);
    out_ += '>';
    append_inline_html(out_, cell.content);
    out_.append("</").append(element).append(">");
  }

  /// What cannot be shown is a link, what may not be linked to is its name.
  void write_file(const Block& block) {
    const std::string_view url = text_prop(block.props, "url");
    const std::string_view name = text_prop(block.props, "name");
    const std::string_view caption = text_prop(block.props, "caption");
    if (url.empty() && name.empty() && caption.empty()) return;
    out_ += "<figure>";
    if (!is_safe_source(url)) {
      append_escaped(out_, name);
    } else if (block.type == "image") {
      write_image(block, url, caption.empty() ? name : caption);
    } else {
      write_source(block.type, url, name.empty() ? url : name);
    }
    if (!caption.empty()) {
      out_ += "<figcaption>";
      append_escaped(out_, caption);
      out_ += "</figcaption>";
    }
    out_ += "</figure>\n";
  }

  void write_image(const Block& block, std::string_view url, std::string_view description) {
    out_ += "<img";
    append_attribute(out_, "src", url);
    append_attribute(out_, "alt", description);
    const std::int64_t width = number_prop(block.props, "previewWidth").value_or(0);
    if (width > 0) append_attribute(out_, "width", std::to_string(width));
    out_ += '>';
  }

  void write_source(std::string_view type, std::string_view url, std::string_view name) {
    const bool is_played = type == "video" || type == "audio";
    if (is_played) {
      out_.append("<").append(type).append(" controls");
      append_attribute(out_, "src", url);
      out_.append("></").append(type).append("> ");
    }
    out_ += "<a";
    append_attribute(out_, "href", url);
    out_ += '>';
    append_escaped(out_, name);
    out_ += "</a>";
  }

  std::string out_;
};

}  // namespace

std::string blocks_html(const std::vector<Block>& blocks) {
  HtmlWriter writer;
  writer.write(blocks);
  return writer.take();
}

std::string html_page(std::string_view title, std::string_view body) {
  const std::string name = escaped_html(title);
  std::string page = "<!doctype html>\n<html>\n<head><meta charset=\"utf-8\">\n";
  page +=
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src *; "
      "media-src *; style-src 'unsafe-inline'\">\n";
  page += "<meta name=\"viewport\" content=\"width=device-width\">\n<title>" + name + "</title>\n";
  page += kStyle;
  page += "</head>\n<body>\n<h1>" + name + "</h1>\n";
  page += body;
  page += "</body>\n</html>\n";
  return page;
}

std::string escaped_html(std::string_view text) {
  std::string out;
  append_escaped(out, text);
  return out;
}

}  // namespace atelier::feature::docs::render
