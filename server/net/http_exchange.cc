#include "net/http_exchange.h"

#include <utility>

#include "net/lost_websocket.h"

namespace atelier::net {

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
  return std::make_unique<HttpStream>(std::weak_ptr<HttpSession>());
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

void HttpExchange::peer_gone() {
  session_.reset();
  Task task = std::exchange(on_abort_, {});
  if (task) task();
}

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

void HttpStream::peer_gone() {
  session_.reset();
  Task task = std::exchange(on_closed_, {});
  if (task) task();
}

}  // namespace atelier::net
