// What people show of themselves besides their name: a picture, a colour they chose, what they are
// at. The workspace knows it, the rooms of a loop show it to everybody (EVT24). Not durable here:
// told anew at each start.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/time.h"

namespace atelier::core {

inline constexpr int kPersonColors = 10;

struct Face {
  std::string picture;       // where its bytes are; empty: none
  std::optional<int> color;  // that they chose
  std::string note;          // what they are at, in their own words
  WallMs note_until = 0;     // 0: until it is changed

  bool operator==(const Face&) const = default;
  /// Adds `picture`, `color`, `chosen` and `note` where there are any.
  void describe(json::object& out, WallMs now) const;
};

json::object to_object(const Face& face);
Face face_of(const json::object& saved);

/// Of one loop, and on it only.
class Faces {
 public:
  void show(const std::string& principal, Face face);
  /// Null for who shows nothing.
  const Face* find(std::string_view principal) const;

 private:
  std::map<std::string, Face, std::less<>> faces_;
};

}  // namespace atelier::core
