#include "app/demo_project.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <set>
#include <utility>

#include "adapter/filesystem/durable_file.h"
#include "base/base64.h"
#include "base/json.h"

namespace atelier::app {
namespace {

// Reads members and remembers the first thing that is wrong.
class Reader {
 public:
  Reader(std::filesystem::path folder, WallMs now) : folder_(std::move(folder)), now_(now) {}

  void fail(const std::string& reason) {
    if (!error_) error_ = invalid("The demo's " + file_ + ": " + reason);
  }
  const std::optional<Error>& error() const { return error_; }

  std::string maybe(const json::object& from, std::string_view key) {
    return std::string(string_member(from, key).value_or(""));
  }
  std::string text(const json::object& from, std::string_view key) {
    std::string found = maybe(from, key);
    if (found.empty()) fail(std::string(key) + " is missing in " + json::serialize(from));
    return found;
  }
  std::string person(const json::object& from, std::string_view key) {
    std::string found = text(from, key);
    if (!people.contains(found)) fail("\"" + found + "\" is nobody of its people");
    return found;
  }
  WallMs at(const json::object& from, std::string_view key = "at") {
    const auto when = demo_time(text(from, key), now_);
    if (!when) fail(when.error().message);
    return when ? *when : 0;
  }
  /// 0 without such a key.
  WallMs maybe_at(const json::object& from, std::string_view key) {
    return from.contains(key) ? at(from, key) : 0;
  }
  template <class F>
  void each(const json::object& from, std::string_view key, F take) {
    const json::value* list = from.if_contains(key);
    if (list == nullptr) return;
    if (!list->is_array()) return fail(std::string(key) + " must be a list");
    for (const json::value& item : list->get_array()) {
      if (!item.is_object()) return fail(std::string(key) + " must hold objects");
      take(item.get_object());
    }
  }
  /// The bytes of a file in `files`.
  std::string bytes(const std::string& name) {
    auto found = adapter::read_file(folder_ / "files" / name);
    if (found) return std::move(*found);
    fail("files/" + name + ": " + found.error().message);
    return {};
  }
  /// The value in `name`, of which later complaints speak.
  json::value parse_file(const std::string& name) {
    file_ = name;
    const auto text = adapter::read_file(folder_ / name);
    if (!text) {
      fail(text.error().message);
      return {};
    }
    auto parsed = parse_json(*text);
    if (!parsed) fail(parsed.error().message);
    return parsed ? std::move(*parsed) : json::value();
  }

  std::set<std::string> people;

