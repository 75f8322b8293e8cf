// The log as an audit trail, newest first: who did what when, without personal content. The same
// for rooms and workspaces; knows no kinds of events.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "core/command.h"
#include "core/room_feature.h"

namespace atelier::core {

struct ActivityQuery {
  std::uint64_t before = 0;  // seq, exclusive; 0: from the newest
  std::size_t limit = 50;
  std::string kind = {};    // "chat.sent", or "member." for all that begin so; empty: every kind
  std::string person = {};  // actor; empty: everyone
  /// Id of a surface that the body names as `surface`, or a surface's own event as `id`; empty:
  /// all.
  std::string surface = {};
};

/// From `{before?, limit?, kind?, person?, surface?}` or null.
Result<ActivityQuery> read_activity_query(const std::string& body);

/// Answers `{events: [{seq, kind, at, actor, body}], has_more, next?}`; `next` is the `before` of
/// the following page. Runs on the executor of the log.
void list_activity(LogContext& log, ActivityQuery query, Reply reply);

}  // namespace atelier::core
