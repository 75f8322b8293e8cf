// CurlClient passes the suite of HttpClient against a server on a thread of the test; and what only
// a real client can get wrong: leaving while somebody is silent, and a full queue.
#include "adapter/http_client/curl_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <future>
#include <mutex>

#include "port/contract/http_client_contract.h"

namespace atelier::adapter {
namespace {

/// Answers as the contract says; each connection has a thread and one request.
class TinyServer {
 public:
  TinyServer() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    ::listen(socket_, 64);
    socklen_t size = sizeof address;
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { accept_all(); });
  }
  ~TinyServer() {
    ::shutdown(socket_, SHUT_RDWR);
    thread_.join();
    ::close(socket_);
    const std::scoped_lock lock(mutex_);
    for (const int each : silent_) ::close(each);
  }
  std::string url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }

 private:
  void accept_all() {
    for (int peer = ::accept(socket_, nullptr, nullptr); peer >= 0;
         peer = ::accept(socket_, nullptr, nullptr)) {
      const std::string answer = answer_to(read_request(peer));
      if (answer.empty()) {
        const std::scoped_lock lock(mutex_);
        silent_.push_back(peer);
        continue;
      }
      for (std::size_t sent = 0; sent < answer.size();) {
        const ssize_t more = ::send(peer, answer.data() + sent, answer.size() - sent, MSG_NOSIGNAL);
        if (more <= 0) break;
        sent += static_cast<std::size_t>(more);
      }
      ::close(peer);
    }
  }
  static std::string read_request(int peer) {
    std::string text;
    std::array<char, 4096> buffer{};
    const auto length_of = [](const std::string& head) -> std::size_t {
      const std::size_t at = head.find("Content-Length: ");
      return at == std::string::npos ? 0 : std::stoul(head.substr(at + 16));
    };
    while (true) {
      const std::size_t end = text.find("\r\n\r\n");
      if (end != std::string::npos && text.size() >= end + 4 + length_of(text)) return text;
      const ssize_t more = ::recv(peer, buffer.data(), buffer.size(), 0);
      if (more <= 0) return text;
      text.append(buffer.data(), static_cast<std::size_t>(more));
    }
  }
  static std::string answer_to(const std::string& request) {
    // Whoever left before asking.
    if (request.find("\r\n\r\n") == std::string::npos) return {};
    const std::string method = request.substr(0, request.find(' '));
    const std::size_t from = method.size() + 1;
    const std::string path = request.substr(from, request.find(' ', from) - from);
    const std::string body = request.substr(request.find("\r\n\r\n") + 4);
    const auto answer = [](const std::string& head, const std::string& text) {
      return "HTTP/1.1 " + head +
             "\r\nConnection: close\r\nContent-Length: " + std::to_string(text.size()) +
             "\r\n\r\n" + text;
    };
    if (path == "/hello") return answer("200 OK\r\nX-Kind: Greeting", "hello");
    if (path == "/moved") return answer("302 Found\r\nLocation: /hello", "");
    if (path == "/broken") return answer("500 Oh", "sorry");
    if (path == "/large") {
      return answer("200 OK", std::string(port::HttpClient::kMaxAnswerBytes + 1, 'x'));
    }
    if (path != "/echo") return {};
    const std::size_t word = request.find("X-Word: ") + 8;
    return answer("200 OK", method + "\n" + request.substr(word, request.find('\r', word) - word) +
                                "\n" + body);
  }

  int socket_;
  int port_ = 0;
  std::mutex mutex_;
  std::vector<int> silent_;
  std::thread thread_;
};

class CurlBackend {
 public:
  port::HttpClient& client() { return *client_; }
  void drive() {}
  std::string url(const std::string& path) const { return server_.url(path); }
  std::string dead_url() const { return "http://127.0.0.1:1/"; }

 private:
  TinyServer server_;
  std::unique_ptr<CurlClient> client_ = CurlClient::make().value();
};

TEST(CurlClient, LeavingDoesNotWaitForASilentServer) {
  const TinyServer server;
  auto client = CurlClient::make();
  ASSERT_TRUE(client);
  (*client)->send({"GET", server.url("/silent")}, [](const auto&) {});
  const auto begin = std::chrono::steady_clock::now();
  client->reset();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST(CurlClient, ManyAtOnceAndABoundedQueue) {
  const TinyServer server;
  auto client = CurlClient::make();
  ASSERT_TRUE(client);
  std::vector<std::future<Errc>> ends;
  for (std::size_t i = 0; i < 2 * (CurlClient::kQueued + CurlClient::kAtOnce); ++i) {
    auto promise = std::make_shared<std::promise<Errc>>();
    ends.push_back(promise->get_future());
    port::HttpCall call{"GET", server.url("/silent")};
    call.timeout_ms = 20;
    (*client)->send(std::move(call), [promise](const Result<port::HttpAnswer>& answer) {
      promise->set_value(answer ? Errc::kInternal : answer.error().code);
    });
  }
  for (auto& end : ends) EXPECT_EQ(end.get(), Errc::kUnavailable);
}

}  // namespace
}  // namespace atelier::adapter

namespace atelier::port {

INSTANTIATE_TYPED_TEST_SUITE_P(Curl, HttpClientContract, adapter::CurlBackend);

}  // namespace atelier::port
