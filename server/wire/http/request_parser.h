// Incremental parser of the requests on one HTTP/1 connection. Strict: whatever two parsers could
// read in two ways is refused (spec/http.md). Knows no socket and no clock: timeouts are the
// owner's. The caller pulls events, so it may stop, answer or destroy the parser between any two.
//
//   while (true) switch (parser.next(input)) { case kHead: ... case kNeedMore: return; ... }
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "wire/http/line_reader.h"
#include "wire/http/request.h"

namespace atelier::wire::http {

class RequestParser {
 public:
  enum class Event : std::uint8_t {
    kNeedMore,  // all input is consumed; call again with the bytes that follow
    kHead,      // head() is complete; call set_max_body_bytes() before going on if it has a body
    kBody,      // body() holds the next piece, never empty
    kEnd,       // the request is complete; going on parses the next, pipelined one
    kUpgrade,   // behind an upgrade request: the input is untouched and the owner's
    kError,     // error() says why; every later call says so again and consumes nothing
  };

  /// Takes the next event out of `input` and moves its start behind what was consumed. Bytes of an
  /// unfinished head line are kept inside, so the input need not be kept by the caller.
  Event next(std::string_view& input);

  /// Valid from kHead to the call after kEnd. May be moved from.
  RequestHead& head() { return head_; }
  /// Valid until the next call; points into the input.
  std::string_view body() const { return body_; }
  const RequestError& error() const { return error_; }

  /// Largest body of the current request: beyond it the next event is kError with 413. It is zero
  /// at each kHead.
  void set_max_body_bytes(std::uint64_t bytes) { max_body_bytes_ = bytes; }

  /// After kUpgrade: the request was answered without switching protocols, HTTP goes on.
  void decline_upgrade();

  /// True before the first byte of a request: closing now loses nothing.
  bool is_between_requests() const;

 private:
  enum class State : std::uint8_t {
    kRequestLine,
    kHeaderLines,
    kBodyStart,
    kFixedBody,
    kChunkSize,
    kChunkData,
    kChunkEnd,
    kTrailerLines,
    kEnd,
    kUpgraded,
    kDead,
  };

  bool step(std::string_view& input, Event& event);
  bool read_line(std::string_view& input, std::size_t limit, RequestError too_long,
                 std::string_view& line, Event& event);
  bool read_field_line(std::string_view& input, std::string_view& line, Event& event);
  bool on_request_line(std::string_view& input, Event& event);
  bool on_header_line(std::string_view& input, Event& event);
  bool on_trailer_line(std::string_view& input, Event& event);
  bool on_body_start(Event& event);
  bool on_chunk_size(std::string_view& input, Event& event);
  bool on_chunk_end(std::string_view& input, Event& event);
  bool on_data(std::string_view& input, State after, Event& event);
  bool on_end(Event& event);
  bool fail(RequestError error, Event& event);

  State state_ = State::kRequestLine;
  bool skipped_empty_line_ = false;
  bool upgrade_ = false;
  LineReader lines_;
  RequestHead head_;
  std::size_t header_block_bytes_ = 0;
  std::size_t header_count_ = 0;
  std::size_t chunk_extension_bytes_ = 0;
  std::uint64_t remaining_bytes_ = 0;
  std::uint64_t max_body_bytes_ = 0;
  std::uint64_t body_bytes_ = 0;
  std::string_view body_;
  RequestError error_;
};

}  // namespace atelier::wire::http
