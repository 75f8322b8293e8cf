#include "crdt/text_attributes.h"

#include <algorithm>

#include "crdt/js_json.h"

namespace atelier::crdt {
namespace {

auto find_in(auto& entries, std::string_view key) {
  return std::find_if(entries.begin(), entries.end(),
                      [key](const TextAttributes::Entry& entry) { return entry.first == key; });
}

}  // namespace

const std::string* TextAttributes::find(std::string_view key) const {
  const auto found = find_in(entries_, key);
  return found == entries_.end() ? nullptr : &found->second;
}

std::string_view TextAttributes::value(std::string_view key) const {
  const std::string* const found = find(key);
  return found == nullptr ? kNoValue : std::string_view(*found);
}

void TextAttributes::set(std::string_view key, std::string_view json) {
  const auto found = find_in(entries_, key);
  if (found == entries_.end()) {
    entries_.emplace_back(key, json);
  } else {
    found->second = json;
  }
}

void TextAttributes::erase(std::string_view key) {
  const auto found = find_in(entries_, key);
  if (found != entries_.end()) entries_.erase(found);
}

void TextAttributes::apply(const Entry& format) {
  if (format.second == kNoValue) {
    erase(format.first);
  } else {
    set(format.first, format.second);
  }
}

TextAttributes::Entry format_of(const Item& item) {
  VarReader reader(item.body());
  const std::string_view key = reader.var_string();
  return {std::string(key), std::string(reader.var_string())};
}

std::string format_body(std::string_view key, std::string_view json) {
  VarWriter writer;
  writer.var_bytes(key);
  writer.var_bytes(json);
  return writer.take();
}

bool equal_values(std::string_view a, std::string_view b) {
  if (a == b) return true;
  if (!a.starts_with('{') || !b.starts_with('{')) return false;
  const Result<Any> left = js_json::parse(a);
  const Result<Any> right = js_json::parse(b);
  if (!left || !right) return false;
  auto members = std::get<Any::Object>(left->value);
  auto others = std::get<Any::Object>(right->value);
  const auto by_key = [](const AnyMember& x, const AnyMember& y) { return x.key < y.key; };
  std::sort(members.begin(), members.end(), by_key);
  std::sort(others.begin(), others.end(), by_key);
  return members == others;
}

}  // namespace atelier::crdt
