// Under which traces somebody is found in the logs, and which events are theirs (spec/safe.md
// SAF2): for erasing and for exporting them. Can be kept as JSON. Knows no store.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/json.h"
#include "core/event.h"

namespace atelier::gateway {

class PersonTraces {
 public:
  explicit PersonTraces(std::string id) : id_(std::move(id)) {}

  /// From each event of the workspace's log, in order.
  void learn(const core::Event& event);

  const std::string& id() const { return id_; }
  bool has_account() const { return has_account_; }
  /// Invites that they made or that went to them, and are not over.
  const std::set<std::string>& open_invites() const { return open_invites_; }

  /// They did it, or it is about them: then its content goes.
  bool concerns(const core::Event& event) const;
  /// The same for the log of the workspace, whose events tell addresses.
  bool concerns_in_workspace(const core::Event& event) const;
  /// A mail to them, or one that names them.
  bool is_in_mail(std::string_view mail_id, const json::value& mail) const;

  json::object save() const;
  static PersonTraces load(std::string id, const json::object& saved);

 private:
  bool is_named_in(const json::value& value) const;

  std::string id_;
  bool has_account_ = false;
  std::set<std::string> addresses_;
  std::set<std::string> names_;
  std::set<std::string> invites_;
  std::set<std::string> open_invites_;
};

}  // namespace atelier::gateway
