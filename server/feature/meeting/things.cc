#include "feature/meeting/things.h"

#include <algorithm>

#include "feature/meeting/meeting_limits.h"

namespace atelier::feature::meeting {
namespace {

template <class T>
void add(std::vector<T>& list, T thing) {
  if (list.size() >= kThingsPerMeeting) return;
  if (std::ranges::find(list, thing) == list.end()) list.push_back(std::move(thing));
}

template <class T>
json::array list_of(const std::vector<T>& things) {
  json::array list;
  for (const T& each : things) list.emplace_back(each);
  return list;
}

/// Calls `take` with each value of a list.
template <class F>
void each_of(const json::object& state, std::string_view key, F take) {
  const json::value* list = state.if_contains(key);
  if (list == nullptr || !list->is_array()) return;
  for (const json::value& value : list->get_array()) take(value);
}

std::uint64_t number_of(const json::value& value) {
  if (value.is_uint64()) return value.get_uint64();
  return value.is_int64() ? static_cast<std::uint64_t>(value.get_int64()) : 0;
}

void load_texts(const json::object& state, std::string_view key, std::vector<std::string>& into) {
  each_of(state, key, [&into](const json::value& value) {
    if (value.is_string()) into.emplace_back(value.get_string());
  });
}

}  // namespace

void Things::apply(const core::Event& event) {
  const json::object body = object_of(event.body);
  if (event.kind == "chat.pinned") {
    if (bool_member(body, "on", true)) add(pinned, event.ref);
  } else if (event.kind == "thread.opened" || event.kind == "thread.replied" ||
             event.kind == "thread.resolved" || event.kind == "thread.reopened") {
    // A highlight says nothing until somebody answers it.
    if (text_of(body, "kind") != "highlight") add(threads, text_of(body, "thread"));
  } else if (event.kind == "surface.created" || event.kind == "surface.renamed") {
    add(surfaces, text_of(body, "id"));
  } else if (event.kind == "file.added") {
    add(files, {text_of(body, "file"), text_of(object_of(event.content), "name")});
  }
}

json::object Things::save() const {
  json::array uploads;
  for (const File& each : files) {
    uploads.push_back(json::object{{"file", each.id}, {"name", each.name}});
  }
  return {{"pinned", list_of(pinned)},
          {"threads", list_of(threads)},
          {"surfaces", list_of(surfaces)},
          {"files", std::move(uploads)}};
}

void Things::load(const json::object& state) {
  each_of(state, "pinned", [this](const json::value& each) { pinned.push_back(number_of(each)); });
  load_texts(state, "threads", threads);
  load_texts(state, "surfaces", surfaces);
  each_of(state, "files", [this](const json::value& each) {
    if (!each.is_object()) return;
    files.push_back({text_of(each.get_object(), "file"), text_of(each.get_object(), "name")});
  });
}

void RoomThings::apply(const core::Event& event) {
  if (event.kind == "chat.deleted") {
    pinned_.erase(event.ref);
    return;
  }
  const bool of_thread = event.kind.starts_with("thread.");
  if (!of_thread && event.kind != "chat.pinned") return;
  const json::object body = object_of(event.body);
  if (event.kind == "chat.pinned") {
    if (bool_member(body, "on", true)) {
      pinned_.insert(event.ref);
    } else {
      pinned_.erase(event.ref);
    }
    return;
  }
  const std::string thread = text_of(body, "thread");
  if (event.kind == "thread.opened") {
    if (threads_.size() < kThreadsRemembered) threads_[thread] = true;
  } else if (event.kind == "thread.deleted") {
    if (bool_member(body, "gone", false)) threads_.erase(thread);
  } else if (const auto found = threads_.find(thread); found != threads_.end()) {
    if (event.kind == "thread.resolved") found->second = false;
    if (event.kind == "thread.reopened") found->second = true;
  }
}

void RoomThings::describe(const json::object& saved, json::object& summary) const {
  json::array decisions;
  each_of(saved, "pinned", [&](const json::value& each) {
    if (is_pinned(number_of(each))) decisions.push_back(each);
  });
  json::array threads;
  each_of(saved, "threads", [&](const json::value& each) {
    const auto found = each.is_string() ? threads_.find(each.get_string()) : threads_.end();
    if (found == threads_.end()) return;
    threads.push_back(json::object{{"id", found->first}, {"open", found->second}});
  });
  summary["decisions"] = std::move(decisions);
  summary["threads"] = std::move(threads);
  for (const char* key : {"surfaces", "files"}) {
    const json::value* list = saved.if_contains(key);
    summary[key] = list != nullptr && list->is_array() ? list->get_array() : json::array();
  }
}

json::object RoomThings::save() const {
  json::array pinned;
  for (const std::uint64_t each : pinned_) pinned.emplace_back(each);
  json::array open;
  json::array resolved;
  for (const auto& [id, is_open] : threads_) (is_open ? open : resolved).emplace_back(id);
  return {
      {"pinned", std::move(pinned)}, {"open", std::move(open)}, {"resolved", std::move(resolved)}};
}

void RoomThings::load(const json::object& state) {
  each_of(state, "pinned", [this](const json::value& each) { pinned_.insert(number_of(each)); });
  for (const bool open : {true, false}) {
    each_of(state, open ? "open" : "resolved", [&](const json::value& each) {
      if (each.is_string()) threads_[std::string(each.get_string())] = open;
    });
  }
}

}  // namespace atelier::feature::meeting
