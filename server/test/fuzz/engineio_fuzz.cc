// An Engine.IO session under any order of inputs: never crash, close once, finish once and after
// the close, never answer a poll that is not parked, and read back every packet it can read.
#include <cstdint>
#include <cstdlib>
#include <optional>

#include "wire/engineio/packet.h"
#include "wire/engineio/session.h"

namespace {

namespace engineio = atelier::wire::engineio;
using engineio::Transport;

void check(bool holds) {
  if (!holds) std::abort();
}

class Driver final : public engineio::SessionOutput {
 public:
  explicit Driver(Transport transport)
      : session_({.sid = "s",
                  .transport = transport,
                  .ping_interval_ms = 30,
                  .ping_timeout_ms = 20,
                  .upgrade_timeout_ms = 100,
                  .close_timeout_ms = 300},
                 *this, 0) {
    has_websocket_ = transport == Transport::kWebSocket;
    session_.open();
  }

  void step(std::uint8_t choice, std::string_view data) {
    if (session_.is_finished()) return;
    now_ += choice >> 4;
    const bool polling = session_.transport() == Transport::kPolling;
    switch (choice & 15) {
      case 0:
      case 1:
        if (polling) poll();
        break;
      case 2:
      case 3:
        if (polling) session_.on_post(data, now_);
        break;
      case 4:
        if (polling) parked_ = false, session_.on_poll_aborted();
        break;
      case 5:
        if (!has_websocket_) has_websocket_ = session_.on_websocket_attached(now_);
        break;
      case 6:
      case 7:
        if (has_websocket_) session_.on_websocket_text(data, now_);
        break;
      case 8:
        if (has_websocket_) session_.on_websocket_binary(data);
        break;
      case 9:
        if (has_websocket_) has_websocket_ = false, session_.on_websocket_closed();
        break;
      case 10:
        if (const auto deadline = session_.deadline()) now_ = std::max(now_, *deadline);
        session_.on_deadline(now_);
        break;
      case 11:
        send(data, false);
        break;
      case 12:
        session_.send_message(data, true);
        break;
      case 13:
        session_.close(now_);
        break;
      case 14:
        session_.flush();
        break;
      default:
        if (polling) session_.on_bad_post();
        break;
    }
    check(session_.has_parked_poll() == parked_);
    check(session_.is_finished() == finished_);
    check(session_.deadline().has_value() != finished_);
  }

  void answer_poll(std::string payload) override {
    check(parked_ && !payload.empty());
    parked_ = false;
    check(engineio::decode_payload(payload).has_value());
  }
  void send_text(std::string_view packet) override {
    check(has_websocket_ && engineio::decode_text(packet).has_value());
  }
  void send_binary(std::string_view) override { check(has_websocket_); }
  void close_websocket() override {
    check(has_websocket_);
    has_websocket_ = false;
  }
  void request_flush() override {}
  void on_message(std::string_view data, bool binary) override {
    check(!closed_);
    if (data.starts_with('c')) return session_.close(now_);
    send(data, binary);
  }
  void on_closed(engineio::CloseReason) override {
    check(!closed_);
    closed_ = true;
  }
  void on_finished() override {
    check(closed_ && !finished_);
    finished_ = true;
  }

 private:
  // Texts of applications are JSON, in which a separator cannot stand.
  void send(std::string_view data, bool binary) {
    std::string text(data);
    if (!binary) std::erase(text, engineio::kSeparator);
    session_.send_message(text, binary);
  }
  void poll() {
    if (parked_) return session_.on_second_poll();
    parked_ = true;
    session_.on_poll();
  }

  atelier::MonoMs now_ = 0;
  bool parked_ = false;
  bool has_websocket_ = false;
  bool closed_ = false;
  bool finished_ = false;
  engineio::Session session_;
};

void round_trip(std::string_view text) {
  const auto packet = engineio::decode_text(text);
  if (!packet) return;
  const auto again = engineio::decode_text(engineio::encode_text(*packet));
  check(again && *again == *packet);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size < 2) return 0;
  std::string_view input(reinterpret_cast<const char*>(bytes), size);
  round_trip(input);
  Driver driver(input.front() % 2 == 0 ? Transport::kPolling : Transport::kWebSocket);
  input.remove_prefix(1);
  while (input.size() >= 2) {
    const auto choice = static_cast<std::uint8_t>(input[0]);
    const std::size_t length = static_cast<std::uint8_t>(input[1]) % 32;
    input.remove_prefix(2);
    driver.step(choice, input.substr(0, length));
    input.remove_prefix(std::min(length, input.size()));
  }
  return 0;
}
