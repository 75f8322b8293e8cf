// A request of a principal, as every gateway hands it in, and its answer. Knows no protocol.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/function.h"
#include "base/result.h"
#include "base/time.h"
#include "core/delivery.h"
#include "core/principal.h"
#include "port/record_store.h"

namespace atelier::core {

/// The good answer: members of the ack without `ok`, which the gateway adds.
struct Answer {
  std::string body = "{}";     // JSON object text
  std::uint64_t seq = 0;       // of the stored event, or the join position
  std::uint64_t position = 0;  // of the node's delivery log when the answer left (recovery)
  Role role = Role::kNone;     // of joins: the effective role
};
using Reply = UniqueFunction<void(Result<Answer>)>;

/// What is known about who asks; filled by the gateway for every request.
struct Access {
  Principal principal;
  Role claim = Role::kNone;  // the token's claim for this very room
  bool workspace_owner = false;
};

struct CommandRequest {
  std::string room;           // empty: a command of the workspace
  std::string name;           // "chat.send"
  std::string body = "null";  // JSON text of the argument behind the room; null when there is none
  Attachments attachments = nullptr;
  Access access = {};
  PeerId peer = kNoPeer;     // the joined connection, if it came over one
  bool wants_answer = true;  // false: sent without an ack callback
};

/// A request after admission, as a feature sees it.
struct Command {
  std::string name;
  std::string body;
  Attachments attachments;
  Principal principal;
  Role role = Role::kNone;  // effective now
  PeerId peer = kNoPeer;
  std::string id = {};  // the client's UUIDv7 of an idempotent command, else empty
  bool wants_answer = true;
  WallMs at = 0;               // time of the decision; the events' `at`
  std::uint64_t next_seq = 0;  // seq of the first event this decision makes
};

/// Rows read before decide, including writes of this actor that are still on their way.
class Rows {
 public:
  /// The value, or null when there is no such record.
  const std::string* find(const port::RecordKey& key) const {
    const auto at = values_.find(key);
    return at == values_.end() || !at->second.present ? nullptr : &at->second.value;
  }
  void put(const port::RecordKey& key, std::string value) {
    values_[key] = {true, std::move(value)};
  }
  void erase(const port::RecordKey& key) { values_[key] = {false, {}}; }
  bool knows(const port::RecordKey& key) const { return values_.contains(key); }

 private:
  struct Value {
    bool present = false;
    std::string value;
  };
  std::map<port::RecordKey, Value> values_;
};

}  // namespace atelier::core
