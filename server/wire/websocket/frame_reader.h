// Incremental parser of the frames one WebSocket peer sends (RFC 6455 section 5). Unmasks in place;
// an unfragmented message that lies whole in the input is never copied, and an idle reader holds
// no buffer. Knows no socket: answering pings, close frames and errors is the owner's. The caller
// pulls events, so it may close or destroy everything between any two.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/limits.h"
#include "base/utf8.h"
#include "wire/websocket/frame.h"

namespace atelier::wire::websocket {

class FrameReader {
 public:
  struct Options {
    Side side = Side::kServer;  // the reader's own side: a server reads masked frames only
    std::uint64_t max_message_bytes = 1'000'000;
    std::size_t max_fragments = limits::kWebSocketFragmentsPerMessage;
  };

  enum class Event : std::uint8_t {
    kNeedMore,  // all input is consumed
    kText,      // payload(): a message, valid UTF-8
    kBinary,    // payload(): a message
    kPing,      // payload(): to be sent back in a pong
    kPong,      // payload()
    kClose,     // close_code() (kNoCode if it had none) and payload(), the reason; later input is
                // dropped
    kError,     // close_code() to close with and payload(), a sentence for it; every later call
                // says so again
  };

  explicit FrameReader(Options options) : options_(options) {}

  /// Takes the next event out of `input` (which it unmasks in place) and moves its start behind
  /// what was consumed. Bytes of an unfinished frame are kept inside.
  Event next(std::span<char>& input);

  /// Valid until the next call; points into the input or into this reader.
  std::string_view payload() const { return payload_; }
  std::uint16_t close_code() const { return close_code_; }

 private:
  enum class State : std::uint8_t { kHeader, kPayload, kClosed, kDead };

  bool read_header(std::span<char>& input, Event& event);
  bool check_start(Event& event);
  bool check_sequence(Event& event);
  bool start_payload(Event& event);
  bool read_payload(std::span<char>& input, Event& event);
  bool read_data(std::string_view piece, bool is_done, Event& event);
  bool read_control(std::string_view piece, bool is_done, Event& event);
  bool end_message(std::string_view message, Event& event);
  bool end_control(Event& event);
  bool end_close(Event& event);
  bool fail(std::uint16_t code, std::string_view message, Event& event);

  void release_delivered();
  std::size_t header_size() const;
  Opcode opcode() const { return static_cast<Opcode>(header_[0] & 0x0F); }
  bool is_final() const { return (header_[0] & 0x80) != 0; }
  bool is_control() const { return (header_[0] & 0x08) != 0; }

  Options options_;
  State state_ = State::kHeader;
  Opcode message_opcode_ = Opcode::kContinuation;  // kContinuation: no message is open
  bool delivered_message_ = false;                 // payload_ points into message_
  bool delivered_control_ = false;
  std::uint8_t header_have_ = 0;
  std::uint16_t close_code_ = 0;
  std::array<std::uint8_t, 14> header_{};
  std::array<std::uint8_t, 4> mask_{};
  std::uint64_t frame_bytes_ = 0;
  std::uint64_t frame_done_bytes_ = 0;
  std::uint64_t message_bytes_ = 0;
  std::size_t fragments_ = 0;
  utf8::Validator validator_;
  std::string message_;  // what has come of a fragmented or cut message
  std::string control_;  // what has come of a cut control frame; may come between fragments
  std::string_view payload_;
  std::string_view error_;  // a literal
};

}  // namespace atelier::wire::websocket
