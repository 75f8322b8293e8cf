// Lines of an HTTP/1 head out of a byte stream: each ends with CR LF; a bare CR, a bare LF and any
// control character but the tab is an error, found at the same byte however the input is cut.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace atelier::wire::http {

class LineReader {
 public:
  enum class Status : std::uint8_t { kLine, kNeedMore, kTooLong, kBareLf, kBareCr, kControl };

  /// One line without its end, of at most `limit` bytes. On kLine, `line` is valid until the next
  /// call (it points into the input or into this reader) and the input starts behind the line end.
  Status next(std::string_view& input, std::size_t limit, std::string_view& line);

  /// True when no part of an unfinished line is held.
  bool is_empty() const { return handed_out_ || held_.empty(); }

 private:
  std::string held_;
  bool handed_out_ = false;  // the last line lived in held_
};

}  // namespace atelier::wire::http
