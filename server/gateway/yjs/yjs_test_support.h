// Two loops with a Yjs gateway each, documents behind them, and clients that speak y-websocket over
// fake sockets. Tests only.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feature/docs/docs_test_support.h"
#include "gateway/yjs/yjs_gateway.h"
#include "wire/websocket/frame_writer.h"

namespace atelier::gateway::yjs_test {

/// What a client of the test sees of its connection. Outlives the socket.
struct FakeClient {
  port::WebSocketHandler* handler = nullptr;
  std::vector<std::string> received;
  std::optional<std::uint16_t> closed;
  std::string reason;
  std::optional<int> refused;
  std::size_t buffered = 0;
  port::WebSocketLimits limits;

  std::size_t count(std::string_view message) const {
    std::size_t found = 0;
    for (const std::string& bytes : received) found += bytes == message;
    return found;
  }
};

class FakeSocket final : public port::WebSocket {
 public:
  explicit FakeSocket(FakeClient& client) : client_(client) {}
  ~FakeSocket() override { client_.handler = nullptr; }
  void send_text(std::string_view) override { ADD_FAILURE() << "Yjs sends no text"; }
  void send_binary(std::string_view bytes) override { client_.received.emplace_back(bytes); }
  void send_frames(const std::shared_ptr<const std::string>& run, std::size_t from,
                   std::size_t to) override {
    // Frames of the server are not masked: the payload is the message.
    const std::string frame = run->substr(from, to - from);
    const auto length = static_cast<unsigned char>(frame[1]);
    ASSERT_EQ(static_cast<unsigned char>(frame[0]), 0x82);
    client_.received.push_back(frame.substr(length <= 125 ? 2 : length == 126 ? 4 : 10));
  }
  void close(std::uint16_t code, std::string_view reason) override {
    client_.closed = code;
    client_.reason = reason;
  }
  void abort() override { client_.closed = 1006; }
  std::size_t buffered_bytes() const override { return client_.buffered; }

 private:
  FakeClient& client_;
};

class FakeExchange final : public port::HttpExchange {
 public:
  FakeExchange(FakeClient& client, port::HttpRequest request, bool upgrade)
      : client_(client), request_(std::move(request)), upgrade_(upgrade) {}
  const port::HttpRequest& request() const override { return request_; }
  void respond(port::HttpResponse response) override { client_.refused = response.status; }
  std::unique_ptr<port::HttpStream> stream(port::HttpResponse) override { return nullptr; }
  bool is_websocket_upgrade() const override { return upgrade_; }
  std::unique_ptr<port::WebSocket> accept_websocket(port::WebSocketHandler& handler,
                                                    port::WebSocketLimits limits,
                                                    port::HeaderList) override {
    client_.limits = limits;
    client_.handler = &handler;
    return std::make_unique<FakeSocket>(client_);
  }
  void refuse(port::HttpResponse response) override { client_.refused = response.status; }
  void on_abort(Task) override {}

 private:
  FakeClient& client_;
  port::HttpRequest request_;
  bool upgrade_;
};

/// The token is the principal's id; "expired" and no token at all are refused.
class FakeAuthenticator final : public Authenticator {
 public:
  explicit FakeAuthenticator(std::vector<port::Executor*> loops) : loops_(std::move(loops)) {}
  void by_token(std::size_t loop, std::string token, Done done) override {
    Identity identity;
    identity.principal.id = token;
    identity.expires_at = expires_at;
    identity.login = login;
    const bool known = !token.empty() && token != "expired";
    loops_[loop]->post([done = std::move(done), identity, known]() mutable {
      if (known) return done(identity);
      done(Error{Errc::kUnauthenticated, "Get a token."});
    });
  }
  void by_request(std::size_t loop, const port::HttpRequest& request, Done done) override {
    by_token(loop, request.query.substr(std::min<std::size_t>(6, request.query.size())),
             std::move(done));
  }
  std::string token_for(const Identity& identity, DurationMs) override {
    return identity.principal.id;
  }
  WallMs expires_at = 0;
  std::string login;

 private:
  std::vector<port::Executor*> loops_;
};

class YjsGatewayTest : public ::testing::Test {
 protected:
  static constexpr std::size_t kLoops = 2;

  YjsGatewayTest() {
    for (std::size_t loop = 0; loop < kLoops; ++loop) {
      gateways.push_back(std::make_unique<YjsGateway>(needs(loop)));
      docs.add_sink(loop, *gateways[loop]);
    }
  }

  DocumentGatewayNeeds needs(std::size_t loop) {
    return {docs,
            authenticator,
            *loops[loop],
            world.clock(),
            peers[loop],
            [](const port::HttpRequest& request) {
              return request.header("origin").value_or("") != "https://evil.example";
            },
            {},
            &logins[loop]};
  }
  FakeClient& connect(const std::string& token, std::size_t loop,
                      const std::string& path = "/yjs/room", port::HeaderList headers = {}) {
    FakeClient& client = *clients.emplace_back(std::make_unique<FakeClient>());
    port::HttpRequest request;
    request.method = "GET";
    request.path = path;
    request.query = token.empty() ? "" : "token=" + token;
    request.headers = std::move(headers);
    on(loop,
       [&] { gateways[loop]->handle(std::make_unique<FakeExchange>(client, request, upgrade)); });
    return client;
  }
  void say(FakeClient& client, std::size_t loop, const std::string& message) {
    on(loop, [&] {
      if (client.handler != nullptr) client.handler->on_binary(message);
    });
  }
  FakeClient& join(const std::string& token, std::size_t loop) {
    FakeClient& client = connect(token, loop);
    say(client, loop, wire::yjs::encode_step1(std::string(1, '\0')));
    return client;
  }
  template <class F>
  void on(std::size_t loop, F task) {
    static_cast<port::FakeExecutor*>(loops[loop])->run_now(task);
    world.run_until_idle();
  }

  port::FakeWorld world;
  port::FakeExecutor loop0{world}, loop1{world}, disk{world};
  port::FakePool pool{world};
  std::vector<port::Executor*> loops{&loop0, &loop1};
  port::MemoryStore store{disk, world.clock()};
  port::MemoryBlobs blobs{disk};
  feature::docs::FakeRoles roles{loops};
  feature::docs::Docs docs{
      feature::docs::DocumentStores{store, blobs, world.clock(), world.random(), pool, "main"},
      roles, loops};
  FakeAuthenticator authenticator{loops};
  PeerIds peers[kLoops] = {PeerIds(0), PeerIds(1)};
  LoginWatch logins[kLoops];
  std::vector<std::unique_ptr<FakeClient>> clients;
  std::vector<std::unique_ptr<YjsGateway>> gateways;
  bool upgrade = true;
};

}  // namespace atelier::gateway::yjs_test
