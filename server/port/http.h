// HTTP and WebSocket as gateways see them: requests come complete, answers may come later. net owns
// sockets, parsing, timeouts and limits. Everything here lives on one loop's thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/function.h"

namespace atelier::port {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method;
  std::string target;  // as sent: path and query
  std::string path;    // percent-decoded, dot segments removed; starts with '/'
  std::string query;   // raw, without '?'
  HeaderList headers;  // names in lower case, in order
  std::string body;
  std::string remote_address;  // textual IP of the peer, or of the client behind a trusted proxy
  bool secure = false;         // TLS here or at a trusted proxy
  std::string request_id;      // for logs and error pages

  /// First header of that name (lower case), or nothing.
  std::optional<std::string_view> header(std::string_view name) const;
};

struct HttpResponse {
  int status = 200;
  HeaderList headers;  // Content-Length, Date and Connection are added by net
  std::string body;
};

/// A parsed WebSocket connection. Sends are buffered and flushed at the end of the loop turn.
class WebSocket {
 public:
  virtual ~WebSocket() = default;
  virtual void send_text(std::string_view utf8) = 0;
  virtual void send_binary(std::string_view bytes) = 0;
  /// Bytes that are complete frames already, shared by many sockets: see gateway/frame_run.h. The
  /// owner keeps `run` unchanged until the end of the loop turn.
  virtual void send_frames(const std::shared_ptr<const std::string>& run, std::size_t from,
                           std::size_t to) = 0;
  /// Sends a close frame and closes after the flush. Code 0: a close frame without a code.
  /// on_close is not called for it. Idempotent.
  virtual void close(std::uint16_t code, std::string_view reason) = 0;
  /// Drops the TCP connection without a close frame.
  virtual void abort() = 0;
  /// Bytes that the kernel has not taken yet.
  virtual std::size_t buffered_bytes() const = 0;
};

/// Who handles a WebSocket's input. Calls come from the loop, never from within a send; the handler
/// may close or destroy the socket inside a call.
class WebSocketHandler {
 public:
  virtual ~WebSocketHandler() = default;
  virtual void on_text(std::string_view utf8) = 0;
  virtual void on_binary(std::string_view bytes) = 0;
  /// The peer closed or vanished, or broke the protocol (net has answered). 1006: no close frame.
  virtual void on_close(std::uint16_t code) = 0;
  /// Bytes went out: buffered_bytes() may be lower now.
  virtual void on_writable() {}
};

struct WebSocketLimits {
  std::size_t max_message_bytes = 1'000'000;
  std::uint16_t oversize_code = 1009;  // closes with it above that
};

/// A response sent in pieces (SSE). write() after the peer has gone is ignored.
class HttpStream {
 public:
  virtual ~HttpStream() = default;
  virtual void write(std::string_view bytes) = 0;
  virtual void close() = 0;
  virtual std::size_t buffered_bytes() const = 0;
  /// Once, when the peer has gone. Not after close().
  virtual void on_closed(Task task) = 0;
};

/// One request waiting for its answer. Exactly one of respond, stream, accept_websocket is called;
/// destroying it unanswered drops the connection.
class HttpExchange {
 public:
  virtual ~HttpExchange() = default;
  virtual const HttpRequest& request() const = 0;
  virtual void respond(HttpResponse response) = 0;
  virtual std::unique_ptr<HttpStream> stream(HttpResponse head) = 0;
  /// True for a well-formed RFC 6455 upgrade request.
  virtual bool is_websocket_upgrade() const = 0;
  /// 101 with `extra` headers. The handler must outlive the socket.
  virtual std::unique_ptr<WebSocket> accept_websocket(WebSocketHandler& handler,
                                                      WebSocketLimits limits, HeaderList extra) = 0;
  /// Raw refusal of an upgrade: the response goes out and the connection closes.
  virtual void refuse(HttpResponse response) = 0;
  /// Once, when the peer goes away before the answer (FIN or RST while parked).
  virtual void on_abort(Task task) = 0;
};

/// The application behind a listener; one per loop.
class HttpHandler {
 public:
  virtual ~HttpHandler() = default;
  virtual void handle(std::unique_ptr<HttpExchange> exchange) = 0;
  /// Largest request body for this head, asked before the body is read; above: 413.
  virtual std::size_t max_body_bytes(const HttpRequest& head) const = 0;
};

}  // namespace atelier::port
