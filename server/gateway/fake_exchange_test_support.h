// An HttpExchange for tests of gateways: made from a request, remembers what was answered.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "port/http.h"

namespace atelier::gateway {

/// What became of a request; shared between the test and the exchange that it gives away.
struct FakeAnswer {
  std::optional<port::HttpResponse> response;
  std::optional<port::HttpResponse> stream_head;
  std::string streamed;
  bool stream_closed = false;
  bool stream_destroyed = false;
  std::size_t buffered = 0;  // what the stream says it has waiting
  bool refused = false;
  bool dropped = false;  // destroyed unanswered
  Task on_abort;
  Task on_stream_closed;

  int status() const { return response ? response->status : stream_head ? stream_head->status : 0; }
  std::string header(std::string_view name) const {
    const port::HttpResponse* head = response ? &*response : stream_head ? &*stream_head : nullptr;
    if (head == nullptr) return {};
    for (const auto& [key, value] : head->headers) {
      if (key == name) return value;
    }
    return {};
  }
};

class FakeStream final : public port::HttpStream {
 public:
  explicit FakeStream(std::shared_ptr<FakeAnswer> answer) : answer_(std::move(answer)) {}
  ~FakeStream() override { answer_->stream_destroyed = true; }
  void write(std::string_view bytes) override { answer_->streamed += bytes; }
  void close() override { answer_->stream_closed = true; }
  std::size_t buffered_bytes() const override { return answer_->buffered; }
  void on_closed(Task task) override { answer_->on_stream_closed = std::move(task); }

 private:
  std::shared_ptr<FakeAnswer> answer_;
};

class FakeExchange final : public port::HttpExchange {
 public:
  FakeExchange(port::HttpRequest request, std::shared_ptr<FakeAnswer> answer)
      : request_(std::move(request)), answer_(std::move(answer)) {}
  ~FakeExchange() override { answer_->dropped = answer_->status() == 0; }

  const port::HttpRequest& request() const override { return request_; }
  void respond(port::HttpResponse response) override { answer_->response = std::move(response); }
  std::unique_ptr<port::HttpStream> stream(port::HttpResponse head) override {
    answer_->stream_head = std::move(head);
    return std::make_unique<FakeStream>(answer_);
  }
  bool is_websocket_upgrade() const override { return false; }
  std::unique_ptr<port::WebSocket> accept_websocket(port::WebSocketHandler&, port::WebSocketLimits,
                                                    port::HeaderList) override {
    return nullptr;
  }
  void refuse(port::HttpResponse response) override {
    answer_->refused = true;
    answer_->response = std::move(response);
  }
  void on_abort(Task task) override { answer_->on_abort = std::move(task); }

 private:
  port::HttpRequest request_;
  std::shared_ptr<FakeAnswer> answer_;
};

/// A request with path and query split, and the place its answer will appear.
inline std::pair<std::unique_ptr<port::HttpExchange>, std::shared_ptr<FakeAnswer>> fake_exchange(
    std::string method, std::string target, port::HeaderList headers = {}, std::string body = {}) {
  port::HttpRequest request;
  request.method = std::move(method);
  request.target = target;
  const std::size_t mark = target.find('?');
  request.path = target.substr(0, mark);
  if (mark != std::string::npos) request.query = target.substr(mark + 1);
  request.headers = std::move(headers);
  request.body = std::move(body);
  request.remote_address = "127.0.0.1";
  request.request_id = "request-1";
  auto answer = std::make_shared<FakeAnswer>();
  return {std::make_unique<FakeExchange>(std::move(request), answer), answer};
}

}  // namespace atelier::gateway
