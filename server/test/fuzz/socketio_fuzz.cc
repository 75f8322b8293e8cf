// Socket.IO over text: never crash, one disconnect for each joined namespace, and what is echoed is
// what a peer can read again as the same event.
#include <cstdint>
#include <cstdlib>
#include <set>

#include "base/json_text.h"
#include "wire/socketio/connection.h"
#include "wire/socketio/placeholders.h"

namespace {

namespace socketio = atelier::wire::socketio;

void check(bool holds) {
  if (!holds) std::abort();
}

class Echo final : public socketio::ConnectionOutput {
 public:
  Echo() : connection({1000, 8}, codec_, *this, 0), reader_(codec_.make_decoder()) {}
  ~Echo() override {
    connection.on_transport_closed();
    check(joined_.empty());
  }

  void send_packet(std::string packet) override {
    check(packet.starts_with('4'));
    read(std::string_view(packet).substr(1), false);
  }
  void send_binary(std::string_view bytes) override { read(bytes, true); }
  void close_transport() override {}
  void on_connect(std::string_view nsp, std::string_view auth) override {
    check(auth.empty() || atelier::json_text::split_object(auth).has_value());
    if (nsp.ends_with('x')) return connection.refuse(nsp, R"({"message":"no"})");
    check(joined_.insert(std::string(nsp)).second);
    connection.accept(nsp, "sid");
    connection.emit_with_ack(nsp, {R"(["q"])"}, 0, 500);
  }
  void on_event(const socketio::Incoming& event) override {
    check(joined_.contains(std::string(event.nsp)));
    const std::size_t parts = event.attachments ? event.attachments->size() : 0;
    const auto places = socketio::find_placeholders(event.json, parts);
    check(parts == 0 || places.has_value());
    check(!event.elements.empty());
    connection.emit(event.nsp, {event.json, event.attachments.get()});
    check(last_json_ == event.json && last_parts_ == parts);
    if (event.ack_id) connection.ack(event.nsp, *event.ack_id, {event.json});
  }
  void on_ack(const socketio::Incoming& ack) override { check(ack.ack_id == 0); }
  void on_ack_timeout(std::string_view, socketio::AckId id) override { check(id == 0); }
  void on_disconnect(std::string_view nsp, socketio::Leave) override {
    check(joined_.erase(std::string(nsp)) == 1);
  }

 private:
  void read(std::string_view data, bool binary) {
    const auto packet = reader_->on_message(data, binary);
    check(packet.has_value());
    if (!*packet) return;
    last_json_ = (*packet)->json;
    last_parts_ = (*packet)->attachments ? (*packet)->attachments->size() : 0;
  }

  socketio::TextCodec codec_;
  std::set<std::string> joined_;
  std::string last_json_;
  std::size_t last_parts_ = 0;

 public:
  socketio::Connection connection;

 private:
  std::unique_ptr<socketio::Decoder> reader_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  std::string_view input(reinterpret_cast<const char*>(bytes), size);
  Echo echo;
  // Messages are separated by line ends; a binary one starts with '#'.
  while (!input.empty()) {
    const std::size_t end = std::min(input.find('\n'), input.size());
    const std::string_view line = input.substr(0, end);
    if (line.starts_with('#')) {
      echo.connection.on_message(line.substr(1), true);
    } else if (line == "~") {
      echo.connection.on_deadline(echo.connection.deadline().value_or(0));
    } else {
      echo.connection.on_message(line, false);
    }
    input.remove_prefix(std::min(end + 1, input.size()));
  }
  return 0;
}
