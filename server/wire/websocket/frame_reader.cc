#include "wire/websocket/frame_reader.h"

#include <algorithm>

#include "base/result.h"
#include "wire/websocket/mask.h"

namespace atelier::wire::websocket {
namespace {

constexpr std::uint8_t kReservedBits = 0x70;
constexpr std::uint8_t kMaskBit = 0x80;
constexpr std::uint8_t kLengthBits = 0x7F;
constexpr std::uint8_t kLength16 = 126;
constexpr std::uint8_t kLength64 = 127;
constexpr std::size_t kStartBytes = 2;

std::uint64_t big_endian(const std::uint8_t* bytes, std::size_t count) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < count; ++i) number = number << 8 | bytes[i];
  return number;
}

std::size_t length_bytes(std::uint8_t second) {
  switch (second & kLengthBits) {
    case kLength16:
      return 2;
    case kLength64:
      return 8;
    default:
      return 0;
  }
}

bool is_known(Opcode opcode) {
  const auto code = static_cast<std::uint8_t>(opcode);
  return code <= 0x2 || (code >= 0x8 && code <= 0xA);
}

}  // namespace

FrameReader::Event FrameReader::next(std::span<char>& input) {
  Event event = Event::kNeedMore;
  release_delivered();
  bool go_on = true;
  while (go_on) {
    switch (state_) {
      case State::kHeader:
        go_on = read_header(input, event);
        break;
      case State::kPayload:
        go_on = read_payload(input, event);
        break;
      case State::kClosed:
        input = {};
        return Event::kNeedMore;
      case State::kDead:
        payload_ = error_;
        return Event::kError;
    }
  }
  return event;
}

// What was handed out by the last call is not needed any more; an idle reader holds no buffer.
void FrameReader::release_delivered() {
  payload_ = {};
  if (delivered_message_) message_ = std::string();
  if (delivered_control_) control_ = std::string();
  delivered_message_ = false;
  delivered_control_ = false;
}

std::size_t FrameReader::header_size() const {
  return kStartBytes + length_bytes(header_[1]) + (header_[1] & kMaskBit ? mask_.size() : 0);
}

bool FrameReader::read_header(std::span<char>& input, Event& event) {
  while (true) {
    const std::size_t wanted = header_have_ < kStartBytes ? kStartBytes : header_size();
    const std::size_t taken = std::min(wanted - header_have_, input.size());
    std::copy_n(input.begin(), taken, header_.begin() + header_have_);
    input = input.subspan(taken);
    header_have_ = static_cast<std::uint8_t>(header_have_ + taken);
    if (header_have_ < wanted) return false;  // kNeedMore
    if (wanted == kStartBytes && !check_start(event)) return false;
    if (header_have_ == header_size()) break;
  }
  header_have_ = 0;
  return start_payload(event);
}

// All that the first two bytes can break (WS2 to WS7), so that nothing more of such a frame is
// waited for.
bool FrameReader::check_start(Event& event) {
  if (header_[0] & kReservedBits) {
    return fail(close_code::kProtocolError, "a reserved bit of a frame is set", event);
  }
  if (!is_known(opcode())) {
    return fail(close_code::kProtocolError, "the opcode of a frame is unknown", event);
  }
  const bool is_masked = (header_[1] & kMaskBit) != 0;
  if (is_masked != (options_.side == Side::kServer)) {
    return fail(close_code::kProtocolError,
                is_masked ? "a server's frame is masked" : "a client's frame is not masked", event);
  }
  return check_sequence(event);
}

bool FrameReader::check_sequence(Event& event) {
  if (is_control()) {
    if (!is_final()) {
      return fail(close_code::kProtocolError, "a control frame is fragmented", event);
    }
    if ((header_[1] & kLengthBits) > limits::kWebSocketControlPayloadBytes) {
      return fail(close_code::kProtocolError, "a control frame is longer than 125 bytes", event);
    }
    return true;
  }
  const bool is_open = message_opcode_ != Opcode::kContinuation;
  if (is_open && opcode() != Opcode::kContinuation) {
    return fail(close_code::kProtocolError, "a message begins inside another message", event);
  }
  if (!is_open && opcode() == Opcode::kContinuation) {
    return fail(close_code::kProtocolError, "a continuation without a message", event);
  }
  return true;
}

