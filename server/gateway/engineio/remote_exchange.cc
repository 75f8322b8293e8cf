#include "gateway/engineio/remote_exchange.h"

#include <atomic>
#include <string>

namespace atelier::gateway {
namespace {

// A socket that lives on `home` and is used on `owner`. Both ends hold it; `handler` is touched on
// `owner` alone, `socket` on `home` alone.
struct SocketLink final : port::WebSocketHandler, std::enable_shared_from_this<SocketLink> {
  SocketLink(port::Executor& home_loop, port::Executor& owner_loop)
      : home(home_loop), owner(owner_loop) {}

  // From the real socket, on `home`.
  void on_text(std::string_view utf8) override {
    owner.post([link = shared_from_this(), text = std::string(utf8)] {
      if (link->handler != nullptr) link->handler->on_text(text);
    });
  }
  void on_binary(std::string_view bytes) override {
    owner.post([link = shared_from_this(), text = std::string(bytes)] {
      if (link->handler != nullptr) link->handler->on_binary(text);
    });
  }
  void on_close(std::uint16_t code) override {
    buffered.store(0, std::memory_order_relaxed);
    owner.post([link = shared_from_this(), code] {
      if (port::WebSocketHandler* const to = link->handler) {
        link->handler = nullptr;
        to->on_close(code);
      }
    });
    // The socket calls this from within itself; it must go, but not now.
    home.post([link = shared_from_this()] { link->socket.reset(); });
  }
  void on_writable() override {
    if (socket != nullptr) buffered.store(socket->buffered_bytes(), std::memory_order_relaxed);
    owner.post([link = shared_from_this()] {
      if (link->handler != nullptr) link->handler->on_writable();
    });
  }

  /// On `owner`: runs `use` on the socket's own loop.
  template <class F>
  void on_socket(F use) {
    home.post([link = shared_from_this(), use = std::move(use)]() mutable {
      if (link->socket == nullptr) return;
      use(*link->socket);
      link->buffered.store(link->socket->buffered_bytes(), std::memory_order_relaxed);
    });
  }

  port::Executor& home;
  port::Executor& owner;
  port::WebSocketHandler* handler = nullptr;
  std::unique_ptr<port::WebSocket> socket;
  std::atomic<std::size_t> buffered{0};
};

class RemoteSocket final : public port::WebSocket {
 public:
  explicit RemoteSocket(std::shared_ptr<SocketLink> link) : link_(std::move(link)) {}
  ~RemoteSocket() override {
    link_->handler = nullptr;
    link_->home.post([link = link_] { link->socket.reset(); });
  }

  void send_text(std::string_view utf8) override {
    link_->on_socket(
        [text = std::string(utf8)](port::WebSocket& socket) { socket.send_text(text); });
  }
  void send_binary(std::string_view bytes) override {
    link_->on_socket(
        [text = std::string(bytes)](port::WebSocket& socket) { socket.send_binary(text); });
  }
  void send_frames(const std::shared_ptr<const std::string>& run, std::size_t from,
                   std::size_t to) override {
    // The run may grow or go at the end of this turn: the other loop gets a copy.
    auto copy = std::make_shared<const std::string>(run->substr(from, to - from));
    link_->on_socket([copy = std::move(copy)](port::WebSocket& socket) {
      socket.send_frames(copy, 0, copy->size());
    });
  }
  void close(std::uint16_t code, std::string_view reason) override {
    link_->handler = nullptr;
    link_->on_socket(
        [code, text = std::string(reason)](port::WebSocket& socket) { socket.close(code, text); });
  }
  void abort() override {
    link_->handler = nullptr;
    link_->on_socket([](port::WebSocket& socket) { socket.abort(); });
  }
  std::size_t buffered_bytes() const override {
    return link_->buffered.load(std::memory_order_relaxed);
  }

 private:
  std::shared_ptr<SocketLink> link_;
};

// The real exchange, used and destroyed on its own loop.
struct ExchangeLink {
  std::unique_ptr<port::HttpExchange> exchange;
  bool gone = false;  // the peer, perhaps before anyone has asked to be told
  Task on_gone = {};
};

class RemoteStream final : public port::HttpStream {
 public:
  RemoteStream(port::Executor& home, std::shared_ptr<std::unique_ptr<port::HttpStream>> stream)
      : home_(home), stream_(std::move(stream)) {}
  ~RemoteStream() override {
    home_.post([stream = stream_] { stream->reset(); });
  }
  void write(std::string_view bytes) override {
    home_.post([stream = stream_, text = std::string(bytes)] {
      if (*stream != nullptr) (*stream)->write(text);
    });
  }
  void close() override {
    home_.post([stream = stream_] {
      if (*stream != nullptr) (*stream)->close();
    });
  }
  std::size_t buffered_bytes() const override { return 0; }
  void on_closed(Task) override {}

