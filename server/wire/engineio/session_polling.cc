// The polling side of a session.
#include "base/result.h"
#include "wire/engineio/session.h"

namespace atelier::wire::engineio {

void Session::on_poll() {
  ATELIER_ASSERT(!poll_parked_ && transport_ == Transport::kPolling);
  poll_parked_ = true;
  if (state_ == State::kClosing) {  // EIO46
    state_ = State::kFinished;
    answer_parked(buffer_.take_payload());
    output_.on_finished();
    return;
  }
  flush();
}

void Session::on_second_poll() {
  end(CloseReason::kTransportError);
}

void Session::on_poll_aborted() {
  if (!poll_parked_) return;
  poll_parked_ = false;
  end(CloseReason::kTransportError);
}

Session::PostAnswer Session::on_post(std::string_view body, MonoMs now) {
  if (state_ != State::kOpen) return PostAnswer::kOk;
  const Result<std::vector<Packet>> packets = decode_payload(body);
  if (!packets) {  // EIO35: none of it counts
    end(CloseReason::kParseError);
    return PostAnswer::kBadRequest;
  }
  for (const Packet& packet : *packets) {
    on_packet(packet, now);
    if (state_ == State::kOpen) continue;
    return packet.type == PacketType::kPing ? PostAnswer::kBadRequest : PostAnswer::kOk;
  }
  return PostAnswer::kOk;
}

void Session::on_bad_post() {
  end(CloseReason::kTransportError);
}

}  // namespace atelier::wire::engineio
