// Reading threads: lists, one thread, and pages of its comments, from memory and the projection
// rows. Runs on the room's executor; answers once, later.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/room_feature.h"
#include "feature/thread/thread_rows.h"
#include "feature/thread/thread_state.h"

namespace atelier::feature::thread {

struct QueryContext {
  core::RoomContext& room;
  const ThreadState& state;
};

/// thread.list, thread.get or thread.history.
void run_query(QueryContext context, const core::Command& command, core::Reply reply);

/// What `thread` is made of (THR1).
struct ThreadParts {
  json::object head;     // the row thread/h
  std::string resolved;  // the row thread/s; empty: open
  const Thread* thread;
  std::string message;  // its first comment
};
std::string thread_text(const ThreadParts& parts);

/// Names a comment in the search index, so that a hit leads back to it.
std::string search_id(std::uint64_t seq, std::string_view thread);

using Threads = std::vector<Thread>;
/// Reads these threads as clients see them, in this order; those whose rows are gone are left out.
void read_threads(QueryContext context, Threads threads,
                  UniqueFunction<void(Result<std::vector<std::string>>)> done);

}  // namespace atelier::feature::thread