 private:
  std::filesystem::path folder_;
  WallMs now_;
  std::string file_;
  std::optional<Error> error_;
};

void read_files(Reader& read, const json::object& from, DemoMessage& message) {
  const json::value* files = from.if_contains("files");
  if (files == nullptr || !files->is_array()) return;
  for (const json::value& name : files->get_array()) {
    if (!name.is_string()) return read.fail("files must hold names");
    const std::string file(name.get_string());
    message.files.push_back({file, read.bytes(file)});
  }
}

DemoMessage read_message(Reader& read, const json::object& from) {
  DemoMessage message{read.at(from), read.person(from, "by"), read.maybe(from, "key"),
                      read.text(from, "say")};
  message.thread = read.maybe(from, "thread");
  message.reply = read.maybe(from, "reply");
  message.edited = read.maybe(from, "edited");
  message.deleted = read.maybe_at(from, "deleted");
  read_files(read, from, message);
  if (from.contains("pinned_by")) message.pinned_by = read.person(from, "pinned_by");
  const json::value* reactions = from.if_contains("reactions");
  if (reactions == nullptr || !reactions->is_object()) return message;
  for (const auto& [emoji, whose] : reactions->get_object()) {
    for (const json::value& who : whose.is_array() ? whose.get_array() : json::array()) {
      const json::object by{{"by", who}};
      message.reactions.push_back({emoji, read.person(by, "by")});
    }
  }
  return message;
}

DemoMeeting read_meeting(Reader& read, const json::object& from) {
  DemoMeeting meeting{read.at(from), read.at(from, "until"), read.person(from, "by"),
                      read.text(from, "title")};
  if (meeting.until <= meeting.at) read.fail('"' + meeting.title + "\" ends before it begins");
  const json::value* people = from.if_contains("people");
  if (people == nullptr || !people->is_array()) return meeting;
  for (const json::value& who : people->get_array()) {
    meeting.people.push_back(read.person(json::object{{"who", who}}, "who"));
  }
  return meeting;
}

void read_updates(Reader& read, DemoDocument& document, const std::string& content) {
  json::object file{{"updates", read.parse_file("documents/" + content + ".update")}};
  read.each(file, "updates", [&](const json::object& from) {
    document.updates.push_back({read.at(from), read.person(from, "by"),
                                base64::decode_lenient(read.text(from, "update"))});
    const bool in_order = document.updates.size() == 1 ||
                          document.updates.rbegin()[1].at <= document.updates.back().at;
    if (!in_order) read.fail("its updates are not in the order of time");
  });
  if (document.updates.empty()) read.fail("nothing is written in it");
}

// The positions of passages come from the same run as the updates.
void read_threads(Reader& read, DemoDocument& document, const json::object& from) {
  if (!from.contains("threads")) return;
  const json::value file = read.parse_file("documents/" + read.text(from, "content") + ".anchors");
  const json::object anchors = file.is_object() ? file.get_object() : json::object();
  read.each(from, "threads", [&](const json::object& thread) {
    DemoThread made{read.at(thread), read.person(thread, "by"), read.text(thread, "passage")};
    made.position = read.text(anchors, made.passage);
    made.text = read.maybe(thread, "say");
    if (thread.contains("suggest")) made.suggestion = read.maybe(thread, "suggest");
    if (thread.contains("highlight")) {
      made.highlight = static_cast<int>(int_member(thread, "highlight").value_or(0));
    }
    document.threads.push_back(std::move(made));
  });
}

DemoRoom read_room(Reader& read, const json::object& from) {
  DemoRoom room{read.at(from), read.maybe(from, "id"), read.text(from, "name"),
                read.person(from, "by")};
  if (room.id.empty()) room.direct = read.person(from, "direct");
  room.consent = read.maybe(from, "consent");
  room.deleted = read.maybe_at(from, "deleted");
  read.each(from, "members", [&](const json::object& member) {
    room.members.push_back({read.at(member), read.person(member, "person"),
                            read.text(member, "role"), read.maybe(member, "link")});
  });
  std::set<std::string> said{""};
  read.each(from, "messages", [&](const json::object& message) {
    room.messages.push_back(read_message(read, message));
    const DemoMessage& last = room.messages.back();
    if (!said.contains(last.thread) || !said.contains(last.reply)) {
      read.fail("what was not said yet is answered by \"" + last.text + '"');
    }
    const bool in_order = room.messages.size() == 1 || room.messages.rbegin()[1].at <= last.at;
    if (!in_order) read.fail("out of the order of time is \"" + last.text + '"');
    said.insert(last.key);
  });
  read.each(from, "meetings", [&](const json::object& meeting) {
    room.meetings.push_back(read_meeting(read, meeting));
  });
  read.each(from, "reads", [&](const json::object& mark) {
    room.reads.push_back({read.at(mark), read.person(mark, "person")});
  });
  return room;
}

void read_documents(Reader& read, DemoRoom& room, const json::object& from) {
  read.each(from, "documents", [&](const json::object& document) {
    const std::string kind = read.maybe(document, "kind");
    room.documents.push_back({read.at(document), read.person(document, "by"),
                              read.text(document, "title"), kind.empty() ? "text" : kind});
    DemoDocument& last = room.documents.back();
    last.removed = read.maybe_at(document, "removed");
    read.each(document, "versions", [&](const json::object& version) {
      last.versions.push_back(
          {read.at(version), read.person(version, "by"), read.text(version, "name")});
    });
    read_updates(read, last, read.text(document, "content"));
    read_threads(read, last, document);
  });
}

DemoVisitors read_visitors(Reader& read, const json::object& from) {
  const json::value* visitors = from.if_contains("visitors");
  if (visitors == nullptr || !visitors->is_object()) {
    read.fail("visitors is missing");
    return {};
  }
  const json::object& wish = visitors->get_object();
  return {read.text(wish, "room"), read.person(wish, "by"), read.text(wish, "member"),
          read.text(wish, "client")};
}

DemoProject read_story(Reader& read, const json::object& from) {
  DemoProject project;
  project.workspace = read.text(from, "workspace");
  read.each(from, "people", [&](const json::object& person) {
    DemoPerson made{read.text(person, "key"), read.text(person, "kind"), read.text(person, "name"),
                    read.maybe(person, "email"), read.maybe(person, "note")};
    if (made.kind != "guest" && made.email.empty()) read.fail(made.key + " needs an email");
    read.people.insert(made.key);
    project.people.push_back(std::move(made));
  });
  if (project.people.empty() || project.people[0].kind != "owner") {
    read.fail("the first of its people must be the owner");
  }
  project.visitors = read_visitors(read, from);
  read.each(from, "rooms",
            [&](const json::object& room) { project.rooms.push_back(read_room(read, room)); });
  const bool visited = std::ranges::any_of(
      project.rooms, [&](const DemoRoom& room) { return room.id == project.visitors.room; });
  if (!visited) read.fail("visitors names no room of it");
  return project;
}

}  // namespace

const DemoPerson* DemoProject::person(const std::string& key) const {
  const auto found = std::ranges::find(people, key, &DemoPerson::key);
  return found == people.end() ? nullptr : &*found;
}

Result<DemoProject> read_demo_project(const std::filesystem::path& folder, WallMs now) {
  Reader read(folder, now);
  const json::value root = read.parse_file("project.json");
  if (!root.is_object()) read.fail("it must be an object");
  if (read.error()) return *read.error();
  DemoProject project = read_story(read, root.get_object());
  if (read.error()) return *read.error();
  const json::array& rooms = root.get_object().at("rooms").get_array();
  for (std::size_t i = 0; i < rooms.size(); ++i) {
    read_documents(read, project.rooms[i], rooms[i].get_object());
  }
  if (read.error()) return *read.error();
  return project;
}

Result<WallMs> demo_time(const std::string& text, WallMs now) {
  const Error wrong = invalid(text + " is no time: write -13d 09:12, -2h 5m or -4m");
  int days = 0;
  int hours = 0;
  int minutes = 0;
  int seconds = 0;
  // The whole text must have been read.
  int end = 0;
  const auto is_read = [&] { return end == static_cast<int>(text.size()); };
  if (std::sscanf(text.c_str(), "-%dd %d:%d%n", &days, &hours, &minutes, &end) == 3) {
    if (!is_read()) std::sscanf(text.c_str() + end, ":%d", &seconds);
    const std::time_t today = static_cast<std::time_t>(now / 1000);
    std::tm local{};
    localtime_r(&today, &local);
    local.tm_mday -= days;
    local.tm_hour = hours;
    local.tm_min = minutes;
    local.tm_sec = seconds;
    local.tm_isdst = -1;
    return static_cast<WallMs>(std::mktime(&local)) * 1000;
  }
  if (std::sscanf(text.c_str(), "-%dh %dm%n", &hours, &minutes, &end) == 2 && is_read()) {
    return now - (hours * 60LL + minutes) * 60'000;
  }
  if (std::sscanf(text.c_str(), "-%dm%n", &minutes, &end) == 1 && is_read()) {
    return now - minutes * 60'000LL;
  }
  return wrong;
}

}  // namespace atelier::app
