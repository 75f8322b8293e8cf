// LogCheck: reads the log of one room as an auditor would, with rules of its own, and says in
// sentences what should not be there: commands of people who might not give them, anything while
// the room was archived, links used too often. What it learns serves further checks.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/json.h"
#include "core/event.h"
#include "core/policy.h"

namespace atelier::sim {

class LogCheck {
 public:
  LogCheck(const core::CommandTable& table, std::vector<core::Event> log);

  struct Message {
    bool deleted = false;
    bool purged = false;
    bool pinned = false;
    std::uint64_t edit = 0;                                   // seq of the last one
    std::set<std::pair<std::string, std::string>> reactions;  // emoji, principal
  };

  const std::vector<core::Event>& log() const { return log_; }
  const std::vector<std::string>& problems() const { return problems_; }
  const std::map<std::uint64_t, Message>& messages() const { return messages_; }
  const std::set<std::string>& surfaces() const { return surfaces_; }
  const std::map<std::string, std::int64_t>& link_uses() const { return uses_; }
  /// When somebody was put out.
  std::vector<std::uint64_t> removals_of(const std::string& principal) const;
  /// Everybody in the room must be told of this event.
  bool is_for_all(const core::Event& event) const;

 private:
  struct Standing {
    bool known = false;  // a role was stored, maybe none
    bool banned = false;
    core::Role role = core::Role::kNone;
  };

  void read(const core::Event& event);
  void read_member(const core::Event& event, const json::object& body);
  void read_link(const core::Event& event, const json::object& body);
  void read_meeting(const core::Event& event, const json::object& body);
  void read_message(const core::Event& event, const json::object& body);
  void read_presenter(const core::Event& event, const json::object& body);
  void check_right(const core::Event& event);
  void complain(const core::Event& event, const std::string& what);

  const core::CommandTable& table_;
  std::vector<core::Event> log_;
  std::vector<std::string> problems_;
  std::map<std::string, Standing> people_;
  std::map<std::string, std::vector<std::uint64_t>> removals_;
  std::map<std::uint64_t, Message> messages_;
  std::set<std::string> surfaces_;
  std::string presenter_;  // empty: nobody
  std::map<std::string, std::int64_t> uses_;
  std::map<std::string, std::int64_t> most_uses_;
  std::set<std::string> revoked_;
  std::set<std::string> seen_once_;  // ids, requests, contents that may come once
  bool archived_ = false;
  bool deleted_ = false;
  std::string meeting_;   // that is live
  bool by_link_ = false;  // the event before was link.used
};

}  // namespace atelier::sim
