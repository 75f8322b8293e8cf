// For the tests of net: a blocking client on a raw socket, and a server on loops of its own with a
// handler made of lambdas. Every wait has a generous deadline instead of a sleep.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "net/server.h"
#include "net/system_clock.h"
#include "port/http.h"
#include "wire/websocket/frame_reader.h"

namespace atelier::net {

/// Polls until `condition` holds; false after ten seconds.
bool eventually(const std::function<bool()>& condition);

struct TestResponse {
  int status = 0;
  std::string head;  // with the empty line
  std::string body;

  /// Value of the header, or "(none)".
  std::string header(std::string_view lower_case_name) const;
};

struct TestFrame {
  wire::websocket::FrameReader::Event event = wire::websocket::FrameReader::Event::kNeedMore;
  std::string payload;
  std::uint16_t close_code = 0;
};

class TestClient {
 public:
  explicit TestClient(std::uint16_t port, const std::string& host = "127.0.0.1");
  ~TestClient();
  TestClient(const TestClient&) = delete;
  TestClient& operator=(const TestClient&) = delete;

  /// False when the peer does not take all of it.
  bool send(std::string_view bytes);
  void half_close();
  /// Closes with a reset.
  void reset();

  /// A response with Content-Length, or chunked (then `body` is decoded).
  TestResponse read_response(bool to_head = false);
  /// Bytes up to and with `end`; what has come when the connection ends or the deadline passes.
  std::string read_until(std::string_view end);
  std::string read_exactly(std::size_t bytes);
  std::string read_to_end();
  /// True when the server has closed and nothing is left to read.
  bool at_end();

  TestResponse upgrade(std::string_view path = "/", std::string_view behind = {});
  void send_frame(wire::websocket::Opcode opcode, std::string_view payload, bool final = true);
  TestFrame read_frame();

 private:
  bool fill();

  int descriptor_ = -1;
  std::string buffer_;
  wire::websocket::FrameReader frames_;
};

class TestHandler final : public port::HttpHandler {
 public:
  using Handle = std::function<void(std::unique_ptr<port::HttpExchange>)>;
  explicit TestHandler(Handle handle) : handle_(std::move(handle)) {}
  void handle(std::unique_ptr<port::HttpExchange> exchange) override {
    handle_(std::move(exchange));
  }
  std::size_t max_body_bytes(const port::HttpRequest&) const override { return 1'000'000; }

 private:
  Handle handle_;
};

class TestServer {
 public:
  explicit TestServer(const TestHandler::Handle& handle, ServerOptions options = {},
                      std::size_t loops = 1);
  ~TestServer();

  std::uint16_t port() const { return port_; }
  Server& server() { return *server_; }
  EventLoop& loop(std::size_t index = 0) { return threads_[index]->loop(); }
  /// Runs `body` on a loop and waits for it.
  void on_loop(const std::function<void()>& body, std::size_t index = 0);

 private:
  SystemClock clock_;
  std::vector<std::unique_ptr<LoopThread>> threads_;
  std::vector<std::unique_ptr<TestHandler>> handlers_;
  std::unique_ptr<Server> server_;
  std::uint16_t port_ = 0;
};

/// Records what a WebSocket's handler is told. Other threads read the counts only.
class RecordingHandler : public port::WebSocketHandler {
 public:
  void on_text(std::string_view utf8) override;
  void on_binary(std::string_view bytes) override;
  void on_close(std::uint16_t code) override;
  void on_writable() override { ++writables; }

  std::unique_ptr<port::WebSocket> socket;
  std::function<void(std::string_view)> react;  // to texts; empty: echo
  std::function<void()> react_to_close;
  std::atomic<int> messages{0};
  std::atomic<int> writables{0};
  std::atomic<int> close_code{-1};
};

}  // namespace atelier::net
