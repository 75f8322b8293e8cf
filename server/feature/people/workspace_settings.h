// What owners set for the workspace (spec/auth.md AUTH74 to AUTH76): limits, a logo, groups of
// members. A part of PeopleFeature; pure state over the log. The name of the workspace is older and
// stands in PeopleState.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/json.h"
#include "core/event.h"
#include "core/room_feature.h"
#include "feature/people/people_state.h"

namespace atelier::feature::people {

struct WorkspaceLimits {
  std::string registration = "open";  // no wider than this, and than the configuration
  bool guests = true;
  std::int64_t upload_mb = 100;
  std::int64_t rooms_per_person = 0;  // 0: no bound
};

struct Group {
  std::string id;
  std::string name;
  std::set<std::string, std::less<>> members;
};

class WorkspaceSettings {
 public:
  explicit WorkspaceSettings(const PeopleState& people) : people_(people) {}

  /// Commands that set something: workspace.limit, workspace.logo, group.*.
  static bool knows(std::string_view command);
  Result<core::Decision> decide(std::string_view command, const json::object& body) const;
  /// Why a command of others may not be, as the limits are.
  Result<void> allows(std::string_view command, const json::object& body) const;
  /// `{logo, limits}`
  json::object look() const;
  /// `{groups: [{id, name, members: [{id, name}]}]}`
  json::object groups() const;

  void apply(const core::Event& event);
  json::object save() const;
  void load(const json::object& state);

 private:
  Result<core::Decision> limit(const json::object& body) const;
  Result<core::Decision> put_group(const json::object& body) const;
  Result<core::Decision> remove_group(const json::object& body) const;
  void read_group(const json::object& saved);
  void read_limits(const json::object& saved);

  const PeopleState& people_;
  WorkspaceLimits limits_;
  std::string logo_;
  std::map<std::string, Group, std::less<>> groups_;
};

}  // namespace atelier::feature::people
