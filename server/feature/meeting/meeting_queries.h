// meeting.list and meeting.summary: what is over is read from its rows, what goes on is in memory.
#pragma once

#include "feature/meeting/meeting_record.h"

namespace atelier::feature::meeting {

struct QueryContext {
  core::RoomContext& room;
  const RoomThings& things;
  const Meeting* live = nullptr;  // may be null
  std::uint64_t from = 0;         // the caller's list begins at this seq (EVT25)
};

void run_query(QueryContext context, const core::Command& command, core::Reply reply);

}  // namespace atelier::feature::meeting
