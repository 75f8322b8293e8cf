// The handler's side of a request (HttpExchange) and of an answer in pieces (HttpStream): handles
// on the HttpSession that survive it. On the loop's thread.
#pragma once

#include <memory>
#include <string_view>

#include "net/http_session.h"
#include "port/http.h"

namespace atelier::net {

class HttpExchange final : public port::HttpExchange {
 public:
  HttpExchange(const std::shared_ptr<HttpSession>& session, port::HttpRequest request);
  /// Unanswered: drops the connection.
  ~HttpExchange() override;

  const port::HttpRequest& request() const override { return request_; }
  void respond(port::HttpResponse response) override;
  std::unique_ptr<port::HttpStream> stream(port::HttpResponse head) override;
  bool is_websocket_upgrade() const override { return is_websocket_upgrade_; }
  std::unique_ptr<port::WebSocket> accept_websocket(port::WebSocketHandler& handler,
                                                    port::WebSocketLimits limits,
                                                    port::HeaderList extra) override;
  void refuse(port::HttpResponse response) override;
  /// Also when the peer has gone already: then it comes as a task of its own.
  void on_abort(Task task) override;

  /// The session has lost the peer. May destroy this exchange.
  void peer_gone();

 private:
  std::shared_ptr<HttpSession> take_session();

  EventLoop& loop_;
  std::weak_ptr<HttpSession> session_;  // empty once it is answered
  port::HttpRequest request_;
  Task on_abort_;
  bool peer_is_gone_ = false;
  const bool is_websocket_upgrade_;
  const std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

class HttpStream final : public port::HttpStream {
 public:
  /// An empty session: the peer has gone already.
  HttpStream(EventLoop& loop, std::weak_ptr<HttpSession> session);
  /// Unclosed: closes the connection without the end of the body, so that the client sees it.
  ~HttpStream() override;

  void write(std::string_view bytes) override;
  void close() override;
  std::size_t buffered_bytes() const override;
  /// As on_abort.
  void on_closed(Task task) override;

  /// The session has lost the peer. May destroy this stream.
  void peer_gone();

 private:
  EventLoop& loop_;
  std::weak_ptr<HttpSession> session_;  // empty once it has ended
  Task on_closed_;
  bool peer_is_gone_ = false;
  const std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace atelier::net
