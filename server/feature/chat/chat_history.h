// Pages of messages by seq (EVT42): before, after or around a seq, or of one thread.
#pragma once

#include "base/json.h"
#include "feature/chat/chat_queries.h"

namespace atelier::feature::chat {

void read_history(QueryContext context, const json::object& body, core::Reply reply);

}  // namespace atelier::feature::chat
