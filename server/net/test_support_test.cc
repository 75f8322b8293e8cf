// The bodies of test_support.h; named as a test so that only net_test gets them.
#include "net/test_support.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cctype>
#include <chrono>
#include <latch>
#include <thread>

#include "gtest/gtest.h"
#include "wire/websocket/frame_writer.h"

namespace atelier::net {

namespace ws = wire::websocket;

bool eventually(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::yield();
  }
  return true;
}

std::string TestResponse::header(std::string_view lower_case_name) const {
  std::string folded;
  for (const char c : head)
    folded += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const std::size_t at = folded.find("\r\n" + std::string(lower_case_name) + ": ");
  if (at == std::string::npos) return "(none)";
  const std::size_t from = at + lower_case_name.size() + 4;
  return head.substr(from, head.find("\r\n", from) - from);
}

TestClient::TestClient(std::uint16_t port, const std::string& host)
    : frames_({.side = ws::Side::kClient, .max_message_bytes = 64'000'000}) {
  descriptor_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval deadline{20, 0};
  setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &deadline, sizeof deadline);
  setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &deadline, sizeof deadline);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  inet_pton(AF_INET, host.c_str(), &address.sin_addr);
  EXPECT_EQ(connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
}

TestClient::~TestClient() {
  if (descriptor_ >= 0) close(descriptor_);
}

bool TestClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

void TestClient::half_close() {
  shutdown(descriptor_, SHUT_WR);
}

void TestClient::reset() {
  const linger at_once{1, 0};
  setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close(std::exchange(descriptor_, -1));
}

bool TestClient::fill() {
  char bytes[16384];
  const ssize_t count = recv(descriptor_, bytes, sizeof bytes, 0);
  if (count <= 0) return false;
  buffer_.append(bytes, static_cast<std::size_t>(count));
  return true;
}

std::string TestClient::read_until(std::string_view end) {
  std::size_t at = buffer_.find(end);
  while (at == std::string::npos && fill()) at = buffer_.find(end);
  const std::size_t bytes = at == std::string::npos ? buffer_.size() : at + end.size();
  std::string out = buffer_.substr(0, bytes);
  buffer_.erase(0, bytes);
  return out;
}

std::string TestClient::read_exactly(std::size_t bytes) {
  while (buffer_.size() < bytes && fill()) {
  }
  std::string out = buffer_.substr(0, bytes);
  buffer_.erase(0, out.size());
  return out;
}

std::string TestClient::read_to_end() {
  while (fill()) {
  }
  return std::exchange(buffer_, {});
}

bool TestClient::at_end() {
  char byte = 0;
  return buffer_.empty() && recv(descriptor_, &byte, 1, 0) == 0;
}

TestResponse TestClient::read_response(bool to_head) {
  TestResponse response;
  response.head = read_until("\r\n\r\n");
  if (response.head.size() > 12) response.status = std::stoi(response.head.substr(9, 3));
  if (to_head) return response;
  if (response.header("transfer-encoding") == "chunked") {
    for (std::string line = read_until("\r\n"); !line.empty(); line = read_until("\r\n")) {
      const std::size_t bytes = std::stoul(line, nullptr, 16);
      response.body += read_exactly(bytes);
      read_exactly(2);
      if (bytes == 0) break;
    }
  } else if (const std::string length = response.header("content-length"); length != "(none)") {
    response.body = read_exactly(std::stoul(length));
  }
  return response;
}

TestResponse TestClient::upgrade(std::string_view path, std::string_view behind) {
  std::string request = "GET " + std::string(path) +
                        " HTTP/1.1\r\nHost: t\r\nConnection: Upgrade\r\n"
                        "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
  send(request.append(behind));
  return read_response(true);
}

void TestClient::send_frame(ws::Opcode opcode, std::string_view payload, bool final) {
  std::string frame;
  ws::append_client_frame(frame, {.opcode = opcode, .key = {1, 2, 3, 4}, .final = final}, payload);
  send(frame);
}

TestFrame TestClient::read_frame() {
  while (true) {
    std::span<char> input(buffer_);
    const ws::FrameReader::Event event = frames_.next(input);
    const TestFrame frame{event, std::string(frames_.payload()), frames_.close_code()};
    buffer_.erase(0, buffer_.size() - input.size());
    if (event != ws::FrameReader::Event::kNeedMore || !fill()) return frame;
  }
}

TestServer::TestServer(const TestHandler::Handle& handle, ServerOptions options,
                       std::size_t loops) {
  std::vector<Server::Lane> lanes;
  for (std::size_t i = 0; i < loops; ++i) {
    threads_.push_back(std::make_unique<LoopThread>());
    handlers_.push_back(std::make_unique<TestHandler>(handle));
    lanes.push_back({&threads_.back()->loop(), handlers_.back().get()});
  }
  server_ = std::make_unique<Server>(std::move(options), std::move(lanes), clock_);
  const Result<std::uint16_t> port = server_->start();
  EXPECT_TRUE(port.has_value());
  port_ = port ? *port : 0;
}

TestServer::~TestServer() {
  server_->stop();
  server_.reset();  // before the loops
}

void TestServer::on_loop(const std::function<void()>& body, std::size_t index) {
  std::latch done(1);
  loop(index).post([&] {
    body();
    done.count_down();
  });
  done.wait();
}

void RecordingHandler::on_text(std::string_view utf8) {
  if (react) {
    react(utf8);
  } else {
    socket->send_text(utf8);
  }
  ++messages;
}

void RecordingHandler::on_binary(std::string_view bytes) {
  socket->send_binary(bytes);
  ++messages;
}

void RecordingHandler::on_close(std::uint16_t code) {
  if (react_to_close) react_to_close();
  close_code = code;
}

}  // namespace atelier::net
