// What a room remembers about its surfaces: those there are, and those in the trash with when they
// were thrown away. Rebuilt from the log. Knows no commands.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "core/event.h"

namespace atelier::feature::surface {

struct Surface {
  json::object shown;                 // as clients see it (EVT60)
  std::vector<std::uint64_t> titles;  // events whose content holds a title of it
};

struct Thrown {
  Surface surface;
  std::string by;  // principal id
  WallMs at = 0;
};

class SurfaceState {
 public:
  void apply(const core::Event& event);
  json::object save() const;
  void load(const json::object& state);

  const Surface* find(std::string_view id) const;
  std::size_t size() const { return surfaces_.size(); }
  /// In the order of making.
  json::array list() const;

  /// Null once its 30 days are over.
  const Thrown* in_trash(std::string_view id, WallMs now) const;
  /// Also after its time, until it is purged.
  const Thrown* thrown(std::string_view id) const;
  /// Newest first.
  json::array trash(WallMs now) const;

 private:
  using Surfaces = std::map<std::string, Surface, std::less<>>;
  void change(const core::Event& event, Surface& surface);
  void throw_away(const core::Event& event, const std::string& id);

  Surfaces surfaces_;
  std::map<std::string, Thrown, std::less<>> trash_;
};

/// As made, by the event that made it.
json::object made_by(const core::Event& event);

}  // namespace atelier::feature::surface
