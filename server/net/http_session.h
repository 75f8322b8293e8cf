// HttpSession: HTTP/1.1 on one connection: requests one after the other, each handed to the handler
// as an exchange when it is complete. Owns parsing, timeouts, keep-alive and the order of answers;
// a request that was pipelined is parsed when the one before it has its answer. On the loop.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "net/connection.h"
#include "net/deadline.h"
#include "net/response_writer.h"
#include "port/http.h"
#include "wire/http/request_parser.h"
#include "wire/websocket/handshake.h"

namespace atelier::net {

class HttpExchange;
class HttpStream;
class WebSocketSession;

class HttpSession final : public ConnectionUser, public std::enable_shared_from_this<HttpSession> {
 public:
  HttpSession(LoopHost& host, std::shared_ptr<Connection> connection, std::string peer_address,
              bool is_tls);
  ~HttpSession() override;

  EventLoop& loop() const { return host_.loop(); }

  /// Arms the first deadline; the connection has started.
  void start();

  // For the exchange that waits for its answer; each ends it.
  void respond(const port::HttpRequest& request, port::HttpResponse response);
  void refuse(const port::HttpRequest& request, port::HttpResponse response);
  void drop();
  std::unique_ptr<port::HttpStream> stream(const port::HttpRequest& request,
                                           const port::HttpResponse& head);
  std::unique_ptr<port::WebSocket> accept_websocket(port::WebSocketHandler& handler,
                                                    const port::WebSocketLimits& limits,
                                                    port::HeaderList extra);
  bool is_websocket_upgrade() const { return handshake_.has_value(); }

  // For the stream that is the answer.
  void write_stream(std::string_view bytes);
  void close_stream(bool complete);
  std::size_t buffered_bytes() const { return connection_->buffered_bytes(); }

  // ConnectionUser
  void on_input(std::span<char> bytes) override;
  void on_gone() override;
  void on_written() override;
  void on_drain() override;

 private:
  enum class State : std::uint8_t {
    kIdle,       // between requests
    kReading,    // part of a request has come
    kAnswering,  // an exchange or a stream is out
    kUpgraded,   // a WebSocket has the connection
    kEnded,
  };
  using Event = wire::http::RequestParser::Event;

  void process(std::string_view input);
  bool has_had_its_turn() const;
  void hold_back(std::string_view input);
  void go_on_later();
  bool on_event(Event event);
  bool on_head();
  bool begin_body(std::uint64_t max_bytes);
  void on_body();
  void count_body(std::size_t bytes);
  void on_request();
  void on_need_more();
  void fail(int status, std::string_view message, port::HeaderList extra = {});
  void answer(const port::HttpRequest& request, port::HttpResponse response, bool keep_alive);
  void answered(bool keep_alive);
  void end();
  void on_deadline();
  void hand_over(std::string_view input);
  AnswerContext context_of(const port::HttpRequest& request, bool keep_alive);

  LoopHost& host_;
  std::shared_ptr<Connection> connection_;  // which owns this: the ring ends when it closes
  const std::string peer_address_;
  const bool is_tls_;
  wire::http::RequestParser parser_;
  port::HttpRequest request_;  // being read
  std::optional<wire::websocket::Handshake> handshake_;
  std::string backlog_;  // came while an answer was awaited
  Deadline deadline_;
  State state_ = State::kIdle;
  int requests_in_turn_ = 0;
  bool is_processing_ = false;
  bool keep_alive_ = true;
  bool is_http_1_0_ = false;
  bool stream_has_body_ = false;
  std::size_t counted_body_bytes_ = 0;  // of this body, in the host's sum
  std::size_t body_window_bytes_ = 0;   // came since the deadline of the body was last moved
  HttpExchange* exchange_ = nullptr;    // the one out, if its owner has not answered
  HttpStream* stream_ = nullptr;
  std::shared_ptr<WebSocketSession> upgraded_;
};

}  // namespace atelier::net
