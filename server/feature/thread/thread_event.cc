#include "feature/thread/thread_event.h"

#include "base/json_text.h"

namespace atelier::feature::thread {

// As text, so that members we do not know keep theirs.
std::string message_text(const core::Event& event) {
  const auto members = json_text::split_object(event.content);
  if (!members) return {};
  for (const auto& [key, raw] : *members) {
    if (key == "message") return std::string(raw);
  }
  return {};
}

Anchor anchor_of(const core::Event& opened, const json::object& body) {
  const auto text = [](const json::object& from, std::string_view name) {
    return std::string(string_member(from, name).value_or(""));
  };
  return {text(body, "surface"), text(body, "target"), text(body, "position"),
          text(object_of(opened.content), "quote")};
}

json::object head_of(const core::Event& opened, const json::object& body) {
  json::object head{
      {"id", body.at("thread")}, {"seq", opened.seq}, {"anchor", to_json(anchor_of(opened, body))}};
  const json::object content = object_of(opened.content);
  if (const auto suggested = string_member(content, "suggestion")) {
    head["suggestion"] = {{"text", *suggested}};
  }
  head["from"] = json::parse(core::to_json(opened.actor));
  head["at"] = opened.at;
  return head;
}

std::string thread_id(const json::object& body) {
  return std::string(string_member(body, "thread").value_or(""));
}

std::uint64_t root_of(const json::object& body) {
  return static_cast<std::uint64_t>(int_member(body, "root").value_or(0));
}

}  // namespace atelier::feature::thread
