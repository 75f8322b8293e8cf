// Reading the chat: history pages, pins, receipts and search, from the projection rows. Runs on the
// room's executor; answers once, later.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/room_feature.h"
#include "feature/chat/chat_state.h"
#include "port/search_index.h"

namespace atelier::feature::chat {

struct QueryContext {
  core::RoomContext& room;
  port::SearchIndex& search;
  const ChatState& state;
  std::uint64_t from = 0;  // the caller sees messages from this seq on (EVT25)
};

/// chat.history, chat.pins, chat.receipts or chat.search.
void run_query(QueryContext context, const core::Command& command, core::Reply reply);

/// Messages by seq as clients see them: rows with their amendments. Used by every query.
class MessageReader {
 public:
  using Messages = std::vector<std::pair<std::uint64_t, std::string>>;  // ascending by seq
  using Done = UniqueFunction<void(Result<Messages>)>;

  explicit MessageReader(QueryContext context) : context_(context) {}
  /// These seqs; what is not there is left out.
  void read(std::vector<std::uint64_t> seqs, Done done);
  /// Adds what later events changed.
  void amend_all(Messages messages, Done done);

 private:
  struct Work;
  void read_amendments(std::shared_ptr<Work> work, std::string from);
  void finish(Work& work);

  QueryContext context_;
};

}  // namespace atelier::feature::chat
