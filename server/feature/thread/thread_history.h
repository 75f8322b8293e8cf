// Pages of the comments of a thread by seq (THR21): before or after a seq, or the newest.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "feature/thread/thread_queries.h"

namespace atelier::feature::thread {

using Comments = std::vector<std::pair<std::uint64_t, std::string>>;  // ascending by seq
/// Adds to comments of one thread what later events changed.
void amend_comments(QueryContext context, std::uint64_t root, Comments comments,
                    UniqueFunction<void(Result<Comments>)> done);

void read_history(QueryContext context, Thread thread, const json::object& body, core::Reply reply);

}  // namespace atelier::feature::thread
