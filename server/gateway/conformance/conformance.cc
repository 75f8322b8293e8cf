#include "gateway/conformance/conformance.h"

#include <algorithm>

#include "base/json_text.h"

namespace atelier::gateway {
namespace {

class EchoSession final : public EngineHandler {
 public:
  explicit EchoSession(EngineSession& session) : session_(session) {}
  void on_message(std::string_view data, bool binary) override { session_.send(data, binary); }
  void on_closed(wire::engineio::CloseReason) override {}

 private:
  EngineSession& session_;
};

constexpr DurationMs kAckTimeoutMs = 500;

class ConformanceSocket final : public SocketHandler {
 public:
  ConformanceSocket(Socket& socket, std::string_view auth) : socket_(socket) {
    socket_.accept();
    const std::string payload = "[\"auth\"," + std::string(auth.empty() ? "{}" : auth) + "]";
    socket_.emit({payload, nullptr});
  }

  void on_event(const wire::socketio::Incoming& event) override {
    const std::string_view name = event.elements.front();
    if (name == "\"message\"") {
      const std::string back = named("message-back", arguments_of(event));
      socket_.emit({back, event.attachments.get()});
    } else if (name == "\"message-with-ack\"" && event.ack_id) {
      const std::string back = arguments_of(event);
      socket_.ack(*event.ack_id, {back, event.attachments.get()});
    } else if (name == "\"emit-with-ack\"") {
      ask_back(event);
    }
  }
  void on_disconnect() override {}

 private:
  static std::string named(std::string_view name, const std::string& arguments) {
    const bool none = arguments.find_first_not_of(" \t\r\n", 1) == arguments.size() - 1;
    return "[\"" + std::string(name) + '"' + (none ? "]" : "," + arguments.substr(1));
  }

  // The arguments go back as they came: the text behind the name.
  static std::string arguments_of(const wire::socketio::Incoming& event) {
    if (event.elements.size() < 2) return "[]";
    const std::string_view name = event.elements.front();
    const auto behind = static_cast<std::size_t>(name.data() - event.json.data()) + name.size();
    const std::string_view rest = event.json.substr(behind);
    return '[' + std::string(rest.substr(rest.find(',') + 1));
  }

  // Asks the client for an ack with the same arguments, and tells it what it has answered.
  void ask_back(const wire::socketio::Incoming& event) {
    const std::string question = named("emit-with-ack", arguments_of(event));
    socket_.emit_with_ack({question, event.attachments.get()}, kAckTimeoutMs,
                          [this](AckOutcome outcome, const wire::socketio::Incoming* ack) {
                            switch (outcome) {
                              case AckOutcome::kAcked: {
                                const std::string back =
                                    named("emit-with-ack", std::string(ack->json));
                                return socket_.emit({back, ack->attachments.get()});
                              }
                              case AckOutcome::kTimedOut:
                                return socket_.emit({R"(["ack-timeout"])"});
                              case AckOutcome::kTooMany:
                                return socket_.emit({R"(["too-many-acks"])"});
                              case AckOutcome::kLeft:
                                return;
                            }
                          });
  }

  Socket& socket_;
};

}  // namespace

EngineServer::Application engine_echo() {
  return [](EngineSession& session) { return std::make_unique<EchoSession>(session); };
}

std::unique_ptr<SocketHandler> ConformanceNamespaces::connect(Socket& socket,
                                                              std::string_view auth) {
  if (socket.nsp() != "/" && socket.nsp() != "/custom") return nullptr;
  return std::make_unique<ConformanceSocket>(socket, auth);
}

struct WebSocketEcho::Peer final : port::WebSocketHandler {
  explicit Peer(WebSocketEcho& all) : owner(all) {}
  void on_text(std::string_view utf8) override { socket->send_text(utf8); }
  void on_binary(std::string_view bytes) override { socket->send_binary(bytes); }
  void on_close(std::uint16_t) override { owner.remove(*this); }

  WebSocketEcho& owner;
  std::unique_ptr<port::WebSocket> socket;
};

WebSocketEcho::WebSocketEcho(port::Executor& executor) : executor_(executor) {}
WebSocketEcho::~WebSocketEcho() = default;

void WebSocketEcho::handle(std::unique_ptr<port::HttpExchange> exchange) {
  if (!exchange->is_websocket_upgrade()) {
    return exchange->respond({426, {{"Upgrade", "websocket"}}, "This is a WebSocket echo.\n"});
  }
  auto peer = std::make_unique<Peer>(*this);
  peer->socket = exchange->accept_websocket(*peer, {.max_message_bytes = kEchoMessageBytes}, {});
  peers_.insert(std::move(peer));
}

void WebSocketEcho::remove(Peer& peer) {
  const auto found =
      std::ranges::find_if(peers_, [&peer](const auto& each) { return each.get() == &peer; });
  if (found == peers_.end()) return;
  // Called from within the socket: it goes when the turn is over.
  auto held = std::make_shared<std::unique_ptr<Peer>>(std::move(peers_.extract(found).value()));
  executor_.at_turn_end([held] {});
}

void http_echo(std::unique_ptr<port::HttpExchange> exchange) {
  const port::HttpRequest& request = exchange->request();
  std::string type(request.header("content-type").value_or("text/plain"));
  std::string body = request.body;
  exchange->respond({200, {{"Content-Type", std::move(type)}}, std::move(body)});
}

}  // namespace atelier::gateway
