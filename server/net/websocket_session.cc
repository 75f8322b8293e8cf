#include "net/websocket_session.h"

#include "wire/websocket/frame_writer.h"

namespace atelier::net {

namespace ws = wire::websocket;

namespace {

// A peer that pings without reading gets no further pongs beyond this; one pong answers them all.
constexpr std::size_t kPongBacklogBytes = 64 * 1024;

class WebSocketHandle final : public port::WebSocket {
 public:
  explicit WebSocketHandle(std::shared_ptr<WebSocketSession> session)
      : session_(std::move(session)) {}
  ~WebSocketHandle() override { session_->detach(); }

  void send_text(std::string_view utf8) override { session_->send(ws::Opcode::kText, utf8); }
  void send_binary(std::string_view bytes) override { session_->send(ws::Opcode::kBinary, bytes); }
  void send_frames(const std::shared_ptr<const std::string>& run, std::size_t from,
                   std::size_t to) override {
    session_->send_frames(run, from, to);
  }
  void close(std::uint16_t code, std::string_view reason) override {
    session_->close(code, reason);
  }
  void abort() override { session_->abort(); }
  std::size_t buffered_bytes() const override { return session_->connection().buffered_bytes(); }

 private:
  std::shared_ptr<WebSocketSession> session_;
};

}  // namespace

WebSocketSession::WebSocketSession(LoopHost& host, std::shared_ptr<Connection> connection,
                                   port::WebSocketHandler& handler,
                                   const port::WebSocketLimits& limits)
    : host_(host),
      connection_(std::move(connection)),
      handler_(&handler),
      reader_({.side = ws::Side::kServer, .max_message_bytes = limits.max_message_bytes}),
      oversize_code_(limits.oversize_code) {
  host_.counters().websockets.add(1);
}

WebSocketSession::~WebSocketSession() = default;

std::unique_ptr<port::WebSocket> WebSocketSession::handle_of(
    std::shared_ptr<WebSocketSession> session) {
  return std::make_unique<WebSocketHandle>(std::move(session));
}

void WebSocketSession::send(ws::Opcode opcode, std::string_view payload) {
  if (state_ != State::kOpen) return;
  ws::append_frame(connection_->outgoing(), opcode, payload);
}

void WebSocketSession::send_frames(const std::shared_ptr<const std::string>& run, std::size_t from,
                                   std::size_t to) {
  if (state_ == State::kOpen) connection_->write_shared(run, from, to);
}

void WebSocketSession::close(std::uint16_t code, std::string_view reason) {
  if (state_ != State::kOpen) return;
  state_ = State::kClosing;
  const std::uint16_t sent_code = code == 0 ? ws::close_code::kNoCode : code;
  ws::append_close_frame(connection_->outgoing(), sent_code, reason);
  close_deadline_ = std::make_unique<Deadline>(host_.loop(), [this] { on_close_timeout(); });
  close_deadline_->set_after(host_.timeouts().close_frame_ms);
}

void WebSocketSession::abort() {
  if (state_ == State::kClosed) return;
  finish(0);
  connection_->abort();
}

void WebSocketSession::detach() {
  handler_ = nullptr;
  if (state_ == State::kOpen) abort();
}

void WebSocketSession::on_input(std::span<char> bytes) {
  while (state_ != State::kClosed) {
    const ws::FrameReader::Event event = reader_.next(bytes);
    if (event == ws::FrameReader::Event::kNeedMore) return;
    on_event(event);
  }
}

void WebSocketSession::on_event(ws::FrameReader::Event event) {
  const bool is_open = state_ == State::kOpen && handler_ != nullptr;
  switch (event) {
    case ws::FrameReader::Event::kNeedMore:
    case ws::FrameReader::Event::kPong:
      break;
    case ws::FrameReader::Event::kText:
      if (is_open) handler_->on_text(reader_.payload());
      break;
    case ws::FrameReader::Event::kBinary:
      if (is_open) handler_->on_binary(reader_.payload());
      break;
    case ws::FrameReader::Event::kPing:
      on_ping();
      break;
    case ws::FrameReader::Event::kClose:
      on_peer_close();
      break;
    case ws::FrameReader::Event::kError:
      on_broken();
      break;
  }
}

void WebSocketSession::on_ping() {
  if (state_ != State::kOpen || connection_->buffered_bytes() > kPongBacklogBytes) return;
  ws::append_frame(connection_->outgoing(), ws::Opcode::kPong, reader_.payload());
}

void WebSocketSession::on_peer_close() {
  const std::uint16_t code = reader_.close_code();
  if (state_ == State::kOpen) ws::append_close_frame(connection_->outgoing(), code, {});
  connection_->close();
  finish(code);
}

void WebSocketSession::on_broken() {
  const bool too_big = reader_.close_code() == ws::close_code::kTooBig;
  const std::uint16_t code = too_big ? oversize_code_ : reader_.close_code();
  if (state_ == State::kOpen) {
    ws::append_close_frame(connection_->outgoing(), code, reader_.payload());
  }
  connection_->close();
  finish(code);
}

// The last step of every way to end. The handler hears of it unless the owner has closed itself.
void WebSocketSession::finish(std::uint16_t code_for_handler) {
  const bool tell = state_ == State::kOpen && code_for_handler != 0;
  state_ = State::kClosed;
  host_.counters().websockets.subtract(1);
  close_deadline_.reset();
  port::WebSocketHandler* const handler = std::exchange(handler_, nullptr);
  if (tell && handler != nullptr) handler->on_close(code_for_handler);
}

void WebSocketSession::on_close_timeout() {
  const std::shared_ptr<WebSocketSession> self = shared_from_this();
  host_.bury(std::shared_ptr<Deadline>(std::move(close_deadline_)));
  host_.counters().timeouts.add(1);
  abort();
}

void WebSocketSession::on_gone() {
  if (state_ != State::kClosed) finish(ws::close_code::kAbnormal);
}

void WebSocketSession::on_written() {
  if (state_ == State::kOpen && handler_ != nullptr) handler_->on_writable();
}

}  // namespace atelier::net
