// The links of one room, as its log tells them (spec/events.md EVT70).
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/json.h"
#include "core/event.h"
#include "core/principal.h"

namespace atelier::feature::people {

struct Link {
  std::string id;
  core::Role role = core::Role::kCommenter;
  std::string hash;  // of its secret
  std::string label;
  WallMs expires_at = 0;      // 0: never
  std::int64_t max_uses = 0;  // 0: no bound
  std::int64_t uses = 0;
  bool revoked = false;
  std::string host;  // name of who made it
  std::string creator;
  std::string request;  // client id of the command that made it
  std::set<std::string, std::less<>> users = {};
};

/// As clients see it.
json::object to_object(const Link& link);

class LinkState {
 public:
  void apply(const core::Event& event);
  json::object save() const;
  void load(const json::object& state);

  const Link* find(std::string_view id) const;
  const Link* made_by(std::string_view creator, std::string_view request) const;
  const std::map<std::string, Link, std::less<>>& all() const { return links_; }
  bool is_banned(std::string_view principal) const { return banned_.contains(principal); }

 private:
  std::map<std::string, Link, std::less<>> links_;
  std::set<std::string, std::less<>> banned_;
};

}  // namespace atelier::feature::people