 private:
  port::Executor& home_;
  std::shared_ptr<std::unique_ptr<port::HttpStream>> stream_;
};

class RemoteExchange final : public port::HttpExchange {
 public:
  RemoteExchange(std::shared_ptr<ExchangeLink> link, port::HttpRequest request, bool is_upgrade,
                 port::Executor& home, port::Executor& owner)
      : link_(std::move(link)),
        request_(std::move(request)),
        is_upgrade_(is_upgrade),
        home_(home),
        owner_(owner) {}
  ~RemoteExchange() override {
    *wanted_ = false;
    home_.post([link = std::move(link_)] { link->exchange.reset(); });
  }

  const port::HttpRequest& request() const override { return request_; }
  bool is_websocket_upgrade() const override { return is_upgrade_; }

  void respond(port::HttpResponse response) override {
    home_.post([link = link_, response = std::move(response)]() mutable {
      if (link->exchange != nullptr) link->exchange->respond(std::move(response));
    });
  }
  void refuse(port::HttpResponse response) override {
    home_.post([link = link_, response = std::move(response)]() mutable {
      if (link->exchange != nullptr) link->exchange->refuse(std::move(response));
    });
  }
  std::unique_ptr<port::HttpStream> stream(port::HttpResponse head) override {
    auto held = std::make_shared<std::unique_ptr<port::HttpStream>>();
    home_.post([link = link_, held, head = std::move(head)]() mutable {
      if (link->exchange != nullptr) *held = link->exchange->stream(std::move(head));
    });
    return std::make_unique<RemoteStream>(home_, std::move(held));
  }
  std::unique_ptr<port::WebSocket> accept_websocket(port::WebSocketHandler& handler,
                                                    port::WebSocketLimits limits,
                                                    port::HeaderList extra) override {
    auto socket = std::make_shared<SocketLink>(home_, owner_);
    socket->handler = &handler;
    home_.post([link = link_, socket, limits, extra = std::move(extra)]() mutable {
      if (link->exchange == nullptr) return;
      socket->socket = link->exchange->accept_websocket(*socket, limits, std::move(extra));
      // The socket must not outlive its handler, which it now keeps alive itself.
    });
    return std::make_unique<RemoteSocket>(std::move(socket));
  }
  void on_abort(Task task) override {
    auto held = std::make_shared<Task>(std::move(task));
    home_.post([link = link_, held, wanted = wanted_, &owner = owner_] {
      link->on_gone = [held, wanted, &owner] {
        owner.post([held, wanted] {
          if (*wanted) (*held)();
        });
      };
      if (link->gone) link->on_gone();
    });
  }

 private:
  std::shared_ptr<ExchangeLink> link_;
  port::HttpRequest request_;
  bool is_upgrade_;
  port::Executor& home_;
  port::Executor& owner_;
  // Read and written on `owner` alone.
  std::shared_ptr<bool> wanted_ = std::make_shared<bool>(true);
};

}  // namespace

void hand_over(std::unique_ptr<port::HttpExchange> exchange, port::Executor& home,
               port::Executor& owner,
               UniqueFunction<void(std::unique_ptr<port::HttpExchange>)> use) {
  port::HttpRequest request = exchange->request();
  const bool is_upgrade = exchange->is_websocket_upgrade();
  auto link = std::make_shared<ExchangeLink>(ExchangeLink{std::move(exchange)});
  link->exchange->on_abort([weak = std::weak_ptr<ExchangeLink>(link)] {
    const auto held = weak.lock();
    if (held == nullptr) return;
    held->gone = true;
    if (held->on_gone) held->on_gone();
  });
  owner.post([link = std::move(link), request = std::move(request), is_upgrade, &home, &owner,
              use = std::move(use)]() mutable {
    use(std::make_unique<RemoteExchange>(std::move(link), std::move(request), is_upgrade, home,
                                         owner));
  });
}

}  // namespace atelier::gateway
