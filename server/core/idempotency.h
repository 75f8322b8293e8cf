// Which commands an actor has seen already. Answers of the newest are in memory; older ones are
// rows of the log's partition. Ids are UUIDv7: an id whose time is later than that of every id
// forgotten so far cannot be in a row, so fresh commands cost no read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "base/time.h"
#include "core/command.h"
#include "port/crypto.h"

namespace atelier::core {

class Idempotency {
 public:
  /// What makes two sends of an id the same command: its name and body, however it was serialized.
  struct Request {
    std::string principal;
    std::string id;
    std::string hash;
  };
  struct Known {
    std::string hash;
    std::string answer;
    std::uint64_t seq = 0;
  };

  static constexpr std::size_t kWindow = 1024;
  static constexpr WallMs kKeepRowsMs = 30LL * 24 * 60 * 60 * 1000;

  /// The request's id and hash; invalid without a UUIDv7 in `body.id`.
  static Result<Request> read(std::string_view name, std::string_view body,
                              const std::string& principal, const port::Crypto& crypto);
  static port::RecordKey row_key(const std::string& partition, const Request& request);

  /// False when no row can hold this id.
  bool needs_row(const Request& request) const;
  /// The answer given before, from the window or the row.
  std::optional<Known> find(const Request& request, const std::string* row) const;
  /// Remembers an answer; the result is the row to store with it.
  std::string remember(const Request& request, std::string answer, std::uint64_t seq);
  /// An id found in the log at replay.
  void replayed(std::string_view id);

  /// The latest time in any id so far: the horizon of whoever starts from a snapshot.
  WallMs newest() const { return newest_; }
  void set_horizon(WallMs horizon) { horizon_ = newest_ = horizon; }

 private:
  static std::string window_key(const Request& request);

  std::unordered_map<std::string, Known> known_;
  std::deque<std::pair<std::string, WallMs>> order_;  // oldest first, with the time in the id
  WallMs horizon_ = 0;                                // latest time in an id that is not in known_
  WallMs newest_ = 0;
};

/// The same text for JSON values that are equal whatever the order of their members.
std::string canonical_json(std::string_view text);

}  // namespace atelier::core
