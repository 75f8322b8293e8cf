#include "feature/docs/render/rich_inline.h"

#include "crdt/js_json.h"
#include "crdt/view.h"
#include "crdt/view_values.h"
#include "feature/docs/render/any_json.h"

namespace atelier::feature::docs::render {
namespace {

namespace view = crdt::view;

/// y-prosemirror adds `--` and a hash of 8 characters where marks of one type may overlap.
std::string_view mark_name(std::string_view key) {
  constexpr std::size_t kHashed = 10;
  const bool hashed = key.size() > kHashed && key.substr(key.size() - kHashed, 2) == "--";
  return hashed ? key.substr(0, key.size() - kHashed) : key;
}

const std::string* member(const crdt::Any& any, std::string_view key) {
  const auto* members = std::get_if<crdt::Any::Object>(&any.value);
  if (members == nullptr) return nullptr;
  for (const crdt::AnyMember& found : *members) {
    if (found.key == key) return std::get_if<std::string>(&found.value.value);
  }
  return nullptr;
}

/// A mark without attributes is there or not, one with `stringValue` has that value; others, such
/// as those of comments, are no styles.
void apply_mark(Run& run, std::string_view key, const crdt::Any& value) {
  const std::string_view name = mark_name(key);
  if (name == "link") {
    if (const std::string* href = member(value, "href")) run.href = *href;
    return;
  }
  if (const std::string* text = member(value, "stringValue")) return run.styles.set(name, *text);
  if (const auto* text = std::get_if<std::string>(&value.value)) {
    return run.styles.set(name, *text);
  }
  const auto* members = std::get_if<crdt::Any::Object>(&value.value);
  const auto* flag = std::get_if<bool>(&value.value);
  const bool is_on = members != nullptr ? members->empty() : flag != nullptr && *flag;
  if (is_on) run.styles.set(name);
}

Run with_marks(const view::Attributes& attributes) {
  Run run;
  for (const auto& [key, value] : attributes) {
    const auto parsed = crdt::js_json::parse(value);
    if (parsed) apply_mark(run, key, *parsed);
  }
  return run;
}

/// What names a thing that has no text: a person mentioned, a document linked to.
std::string label_of(const json::object& props, bool is_mention) {
  for (const char* key : {"label", "name", "user", "title", "text"}) {
    const std::string_view text = text_prop(props, key);
    if (!text.empty()) return (is_mention && text.front() != '@' ? "@" : "") + std::string(text);
  }
  return {};
}

void append_embed(Inline& content, const crdt::Item& item, Run run, int depth) {
  if (item.kind == crdt::ContentKind::kType) return append_inline(content, item, depth);
  view::for_each_value(item, [&](const view::Value& value) {
    const json::value embed = json_of(value.plain);
    if (embed.is_string()) run.text = embed.as_string();
    if (embed.is_object()) run.text = label_of(embed.as_object(), false);
  });
  append_run(content, std::move(run));
}

void append_text(Inline& content, const crdt::Type& text, int depth) {
  view::for_each_run(text, [&](view::Run found) {
    Run run = with_marks(found.attributes);
    if (found.embed != nullptr) {
      append_embed(content, *found.embed, std::move(run), depth + 1);
    } else {
      run.text = std::move(found.text);
      append_run(content, std::move(run));
    }
  });
}

/// A break belongs to the text before it, as in BlockNote.
void append_break(Inline& content) {
  if (content.empty()) {
    content.push_back({"\n"});
  } else {
    content.back().text += '\n';
  }
}

void append_element(Inline& content, const crdt::Item& item, int depth) {
  if (view::type_name(item) == "hardBreak") return append_break(content);
  Inline inner = inline_of(*item.own_type, depth);
  if (inner.empty()) {
    const bool is_mention = view::type_name(item) == "mention";
    inner.push_back({label_of(attributes_of(*item.own_type), is_mention)});
  }
  for (Run& run : inner) append_run(content, std::move(run));
}

}  // namespace

void append_inline(Inline& content, const crdt::Item& child, int depth) {
  if (depth >= view::kMaxDepth) return;
  if (child.kind == crdt::ContentKind::kString) {
    return append_run(content, {std::string(child.body())});
  }
  if (child.kind != crdt::ContentKind::kType) return;
  switch (view::type_kind(child)) {
    case view::TypeKind::kText:
    case view::TypeKind::kXmlText:
      return append_text(content, *child.own_type, depth);
    case view::TypeKind::kXmlElement:
    case view::TypeKind::kXmlFragment:
      return append_element(content, child, depth);
    case view::TypeKind::kArray:
    case view::TypeKind::kMap:
    case view::TypeKind::kXmlHook:
      return;
  }
}

Inline inline_of(const crdt::Type& parent, int depth) {
  Inline content;
  for (const crdt::Item* item = parent.start; item != nullptr; item = item->right) {
    if (item->is_shown()) append_inline(content, *item, depth + 1);
  }
  return content;
}

json::object attributes_of(const crdt::Type& element) {
  json::object attributes;
  for (const crdt::KeyMap::Entry& entry : element.map.entries()) {
    const auto value = view::map_value(*entry.item);
    if (!value || value->type_item != nullptr) continue;
    if (std::holds_alternative<crdt::Undefined>(value->plain.value)) continue;
    attributes[*entry.key] = json_of(value->plain);
  }
  return attributes;
}

}  // namespace atelier::feature::docs::render
