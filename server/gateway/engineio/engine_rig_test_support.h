// Two loops with an Engine.IO echo server each, and requests and WebSockets that a test makes and
// looks at. Tests only.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "gateway/engineio/engine_server.h"
#include "port/fake/fake_executor.h"

namespace atelier::gateway::engine_test {

/// What a client of the test sees of one request or WebSocket. Outlives the connection.
struct Seen {
  std::optional<port::HttpResponse> response;
  bool raw = false;      // refused as an upgrade
  bool dropped = false;  // the connection was cut without an answer
  Task on_abort;

  port::WebSocketHandler* handler = nullptr;
  port::HeaderList upgrade_headers;
  std::vector<std::string> frames;
  std::optional<std::uint16_t> closed;
  std::size_t buffered = 0;

  int status() const { return response ? response->status : 0; }
  std::string body() const { return response ? response->body : ""; }
  std::string header(std::string_view name) const {
    for (const auto& [key, value] : response->headers) {
      if (key == name) return value;
    }
    return {};
  }
};

class FakeSocket final : public port::WebSocket {
 public:
  explicit FakeSocket(Seen& seen) : seen_(seen) {}
  ~FakeSocket() override {
    seen_.handler = nullptr;
    if (!seen_.closed) seen_.closed = 1006;
  }
  void send_text(std::string_view utf8) override { seen_.frames.emplace_back(utf8); }
  void send_binary(std::string_view bytes) override {
    seen_.frames.push_back("binary " + std::string(bytes));
  }
  void send_frames(const std::shared_ptr<const std::string>& run, std::size_t from,
                   std::size_t to) override {
    const std::string frame = run->substr(from, to - from);
    const auto length = static_cast<unsigned char>(frame.at(1));
    seen_.frames.push_back("run " + frame.substr(length <= 125 ? 2 : length == 126 ? 4 : 10));
  }
  void close(std::uint16_t code, std::string_view) override { seen_.closed = code; }
  void abort() override { seen_.closed = 1006; }
  std::size_t buffered_bytes() const override { return seen_.buffered; }

 private:
  Seen& seen_;
};

class FakeExchange final : public port::HttpExchange {
 public:
  FakeExchange(Seen& seen, port::HttpRequest request, bool upgrade)
      : seen_(seen), request_(std::move(request)), upgrade_(upgrade) {}
  ~FakeExchange() override { seen_.dropped = !seen_.response && !accepted_; }
  const port::HttpRequest& request() const override { return request_; }
  bool is_websocket_upgrade() const override { return upgrade_; }
  void respond(port::HttpResponse response) override { seen_.response = std::move(response); }
  void refuse(port::HttpResponse response) override {
    seen_.raw = true;
    seen_.response = std::move(response);
  }
  std::unique_ptr<port::HttpStream> stream(port::HttpResponse) override { return nullptr; }
  std::unique_ptr<port::WebSocket> accept_websocket(port::WebSocketHandler& handler,
                                                    port::WebSocketLimits,
                                                    port::HeaderList extra) override {
    accepted_ = true;
    seen_.upgrade_headers = std::move(extra);
    seen_.handler = &handler;
    return std::make_unique<FakeSocket>(seen_);
  }
  void on_abort(Task task) override { seen_.on_abort = std::move(task); }

 private:
  Seen& seen_;
  port::HttpRequest request_;
  bool upgrade_;
  bool accepted_ = false;
};

class Echo final : public EngineHandler {
 public:
  explicit Echo(EngineSession& session) : session_(session) {}
  void on_message(std::string_view data, bool binary) override { session_.send(data, binary); }
  void on_closed(wire::engineio::CloseReason) override {}

 private:
  EngineSession& session_;
};

struct Ask {
  std::string method = "GET";
  std::string body = {};
  port::HeaderList headers = {};
  bool upgrade = false;
};

class EngineRig : public ::testing::Test {
 protected:
  static constexpr std::size_t kLoops = 2;

  virtual EngineServer::Application application() {
    return [](EngineSession& session) { return std::make_unique<Echo>(session); };
  }

  void start(EngineOptions options) {
    for (std::size_t i = 0; i < kLoops; ++i) {
      servers.push_back(std::make_unique<EngineServer>(
          EngineServer::Needs{i, *loops[i], world.clock(), world.random()}, options,
          application()));
      all.push_back(servers.back().get());
    }
    for (EngineServer* server : all) server->join(all);
  }

  /// A request that arrives on `loop`; nothing else runs yet.
  Seen& ask(std::size_t loop, const std::string& query, const Ask& what = {}) {
    seen.push_back(std::make_unique<Seen>());
    port::HttpRequest request;
    request.method = what.method;
    request.target = "/engine.io/?" + query;
    request.path = "/engine.io/";
    request.query = query;
    request.headers = what.headers;
    request.body = what.body;
    auto exchange = std::make_unique<FakeExchange>(*seen.back(), request, what.upgrade);
    loops[loop]->run_now([&] { all[loop]->handle(std::move(exchange)); });
    return *seen.back();
  }

  /// Opens a polling session on `loop` and returns its query.
  std::string open(std::size_t loop) {
    Seen& seen_open = ask(loop, "EIO=4&transport=polling");
    const json::value packet = parse_json(seen_open.body().substr(1)).value();
    return "EIO=4&transport=polling&sid=" + std::string(*string_member(packet.as_object(), "sid"));
  }
  static std::string as_websocket(std::string query) {
    return query.replace(query.find("polling"), 7, "websocket");
  }
  Seen& post(std::size_t loop, const std::string& query, const std::string& body) {
    return ask(loop, query, {.method = "POST", .body = body});
  }
  /// A frame of the client that its socket's loop reads.
  void frame(std::size_t loop, Seen& socket, const std::string& text) {
    loops[loop]->run_now([&] { socket.handler->on_text(text); });
  }
  void run() { world.run_until_idle(); }

  // Before the loops: sockets in tasks that never run note their end here.
  std::vector<std::unique_ptr<Seen>> seen;
  port::FakeWorld world{3};
  port::FakeExecutor first{world};
  port::FakeExecutor second{world};
  std::vector<port::FakeExecutor*> loops{&first, &second};
  std::vector<std::unique_ptr<EngineServer>> servers;
  std::vector<EngineServer*> all;
};

}  // namespace atelier::gateway::engine_test
