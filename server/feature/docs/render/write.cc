#include "feature/docs/render/write.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "crdt/edit.h"
#include "crdt/merge.h"
#include "crdt/view.h"
#include "feature/docs/render/block_writer.h"
#include "feature/docs/render/characters.h"
#include "feature/docs/render/markdown_import.h"

namespace atelier::feature::docs::render {
namespace {

constexpr std::string_view kTextRoot = "text";

/// Lines end as on most machines, because editors count every character.
std::string with_plain_lines(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\r') {
      out += text[at];
    } else if (at + 1 == text.size() || text[at + 1] != '\n') {
      out += '\n';
    }
  }
  return out;
}

bool is_inside_character(std::string_view text, std::size_t at) {
  return at < text.size() && (text[at] & 0xC0) == 0x80;
}

std::size_t common_start(std::string_view a, std::string_view b) {
  const std::size_t limit = std::min(a.size(), b.size());
  std::size_t count = 0;
  while (count < limit && a[count] == b[count]) ++count;
  while (count > 0 && (is_inside_character(a, count) || is_inside_character(b, count))) --count;
  return count;
}

std::size_t common_end(std::string_view a, std::string_view b) {
  const std::size_t limit = std::min(a.size(), b.size());
  std::size_t count = 0;
  while (count < limit && a[a.size() - 1 - count] == b[b.size() - 1 - count]) ++count;
  while (count > 0 && is_inside_character(a, a.size() - count)) --count;
  return count;
}

/// What stays in front and behind is not touched: cursors and comments in it stay, too.
Result<void> replace_text(crdt::Edit& edit, crdt::Type& root, std::string_view wanted) {
  std::string now = crdt::view::text(root);
  if (utf8::utf16_length(now) != root.length) {
    // Something that is no text stands in between: all of it goes.
    if (const auto done = edit.delete_text(root, 0, root.length); !done) return done.error();
    now.clear();
  }
  const std::size_t start = common_start(now, wanted);
  const std::string_view old_rest = std::string_view(now).substr(start);
  const std::string_view new_rest = wanted.substr(start);
  const std::size_t end = common_end(old_rest, new_rest);
  const std::size_t at = utf8::utf16_length(std::string_view(now).substr(0, start));
  const std::size_t gone = utf8::utf16_length(old_rest.substr(0, old_rest.size() - end));
  if (const auto done = edit.delete_text(root, at, gone); !done) return done.error();
  return edit.insert_text(root, at, new_rest.substr(0, new_rest.size() - end));
}

Result<void> append_text(crdt::Edit& edit, crdt::Type& root, std::string_view added) {
  if (added.empty()) return {};
  const std::string now = crdt::view::text(root);
  const bool begins_line = now.empty() || now.ends_with('\n');
  return edit.insert_text(root, root.length, (begins_line ? "" : "\n") + std::string(added));
}

Result<std::string> write_text(crdt::Doc& doc, crdt::ClientId client, std::string_view text,
                               WriteMode mode) {
  Result<void> done;
  std::string update = doc.edit(client, [&](crdt::Edit& edit) {
    crdt::Type& root = edit.root(kTextRoot);
    done =
        mode == WriteMode::kAppend ? append_text(edit, root, text) : replace_text(edit, root, text);
  });
  if (!done) return done.error();
  return update;
}

Result<std::string> write_rich(crdt::Doc& doc, crdt::ClientId client,
                               const std::vector<Block>& blocks, WriteMode mode,
                               const MakeBlockId& make_id) {
  const crdt::Type* const root = doc.root(kRichRoot);
  std::string begun;
  if (root == nullptr || root->length == 0) {
    ATELIER_TRY(const crdt::Applied applied, doc.apply(rich_seed(), &begun));
    static_cast<void>(applied);
  }
  Result<void> done;
  std::string update =
      doc.edit(client, [&](crdt::Edit& edit) { done = write_blocks(edit, blocks, mode, make_id); });
  if (!done) return done.error();
  if (begun.empty() || update.empty()) return begun + update;
  const std::array<std::string_view, 2> both = {begun, update};
  return crdt::merge_updates(both);
}

}  // namespace

std::optional<WriteMode> write_mode(std::string_view name) {
  if (name == "append") return WriteMode::kAppend;
  if (name == "replace") return WriteMode::kReplace;
  return std::nullopt;
}

Result<std::string> write(crdt::Doc& doc, crdt::ClientId client, const Writing& writing,
                          const MakeBlockId& make_id) {
  if (writing.content.size() > kMaxWrittenBytes) return too_large("The text is above 1 MB.");
  if (!utf8::is_valid(writing.content)) return invalid("The text is not UTF-8.");
  const std::string_view name = writing.kind == DocumentKind::kRich ? "rich." : "";
  const std::string text = with_plain_lines(writing.content);
  switch (kind_of(doc, name)) {
    case DocumentKind::kText:
      return write_text(doc, client, text, writing.mode);
    case DocumentKind::kRich: {
      ATELIER_TRY(const std::vector<Block> blocks,
                  writing.is_markdown ? blocks_of_markdown(text) : blocks_of_text(text));
      return write_rich(doc, client, blocks, writing.mode, make_id);
    }
    case DocumentKind::kOther:
      break;
  }
  return Error{Errc::kUnsupported, "The document holds neither text nor rich text.", {}};
}

}  // namespace atelier::feature::docs::render
