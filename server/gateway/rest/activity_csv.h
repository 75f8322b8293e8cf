// RST47: a log as a table (RFC 4180) on its way to one peer: a page of events is asked as the
// caller, written, and the next one asked when the peer has taken all but a little. One loop; knows
// no kinds of events.
#pragma once

#include <memory>
#include <string>

#include "base/function.h"
#include "base/json.h"
#include "base/result.h"
#include "port/executor.h"
#include "port/http.h"

namespace atelier::gateway {

/// One line of the table, with its line end. Exposed for its test.
std::string csv_line(const json::object& event);

class ActivityCsv : public std::enable_shared_from_this<ActivityCsv> {
 public:
  using Page = UniqueFunction<void(Result<json::object>)>;
  /// Asks for the events before that seq (0: the newest); answers once on the loop.
  using Ask = std::function<void(std::int64_t before, Page then)>;

  ActivityCsv(port::Executor& loop, std::unique_ptr<port::HttpStream> stream, Ask ask)
      : loop_(loop), stream_(std::move(stream)), ask_(std::move(ask)) {}

  /// Once; `first` is the page without a bound, asked before the answer began.
  void start(const json::object& first);

 private:
  void write(const json::object& page);
  void go_on();
  void read(int tries);
  void end();

  port::Executor& loop_;
  std::unique_ptr<port::HttpStream> stream_;  // null: over
  Ask ask_;
  std::int64_t before_ = 0;
  DurationMs stalled_ms_ = 0;
  std::size_t waiting_bytes_ = 0;  // at the last look
};

}  // namespace atelier::gateway
