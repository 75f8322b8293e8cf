#include "wire/http/request_parser.h"

#include <algorithm>

#include "base/limits.h"
#include "wire/http/chunk_size.h"
#include "wire/http/head_rules.h"

namespace atelier::wire::http {
namespace {

// Method, target, two spaces and the version.
constexpr std::size_t kRequestLineBytes = limits::kHttpMethodBytes + limits::kHttpTargetBytes + 10;
// Hexadecimal digits, then extensions.
constexpr std::size_t kChunkLineBytes = 16 + limits::kHttpChunkExtensionBytes;

// Room for what browsers send, so that the list is not moved while it grows.
constexpr std::size_t kUsualHeaders = 16;

constexpr RequestError kTargetTooLong{414, "the request target is too long"};
constexpr RequestError kHeadersTooLarge{431, "the request headers are too large"};
constexpr RequestError kBadChunk{400, "a chunk size of the request body is invalid"};
constexpr RequestError kBodyTooLarge{413, "the request body is too large"};

}  // namespace

RequestParser::Event RequestParser::next(std::string_view& input) {
  body_ = {};
  Event event = Event::kNeedMore;
  while (step(input, event)) {
  }
  return event;
}

void RequestParser::decline_upgrade() {
  if (state_ == State::kUpgraded) state_ = State::kRequestLine;
}

bool RequestParser::is_between_requests() const {
  return state_ == State::kRequestLine && lines_.is_empty();
}

// One transition. True: no event yet, go on.
bool RequestParser::step(std::string_view& input, Event& event) {
  switch (state_) {
    case State::kRequestLine:
      return on_request_line(input, event);
    case State::kHeaderLines:
      return on_header_line(input, event);
    case State::kBodyStart:
      return on_body_start(event);
    case State::kFixedBody:
      return on_data(input, State::kEnd, event);
    case State::kChunkSize:
      return on_chunk_size(input, event);
    case State::kChunkData:
      return on_data(input, State::kChunkEnd, event);
    case State::kChunkEnd:
      return on_chunk_end(input, event);
    case State::kTrailerLines:
      return on_trailer_line(input, event);
    case State::kEnd:
      return on_end(event);
    case State::kUpgraded:
      event = Event::kUpgrade;
      return false;
    case State::kDead:
      event = Event::kError;
      return false;
  }
  return false;
}

bool RequestParser::read_line(std::string_view& input, std::size_t limit, RequestError too_long,
                              std::string_view& line, Event& event) {
  switch (lines_.next(input, limit, line)) {
    case LineReader::Status::kLine:
      return true;
    case LineReader::Status::kNeedMore:
      event = Event::kNeedMore;
      return false;
    case LineReader::Status::kTooLong:
      return fail(too_long, event);
    case LineReader::Status::kBareLf:
      return fail({400, "a line ends with LF alone: lines end with CR LF"}, event);
    case LineReader::Status::kBareCr:
      return fail({400, "CR is not followed by LF"}, event);
    case LineReader::Status::kControl:
      return fail({400, "the request holds a control character"}, event);
  }
  return false;
}

bool RequestParser::on_request_line(std::string_view& input, Event& event) {
  std::string_view line;
  if (!read_line(input, kRequestLineBytes, kTargetTooLong, line, event)) return false;
  if (line.empty() && !skipped_empty_line_) {
    skipped_empty_line_ = true;  // HTTP3
    return true;
  }
  head_ = RequestHead();
  head_.headers.reserve(kUsualHeaders);
  header_block_bytes_ = 0;
  header_count_ = 0;
  if (const auto refused = take_request_line(line, head_)) return fail(*refused, event);
  state_ = State::kHeaderLines;
  return true;
}

// Counts header and trailer lines alike (HTTP9 HTTP10).
bool RequestParser::read_field_line(std::string_view& input, std::string_view& line, Event& event) {
  const std::size_t left = limits::kHttpHeaderBlockBytes - header_block_bytes_;
  if (!read_line(input, left, kHeadersTooLarge, line, event)) return false;
  header_block_bytes_ =
      std::min(header_block_bytes_ + line.size() + 2, std::size_t{limits::kHttpHeaderBlockBytes});
  if (!line.empty() && ++header_count_ > limits::kHttpHeaders) {
    return fail({431, "the request has too many headers"}, event);
  }
  return true;
}

bool RequestParser::on_header_line(std::string_view& input, Event& event) {
  std::string_view line;
  if (!read_field_line(input, line, event)) return false;
  if (!line.empty()) {
    const auto refused = take_header_line(line, head_.headers);
    return refused ? fail(*refused, event) : true;
  }
  if (const auto refused = finish_head(head_)) return fail(*refused, event);
  upgrade_ = head_.is_upgrade;
  max_body_bytes_ = 0;
  body_bytes_ = 0;
  chunk_extension_bytes_ = 0;
  state_ = State::kBodyStart;
  event = Event::kHead;
  return false;
}

// Trailers are checked and dropped: merged into the headers they could undo what was checked.
bool RequestParser::on_trailer_line(std::string_view& input, Event& event) {
  std::string_view line;
  if (!read_field_line(input, line, event)) return false;
  if (line.empty()) {
    state_ = State::kEnd;
    return true;
  }
  Headers dropped;
  const auto refused = take_header_line(line, dropped);
  return refused ? fail(*refused, event) : true;
}

bool RequestParser::on_body_start(Event& event) {
  if (head_.chunked) {
    state_ = State::kChunkSize;
    return true;
  }
  remaining_bytes_ = head_.content_length.value_or(0);
  if (remaining_bytes_ > max_body_bytes_) return fail(kBodyTooLarge, event);
  state_ = State::kFixedBody;
  return true;
}

bool RequestParser::on_chunk_size(std::string_view& input, Event& event) {
  std::string_view line;
  if (!read_line(input, kChunkLineBytes, kBadChunk, line, event)) return false;
  const auto size = parse_chunk_size(line);
  if (!size) return fail(kBadChunk, event);
  chunk_extension_bytes_ += size->extension_bytes;
  if (size->extension_bytes > limits::kHttpChunkExtensionBytes ||
      chunk_extension_bytes_ > limits::kHttpChunkExtensionsPerBodyBytes) {
    return fail({400, "the chunk extensions of the request body are too long"}, event);
  }
  if (size->bytes == 0) {
    state_ = State::kTrailerLines;
    return true;
  }
  body_bytes_ += size->bytes;  // cannot wrap: sizes are below 2^60, and this check ends it
  if (body_bytes_ > max_body_bytes_) return fail(kBodyTooLarge, event);
  remaining_bytes_ = size->bytes;
  state_ = State::kChunkData;
  return true;
}

bool RequestParser::on_chunk_end(std::string_view& input, Event& event) {
  std::string_view line;
  if (!read_line(input, 0, {400, "a chunk is longer than its size says"}, line, event)) {
    return false;
  }
  state_ = State::kChunkSize;
  return true;
}

bool RequestParser::on_data(std::string_view& input, State after, Event& event) {
  if (remaining_bytes_ == 0) {
    state_ = after;
    return true;
  }
  if (input.empty()) {
    event = Event::kNeedMore;
    return false;
  }
  const std::size_t bytes =
      static_cast<std::size_t>(std::min<std::uint64_t>(remaining_bytes_, input.size()));
  body_ = input.substr(0, bytes);
  input.remove_prefix(bytes);
  remaining_bytes_ -= bytes;
  event = Event::kBody;
  return false;
}

bool RequestParser::on_end(Event& event) {
  skipped_empty_line_ = false;
  state_ = upgrade_ ? State::kUpgraded : State::kRequestLine;
  event = Event::kEnd;
  return false;
}

bool RequestParser::fail(RequestError error, Event& event) {
  error_ = error;
  state_ = State::kDead;
  event = Event::kError;
  return false;
}

}  // namespace atelier::wire::http
