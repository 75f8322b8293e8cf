#include "net/lost_websocket.h"

#include "wire/websocket/frame.h"

namespace atelier::net {

namespace {

class LostWebSocket final : public port::WebSocket {
 public:
  LostWebSocket(EventLoop& loop, port::WebSocketHandler& handler)
      : handler_(std::make_shared<port::WebSocketHandler*>(&handler)) {
    loop.post([weak = std::weak_ptr(handler_)] {
      const auto kept = weak.lock();
      port::WebSocketHandler* const told = kept ? std::exchange(*kept, nullptr) : nullptr;
      if (told != nullptr) told->on_close(wire::websocket::close_code::kAbnormal);
    });
  }

  void send_text(std::string_view) override {}
  void send_binary(std::string_view) override {}
  void send_frames(const std::shared_ptr<const std::string>&, std::size_t, std::size_t) override {}
  void close(std::uint16_t, std::string_view) override { *handler_ = nullptr; }
  void abort() override { *handler_ = nullptr; }
  std::size_t buffered_bytes() const override { return 0; }

 private:
  std::shared_ptr<port::WebSocketHandler*> handler_;
};

}  // namespace

std::unique_ptr<port::WebSocket> make_lost_websocket(EventLoop& loop,
                                                     port::WebSocketHandler& handler) {
  return std::make_unique<LostWebSocket>(loop, handler);
}

}  // namespace atelier::net
