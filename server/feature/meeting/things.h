// What came about during a meeting: references to messages, threads, surfaces and files, taken from
// the events of other features by their kind. And, for the whole room, what of it still holds:
// which messages are pinned and which threads are open.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/json.h"
#include "core/event.h"

namespace atelier::feature::meeting {

struct File {
  std::string id;
  std::string name;
  bool operator==(const File&) const = default;
};

/// Each list is bounded; what comes later is left out.
struct Things {
  std::vector<std::uint64_t> pinned = {};  // messages, by seq
  std::vector<std::string> threads = {};   // opened, answered, resolved or reopened
  std::vector<std::string> surfaces = {};  // made or renamed
  std::vector<File> files = {};            // uploaded

  void apply(const core::Event& event);
  json::object save() const;
  void load(const json::object& state);
};

/// As of now, for all meetings of a room.
class RoomThings {
 public:
  void apply(const core::Event& event);

  bool is_pinned(std::uint64_t message) const { return pinned_.contains(message); }
  /// Adds `decisions` [seq], `threads` [{id, open}], `surfaces` [id] and `files` [{file, name}]: of
  /// what is saved of a meeting's things, what still holds.
  void describe(const json::object& saved, json::object& summary) const;

  json::object save() const;
  void load(const json::object& state);

 private:
  std::set<std::uint64_t> pinned_;
  std::map<std::string, bool, std::less<>> threads_;  // whether it is open
};

}  // namespace atelier::feature::meeting
