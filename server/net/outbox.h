// Outbox: the bytes of one connection that the kernel has not taken, as pieces to gather: own bytes
// in one string, and spans of runs that many connections share. An empty outbox holds no memory.
// Knows no socket.
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace atelier::net {

/// What filled outboxes are made of. Kept between turns, so that answering allocates nothing.
struct OutboxContent {
  /// Bytes [from, to) of a run, to be sent when `own` has been sent up to `own_position`.
  struct SharedSpan {
    std::shared_ptr<const std::string> run;
    std::size_t from = 0;
    std::size_t to = 0;
    std::size_t own_position = 0;
    bool is_ours = false;  // the run is never changed, not even after the turn
  };
  std::string own;
  std::size_t own_from = 0;  // sent up to here
  std::vector<SharedSpan> spans;
  std::size_t span_bytes = 0;
};

/// One per loop: spare contents for its outboxes.
class OutboxPool {
 public:
  std::unique_ptr<OutboxContent> take();
  void give(std::unique_ptr<OutboxContent> content);

 private:
  std::vector<std::unique_ptr<OutboxContent>> spare_;
};

class Outbox {
 public:
  static constexpr std::size_t kMaxPieces = 64;

  explicit Outbox(OutboxPool& pool) : pool_(pool) {}

  /// The caller appends what is to be sent; good until the next call of another method.
  std::string& own();
  /// The run must stay unchanged until the end of the turn: then call keep().
  void append_shared(std::shared_ptr<const std::string> run, std::size_t from, std::size_t to);
  /// As own().append(), without a copy when it is long.
  void append_body(std::string body);

  bool empty() const { return size() == 0; }
  std::size_t size() const;

  /// Fills in what comes first and returns how many pieces it is. An outbox of more pieces than fit
  /// becomes one piece.
  std::size_t gather(std::span<iovec, kMaxPieces> pieces);
  /// Drops the first `bytes` bytes: they were sent.
  void skip(std::size_t bytes);
  /// Makes copies of the runs of others, whose owners may change them after the turn.
  void keep();
  void clear();

 private:
  OutboxContent& content();
  void flatten(bool ours_too);
  void compact();

  OutboxPool& pool_;
  std::unique_ptr<OutboxContent> content_;  // null when empty
};

}  // namespace atelier::net
