#include "gateway/rooms/rooms_namespace.h"

#include "base/json_text.h"
#include "gateway/errors.h"

namespace atelier::gateway {
namespace {

class RoomsHandler final : public SocketHandler, public RoomsSocket {
 public:
  RoomsHandler(RoomsGateway& gateway, Socket& socket, std::string_view auth)
      : gateway_(gateway),
        socket_(socket),
        connection_(gateway.connect(*this, socket.engine().handshake(), auth,
                                    [this](Result<void> result) { admitted(result); })) {}
  // Also after a refusal, which on_disconnect does not follow.
  ~RoomsHandler() override { gateway_.remove(connection_); }

  Socket& socket() { return socket_; }

  // SocketHandler
  void on_event(const wire::socketio::Incoming& event) override {
    auto name = json_text::unquote(event.elements.front());
    if (!name) name = std::string(event.elements.front());  // a number: no event of ours
    const std::vector<std::string_view> arguments(event.elements.begin() + 1, event.elements.end());
    connection_.on_event(*name, arguments, event.attachments, event.ack_id);
  }
  void on_disconnect() override {}

  // RoomsSocket
  void emit(std::string_view event, const core::Attachments& attachments) override {
    socket_.emit({event, attachments.get()});
  }
  void ack(std::uint64_t id, std::string_view arguments) override {
    socket_.ack(id, {arguments, nullptr});
  }
  void disconnect() override { socket_.disconnect(); }
  void close() override { socket_.close_transport(); }

 private:
  void admitted(const Result<void>& result) {
    if (result) return socket_.accept();
    socket_.refuse("{\"message\":" + json_text::quote(result.error().message) +
                   ",\"data\":" + error_json(result.error()) + '}');
  }

  RoomsGateway& gateway_;
  Socket& socket_;
  RoomsConnection& connection_;
};

}  // namespace

std::unique_ptr<SocketHandler> RoomsNamespace::connect(Socket& socket, std::string_view auth) {
  if (socket.nsp() != "/") return nullptr;
  return std::make_unique<RoomsHandler>(gateway_, socket, auth);
}

void RoomsFanOut::publish(const std::vector<RoomsSocket*>& sockets,
                          const core::Delivery& delivery) {
  targets_.clear();
  for (RoomsSocket* each : sockets) {
    targets_.push_back(&static_cast<RoomsHandler*>(each)->socket());
  }
  broadcaster_.publish(targets_, delivery);
}

}  // namespace atelier::gateway
