// The WebSocket side of a session: the transport itself, and the probe of an upgrade.
#include "wire/engineio/session.h"

namespace atelier::wire::engineio {

bool Session::on_websocket_attached(MonoMs now) {
  if (state_ != State::kOpen || transport_ == Transport::kWebSocket) return false;
  if (upgrade_.is_attached()) return false;  // EIO57
  upgrade_.attach(now + options_.upgrade_timeout_ms);
  return true;
}

void Session::on_websocket_text(std::string_view text, MonoMs now) {
  if (state_ != State::kOpen) return;
  if (transport_ == Transport::kPolling) return on_probe_text(text);
  if (text.starts_with('4')) return output_.on_message(text.substr(1), false);
  const Result<Packet> packet = decode_text(text);
  if (!packet) return end(CloseReason::kParseError);  // EIO36
  on_packet(*packet, now);
}

void Session::on_websocket_binary(std::string_view bytes) {
  if (state_ != State::kOpen) return;
  if (transport_ == Transport::kPolling) return drop_probe();
  output_.on_message(bytes, true);
}

void Session::on_websocket_closed() {
  if (state_ != State::kOpen) return;
  if (transport_ == Transport::kPolling) {
    upgrade_.end();  // EIO55: polling goes on
    return;
  }
  // Nothing is left to close, so this is not finish().
  state_ = State::kFinished;
  output_.on_closed(CloseReason::kTransportClose);
  output_.on_finished();
}

void Session::on_probe_text(std::string_view text) {
  switch (upgrade_.on_text(text)) {
    case Upgrade::Step::kAnswerProbe:
      output_.send_text("3probe");
      if (poll_parked_) output_.request_flush();
      break;
    case Upgrade::Step::kComplete:
      complete_upgrade();
      break;
    case Upgrade::Step::kRefuse:
      drop_probe();
      break;
  }
}

// EIO54: the poll that is still parked ends with a noop, what was queued goes out on the WebSocket.
void Session::complete_upgrade() {
  upgrade_.end();
  transport_ = Transport::kWebSocket;
  for (SendBuffer::Entry& entry : buffer_.take()) send_entry(std::move(entry));
  if (poll_parked_) answer_parked("6");
}

// EIO55: only the WebSocket goes, the polling session stays.
void Session::drop_probe() {
  upgrade_.end();
  output_.close_websocket();
}

}  // namespace atelier::wire::engineio