bool FrameReader::start_payload(Event& event) {
  const std::size_t extended = length_bytes(header_[1]);
  frame_bytes_ =
      extended == 0 ? header_[1] & kLengthBits : big_endian(&header_[kStartBytes], extended);
  frame_done_bytes_ = 0;
  if (frame_bytes_ >> 63 != 0) {
    return fail(close_code::kProtocolError, "the length of a frame is invalid", event);
  }
  std::copy_n(header_.begin() + kStartBytes + extended, mask_.size(), mask_.begin());
  state_ = State::kPayload;
  if (is_control()) return true;
  if (opcode() != Opcode::kContinuation) {
    message_opcode_ = opcode();
    message_bytes_ = 0;
    fragments_ = 0;
    validator_ = {};
  }
  // WS10 WS11: before a byte is kept. Neither sum can wrap, both lengths are below 2^63.
  if (message_bytes_ + frame_bytes_ > options_.max_message_bytes) {
    return fail(close_code::kTooBig, "the message is too big", event);
  }
  message_bytes_ += frame_bytes_;
  if (++fragments_ > options_.max_fragments) {
    return fail(close_code::kPolicy, "the message has too many fragments", event);
  }
  return true;
}

bool FrameReader::read_payload(std::span<char>& input, Event& event) {
  const std::uint64_t left = frame_bytes_ - frame_done_bytes_;
  const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(left, input.size()));
  const std::span<char> piece = input.first(size);
  input = input.subspan(size);
  if (options_.side == Side::kServer) apply_mask(piece, mask_, frame_done_bytes_);
  frame_done_bytes_ += size;
  const bool is_done = frame_done_bytes_ == frame_bytes_;
  if (is_done) state_ = State::kHeader;
  const std::string_view text(piece.data(), piece.size());
  return is_control() ? read_control(text, is_done, event) : read_data(text, is_done, event);
}

bool FrameReader::read_data(std::string_view piece, bool is_done, Event& event) {
  if (message_opcode_ == Opcode::kText && !validator_.feed(piece)) {
    return fail(close_code::kInvalidText, "the text is not UTF-8", event);  // WS9
  }
  if (!is_done || !is_final()) {
    message_.append(piece);
    return is_done;
  }
  std::string_view whole = piece;
  if (!message_.empty()) {
    message_.append(piece);
    whole = message_;
    delivered_message_ = true;
  }
  return end_message(whole, event);
}

bool FrameReader::end_message(std::string_view message, Event& event) {
  if (message_opcode_ == Opcode::kText && !validator_.is_complete()) {
    return fail(close_code::kInvalidText, "the text is not UTF-8", event);
  }
  event = message_opcode_ == Opcode::kText ? Event::kText : Event::kBinary;
  message_opcode_ = Opcode::kContinuation;
  payload_ = message;
  return false;
}

bool FrameReader::read_control(std::string_view piece, bool is_done, Event& event) {
  payload_ = piece;
  if (!is_done || !control_.empty()) {
    control_.append(piece);
    payload_ = control_;
  }
  if (!is_done) {
    payload_ = {};
    return false;  // kNeedMore
  }
  delivered_control_ = true;
  switch (opcode()) {
    case Opcode::kPing:
      event = Event::kPing;
      return false;
    case Opcode::kPong:
      event = Event::kPong;
      return false;
    case Opcode::kClose:
      return end_close(event);
    case Opcode::kContinuation:
    case Opcode::kText:
    case Opcode::kBinary:
      break;
  }
  ATELIER_ASSERT(!"a data frame is no control frame");
}

// WS8
bool FrameReader::end_close(Event& event) {
  close_code_ = close_code::kNoCode;
  if (payload_.size() == 1) {
    return fail(close_code::kProtocolError, "a close frame holds half a code", event);
  }
  if (!payload_.empty()) {
    const auto high = static_cast<unsigned char>(payload_[0]);
    const auto low = static_cast<unsigned char>(payload_[1]);
    close_code_ = static_cast<std::uint16_t>(high << 8 | low);
    payload_.remove_prefix(2);
    if (!may_be_sent(close_code_)) {
      return fail(close_code::kProtocolError, "the close code is invalid", event);
    }
    if (!utf8::is_valid(payload_)) {
      return fail(close_code::kInvalidText, "the close reason is not UTF-8", event);
    }
  }
  state_ = State::kClosed;
  event = Event::kClose;
  return false;
}

bool FrameReader::fail(std::uint16_t code, std::string_view message, Event& event) {
  state_ = State::kDead;
  close_code_ = code;
  error_ = message;
  payload_ = message;
  event = Event::kError;
  message_ = std::string();
  return false;
}

}  // namespace atelier::wire::websocket
