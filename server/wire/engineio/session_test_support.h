// A session under test with a record of all it asked for.
#pragma once

#include <string>
#include <vector>

#include "wire/engineio/session.h"

namespace atelier::wire::engineio {

class SessionUnderTest final : public SessionOutput {
 public:
  explicit SessionUnderTest(Transport transport = Transport::kPolling, bool b64 = false)
      : session({.sid = "s",
                 .transport = transport,
                 .b64 = b64,
                 .ping_interval_ms = 300,
                 .ping_timeout_ms = 200,
                 .upgrade_timeout_ms = 10'000,
                 .close_timeout_ms = 30'000},
                *this, 1000) {
    session.open();
    if (transport == Transport::kPolling) session.on_poll();
    log.clear();
  }

  /// What happened since the last call.
  std::vector<std::string> take() {
    if (flush_wanted) {
      flush_wanted = false;
      session.flush();
    }
    return std::exchange(log, {});
  }

  void answer_poll(std::string payload) override { log.push_back("poll " + payload); }
  void send_text(std::string_view packet) override { log.push_back("text " + std::string(packet)); }
  void send_binary(std::string_view bytes) override {
    log.push_back("binary " + std::string(bytes));
  }
  void close_websocket() override { log.push_back("close websocket"); }
  void request_flush() override { flush_wanted = true; }
  void on_message(std::string_view data, bool binary) override {
    log.push_back((binary ? "message b " : "message ") + std::string(data));
    if (data == "close yourself") session.close(1000);
  }
  void on_closed(CloseReason reason) override {
    log.push_back("closed " + std::string(name_of(reason)));
  }
  void on_finished() override { log.push_back("finished"); }

  std::vector<std::string> log;
  bool flush_wanted = false;
  Session session;
};

}  // namespace atelier::wire::engineio
