// A Socket.IO connection under test with a record of all it asked for. Namespaces / and /custom are
// accepted at once, /later is decided by the test, /no is refused.
#pragma once

#include <string>
#include <vector>

#include "wire/socketio/connection.h"

namespace atelier::wire::socketio {

class ConnectionUnderTest final : public ConnectionOutput {
 public:
  explicit ConnectionUnderTest(const Codec& codec) : connection({1000, 3}, codec, *this, 1000) {}

  void text(std::string_view data) { connection.on_message(data, false); }
  void binary(std::string_view data) { connection.on_message(data, true); }
  std::vector<std::string> take() { return std::exchange(log, {}); }

  void send_packet(std::string packet) override { log.push_back(std::move(packet)); }
  void send_binary(std::string_view bytes) override {
    log.push_back("binary " + std::string(bytes));
  }
  void close_transport() override {
    log.push_back("close");
    connection.on_transport_closed();
  }
  void on_connect(std::string_view nsp, std::string_view auth) override {
    log.push_back("connect " + std::string(nsp) + " " + std::string(auth));
    if (nsp == "/" || nsp == "/custom") return connection.accept(nsp, "sid");
    if (nsp != "/later") connection.refuse(nsp, R"({"message":"Invalid namespace"})");
  }
  void on_event(const Incoming& event) override { note("event", event); }
  void on_ack(const Incoming& ack) override { note("ack", ack); }
  void on_ack_timeout(std::string_view nsp, AckId id) override {
    log.push_back("timeout " + std::string(nsp) + " " + std::to_string(id));
  }
  void on_disconnect(std::string_view nsp, Leave leave) override {
    log.push_back("disconnect " + std::string(nsp) +
                  (leave == Leave::kClient ? " client" : " transport"));
  }

  std::vector<std::string> log;
  Connection connection;

 private:
  void note(const std::string& what, const Incoming& packet) {
    std::string line = what + " " + std::string(packet.nsp);
    if (packet.ack_id) line += " #" + std::to_string(*packet.ack_id);
    line += " " + std::string(packet.json);
    if (packet.attachments) {
      for (const std::string& part : *packet.attachments) line += " +" + part;
    }
    log.push_back(line);
  }
};

}  // namespace atelier::wire::socketio
