#include "net/http_exchange.h"

#include <utility>

#include "net/lost_websocket.h"

namespace atelier::net {

namespace {

// Runs `task` in a later turn, if the owner of `alive` is still there.
void post_guarded(EventLoop& loop, const std::shared_ptr<int>& alive, Task task) {
  loop.post([alive = std::weak_ptr<int>(alive), task = std::move(task)]() mutable {
    if (alive.lock() != nullptr) task();
  });
}

}  // namespace

HttpExchange::HttpExchange(const std::shared_ptr<HttpSession>& session, port::HttpRequest request)
    : loop_(session->loop()),
      session_(session),
      request_(std::move(request)),
      is_websocket_upgrade_(session->is_websocket_upgrade()) {}

HttpExchange::~HttpExchange() {
  if (const auto session = take_session()) session->drop();
}

std::shared_ptr<HttpSession> HttpExchange::take_session() {
  return std::exchange(session_, {}).lock();
}

void HttpExchange::respond(port::HttpResponse response) {
  if (const auto session = take_session()) session->respond(request_, std::move(response));
}

std::unique_ptr<port::HttpStream> HttpExchange::stream(port::HttpResponse head) {
  if (const auto session = take_session()) return session->stream(request_, head);
  return std::make_unique<HttpStream>(loop_, std::weak_ptr<HttpSession>());
}

std::unique_ptr<port::WebSocket> HttpExchange::accept_websocket(port::WebSocketHandler& handler,
                                                                port::WebSocketLimits limits,
                                                                port::HeaderList extra) {
  if (const auto session = take_session()) {
    return session->accept_websocket(handler, limits, std::move(extra));
  }
  return make_lost_websocket(loop_, handler);
}

void HttpExchange::refuse(port::HttpResponse response) {
  if (const auto session = take_session()) session->refuse(request_, std::move(response));
}

void HttpExchange::on_abort(Task task) {
  if (peer_is_gone_) return post_guarded(loop_, alive_, std::move(task));
  on_abort_ = std::move(task);
}

void HttpExchange::peer_gone() {
  peer_is_gone_ = true;
  session_.reset();
  Task task = std::exchange(on_abort_, {});
  if (task) task();
}

HttpStream::HttpStream(EventLoop& loop, std::weak_ptr<HttpSession> session)
    : loop_(loop), session_(std::move(session)), peer_is_gone_(session_.expired()) {}

HttpStream::~HttpStream() {
  if (const auto session = std::exchange(session_, {}).lock()) session->close_stream(false);
}

void HttpStream::write(std::string_view bytes) {
  if (const auto session = session_.lock()) session->write_stream(bytes);
}

void HttpStream::close() {
  if (const auto session = std::exchange(session_, {}).lock()) session->close_stream(true);
}

std::size_t HttpStream::buffered_bytes() const {
  const auto session = session_.lock();
  return session ? session->buffered_bytes() : 0;
}

void HttpStream::on_closed(Task task) {
  if (peer_is_gone_) return post_guarded(loop_, alive_, std::move(task));
  on_closed_ = std::move(task);
}

void HttpStream::peer_gone() {
  peer_is_gone_ = true;
  session_.reset();
  Task task = std::exchange(on_closed_, {});
  if (task) task();
}

}  // namespace atelier::net
