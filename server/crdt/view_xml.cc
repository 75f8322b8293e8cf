#include <algorithm>

#include "base/utf8.h"
#include "crdt/js_json.h"
#include "crdt/view.h"
#include "crdt/view_values.h"

namespace atelier::crdt::view {
namespace {

using Named = std::pair<std::string, std::string>;

bool by_name(const Named& a, const Named& b) {
  return js_json::utf16_less(a.first, b.first);
}

/// toLowerCase for the alphabets with a fixed distance: ASCII, Latin-1, Greek, Cyrillic. Names of
/// elements are hardly anything else.
std::string lower_case(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size(); ++at) {
    const auto lead = static_cast<unsigned char>(name[at]);
    const bool two_bytes = lead >= 0xC3 && lead <= 0xD0 && at + 1 < name.size();
    if (!two_bytes) {
      out += lead >= 'A' && lead <= 'Z' ? static_cast<char>(lead + 32) : name[at];
      continue;
    }
    std::uint32_t point = (lead & 0x1Fu) << 6 | (static_cast<unsigned char>(name[++at]) & 0x3Fu);
    const auto within = [&point](std::uint32_t first, std::uint32_t last) {
      return point >= first && point <= last;
    };
    if ((within(0xC0, 0xDE) && point != 0xD7) || within(0x391, 0x3A9) || within(0x410, 0x42F)) {
      point += 32;
    } else if (within(0x400, 0x40F)) {
      point += 80;
    }
    utf8::append(out, point);
  }
  return out;
}

void append_attributes(std::string& out, std::vector<Named> attributes) {
  std::sort(attributes.begin(), attributes.end(), by_name);
  for (const auto& [name, value] : attributes) out += ' ' + name + "=\"" + value + '"';
}

std::string children(const Type& type, int depth) {
  std::string out;
  for (const Item* item = type.start; item != nullptr; item = item->right) {
    if (!item->is_shown()) continue;
    if (item->kind == ContentKind::kString) {
      out += item->body();
    } else {
      for_each_value(*item, [&](const Value& value) { out += value_as_text(value, depth + 1); });
    }
  }
  return out;
}

std::string element(const Item& item, int depth) {
  const Type& type = *item.own_type;
  std::vector<Named> attributes;
  for (const KeyMap::Entry& entry : type.map.entries()) {
    const auto value = map_value(*entry.item);
    if (value) attributes.emplace_back(*entry.key, value_as_text(*value, depth + 1));
  }
  const std::string name = lower_case(type_name(item));
  std::string out = '<' + name;
  append_attributes(out, std::move(attributes));
  return out + '>' + children(type, depth) + "</" + name + '>';
}

/// What `for (key in value)` lists: members, elements, or the units of a text.
std::vector<Named> enumerated(std::string_view json_text) {
  std::vector<Named> found;
  auto any = js_json::parse(json_text);
  if (!any) return found;
  const auto add = [&found](std::string name, const Any& value) {
    found.emplace_back(std::move(name), value_as_text({nullptr, value}, 0));
  };
  if (const auto* members = std::get_if<Any::Object>(&any->value)) {
    for (const AnyMember& member : *members) add(member.key, member.value);
  } else if (const auto* elements = std::get_if<Any::Array>(&any->value)) {
    for (const Any& value : *elements) add(std::to_string(found.size()), value);
  } else if (const auto* text = std::get_if<std::string>(&any->value)) {
    each_unit(*text, [&](const Value& unit) { add(std::to_string(found.size()), unit.plain); });
  }
  return found;
}

/// Each format is an element around the text, the format's own members are its attributes.
void append_formatted(std::string& out, const Run& run, const std::string& inner) {
  Attributes formats = run.attributes;
  std::sort(formats.begin(), formats.end(),
            [](const auto& a, const auto& b) { return js_json::utf16_less(a.first, b.first); });
  for (const auto& [name, value] : formats) {
    out += '<';
    out += name;
    append_attributes(out, enumerated(value));
    out += '>';
  }
  out += inner;
  for (auto format = formats.rbegin(); format != formats.rend(); ++format) {
    out += "</";
    out += format->first;
    out += '>';
  }
}

}  // namespace

std::string xml_of(const Type& type, int depth) {
  const bool is_element = type.item != nullptr && type_kind(*type.item) == TypeKind::kXmlElement;
  return is_element ? element(*type.item, depth) : children(type, depth);
}

std::string xml_text_of(const Type& type, int depth) {
  std::string out;
  for_each_run(type, [&](const Run& run) {
    std::string inner = run.text;
    if (run.embed != nullptr) {
      for_each_value(*run.embed,
                     [&](const Value& value) { inner = value_as_text(value, depth + 1); });
    }
    append_formatted(out, run, inner);
  });
  return out;
}

std::string xml(const Type& type) {
  return children(type, 0);
}

}  // namespace atelier::crdt::view
