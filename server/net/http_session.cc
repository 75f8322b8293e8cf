#include "net/http_session.h"

#include <openssl/sha.h>

#include <algorithm>
#include <utility>

#include "net/http_exchange.h"
#include "net/lost_websocket.h"
#include "net/websocket_session.h"
#include "wire/http/response.h"
#include "wire/http/target.h"

namespace atelier::net {

namespace http = wire::http;
namespace ws = wire::websocket;

namespace {

// Pipelined bytes that wait for the answer before them; beyond, the rest waits in the kernel.
constexpr std::size_t kBacklogBytes = 64 * 1024;
// A body of known length gets its memory at once, up to this: more must have come first.
constexpr std::size_t kBodyReserveBytes = 64 * 1024;
// Answers that the client has not taken; beyond, its next request waits until it has.
constexpr std::size_t kUnsentBytes = 256 * 1024;
// Pipelined requests that are answered before others have their turn.
constexpr int kRequestsPerTurn = 32;

std::string sha1(std::string_view text) {
  std::string digest(SHA_DIGEST_LENGTH, '\0');
  SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
       reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

}  // namespace

HttpSession::HttpSession(LoopHost& host, std::shared_ptr<Connection> connection,
                         std::string peer_address, bool is_tls)
    : host_(host),
      connection_(std::move(connection)),
      peer_address_(std::move(peer_address)),
      is_tls_(is_tls),
      deadline_(host.loop(), [this] { on_deadline(); }) {}

HttpSession::~HttpSession() {
  // With an exchange out the host may be gone, but then the body is complete.
  if (counted_body_bytes_ > 0) count_body(0);
}

void HttpSession::start() {
  // A new connection is there to ask: it has no right to the long idle time yet.
  deadline_.set_after(host_.timeouts().header_ms);
}

void HttpSession::on_input(std::span<char> bytes) {
  if (state_ != State::kAnswering && backlog_.empty()) {
    requests_in_turn_ = 0;
    process({bytes.data(), bytes.size()});
    return;
  }
  backlog_.append(bytes.data(), bytes.size());
  if (backlog_.size() >= kBacklogBytes) connection_->pause_reading();
}

void HttpSession::process(std::string_view input) {
  is_processing_ = true;
  while (state_ == State::kIdle || state_ == State::kReading) {
    if (state_ == State::kIdle && !input.empty() && has_had_its_turn()) break;
    if (!on_event(parser_.next(input))) break;
  }
  is_processing_ = false;
  switch (state_) {
    case State::kIdle:
    case State::kReading:
      hold_back(input);
      break;
    case State::kEnded:
      break;
    case State::kAnswering:
      backlog_.assign(input);
      if (backlog_.size() >= kBacklogBytes) {
        connection_->pause_reading();
      } else {
        connection_->resume_reading();
      }
      break;
    case State::kUpgraded:
      hand_over(input);
      break;
  }
}

bool HttpSession::has_had_its_turn() const {
  return requests_in_turn_ >= kRequestsPerTurn || connection_->buffered_bytes() > kUnsentBytes;
}

// What may not be answered yet waits, and nothing more is read before.
void HttpSession::hold_back(std::string_view input) {
  if (input.empty()) {
    connection_->resume_reading();
    return;
  }
  backlog_.assign(input);
  connection_->pause_reading();
  if (connection_->buffered_bytes() <= kUnsentBytes) go_on_later();
}

void HttpSession::go_on_later() {
  host_.loop().post([self = shared_from_this()] {
    if (self->state_ != State::kIdle) return;
    self->requests_in_turn_ = 0;
    self->process(std::exchange(self->backlog_, {}));
  });
}

void HttpSession::on_written() {
  const bool waits = state_ == State::kIdle && !backlog_.empty();
  if (waits && connection_->buffered_bytes() <= kUnsentBytes) go_on_later();
}

// False when the input is used up or of no interest any more.
bool HttpSession::on_event(Event event) {
  switch (event) {
    case Event::kNeedMore:
      on_need_more();
      return false;
    case Event::kHead:
      return on_head();
    case Event::kBody:
      on_body();
      return true;
    case Event::kEnd:
      on_request();
      return true;
    case Event::kUpgrade:
      parser_.decline_upgrade();  // it was answered in plain HTTP
      return true;
    case Event::kError:
      fail(parser_.error().status, parser_.error().message);
      return false;
  }
  return false;
}

void HttpSession::on_need_more() {
  if (state_ != State::kIdle || parser_.is_between_requests()) return;
  state_ = State::kReading;
  deadline_.set_after(host_.timeouts().header_ms);
}

bool HttpSession::on_head() {
  http::RequestHead& head = parser_.head();
  host_.counters().requests.add(1);
  request_ = {};
  request_.method = std::move(head.method);
  request_.target = std::move(head.target);
  request_.request_id = host_.next_request_id();
  keep_alive_ = head.keep_alive;
  is_http_1_0_ = head.minor_version == 0;
  handshake_.reset();
  // The handshake looks at the method, which has been moved.
  head.method = request_.method;
  if (ws::asks_for_websocket(head)) {
    auto parsed = ws::parse_handshake(head);
    if (auto* const refusal = std::get_if<ws::Refusal>(&parsed)) {
      fail(refusal->status, refusal->message, std::move(refusal->headers));
      return false;
    }
    handshake_ = std::get<ws::Handshake>(std::move(parsed));
  }
  request_.headers = std::move(head.headers);
  host_.proxies().identify(peer_address_, is_tls_, request_);
  if (request_.target == "*") {
    request_.path = "*";
  } else {
    Result<http::Target> target = http::parse_target(request_.target);
    if (!target) {
      fail(400, target.error().message);
      return false;
    }
    request_.path = std::move(target->path);
    request_.query = std::move(target->query);
  }
  return !head.has_body() || begin_body(host_.handler().max_body_bytes(request_));
}

bool HttpSession::begin_body(std::uint64_t max_bytes) {
  const http::RequestHead& head = parser_.head();
  parser_.set_max_body_bytes(max_bytes);
  const std::uint64_t announced = head.content_length.value_or(0);
  if (announced > max_bytes) return true;  // the parser refuses it next
  request_.body.reserve(std::min<std::uint64_t>(announced, kBodyReserveBytes));
  state_ = State::kReading;
  body_window_bytes_ = 0;
  deadline_.set_after(host_.timeouts().body_ms);
  if (head.expects_continue) connection_->outgoing().append(http::kContinue);
  return true;
}

// What of a body is in memory counts for all connections, whoever sends it: credentials are looked
// at when it is complete.
void HttpSession::count_body(std::size_t bytes) {
  const std::size_t counted = bytes > kBodyReserveBytes ? bytes - kBodyReserveBytes : 0;
  host_.body_bytes_in_flight() += counted - counted_body_bytes_;  // wraps when it shrinks
  counted_body_bytes_ = counted;
}

// The deadline moves on only when the body keeps up a minimum rate.
void HttpSession::on_body() {
  const HttpTimeouts& timeouts = host_.timeouts();
  request_.body.append(parser_.body());
  count_body(request_.body.size());
  if (counted_body_bytes_ > 0 &&
      host_.body_bytes_in_flight() > host_.options().max_body_bytes_in_flight) {
    fail(503, "too much is being sent at once: try again", {{"Retry-After", "2"}});
    return;
  }
  body_window_bytes_ += parser_.body().size();
  const auto needed = timeouts.body_bytes_per_s * static_cast<std::size_t>(timeouts.body_ms) / 1000;
  if (body_window_bytes_ < needed) return;
  body_window_bytes_ = 0;
  deadline_.set_after(timeouts.body_ms);
}

void HttpSession::on_request() {
  state_ = State::kAnswering;
  ++requests_in_turn_;
  count_body(0);
  deadline_.clear();
  auto exchange = std::make_unique<HttpExchange>(shared_from_this(), std::move(request_));
  request_ = {};
  exchange_ = exchange.get();
  host_.handler().handle(std::move(exchange));
}

AnswerContext HttpSession::context_of(const port::HttpRequest& request, bool keep_alive) {
  return {.date = host_.date(),
          .keep_alive = keep_alive,
          .is_http_1_0 = is_http_1_0_,
          .is_head = request.method == "HEAD"};
}

void HttpSession::fail(int status, std::string_view message, port::HeaderList extra) {
  host_.counters().request_errors.add(1);
  port::HttpResponse response = error_response(status, message);
  response.headers.insert(response.headers.end(), std::make_move_iterator(extra.begin()),
                          std::make_move_iterator(extra.end()));
  answer(request_, std::move(response), false);
}

void HttpSession::respond(const port::HttpRequest& request, port::HttpResponse response) {
  answer(request, std::move(response), keep_alive_ && !host_.draining());
}

void HttpSession::refuse(const port::HttpRequest& request, port::HttpResponse response) {
  answer(request, std::move(response), false);
}

void HttpSession::answer(const port::HttpRequest& request, port::HttpResponse response,
                         bool keep_alive) {
  exchange_ = nullptr;
  count_body(0);
  const AnswerContext context = context_of(request, keep_alive);
  if (append_answer_head(connection_->outgoing(), response, BodyLength::kKnown, context) &&
      !context.is_head && !is_bodiless(response.status)) {
    connection_->write_body(std::move(response.body));
  }
  answered(keep_alive);
}

void HttpSession::answered(bool keep_alive) {
  if (!keep_alive) {
    end();
    return;
  }
  state_ = State::kIdle;
  deadline_.set_after(host_.timeouts().idle_ms);
  if (is_processing_) return;
  // Later, because the handler must not be called from within its own answer.
  if (!backlog_.empty()) go_on_later();
}

void HttpSession::end() {
  state_ = State::kEnded;
  deadline_.clear();
  connection_->close();
}

void HttpSession::drop() {
  exchange_ = nullptr;
  state_ = State::kEnded;
  connection_->abort();
}

std::unique_ptr<port::HttpStream> HttpSession::stream(const port::HttpRequest& request,
                                                      const port::HttpResponse& head) {
  exchange_ = nullptr;
  // Without chunks only the end of the connection ends the body.
  keep_alive_ = keep_alive_ && !is_http_1_0_ && !host_.draining();
  const AnswerContext context = context_of(request, keep_alive_);
  const BodyLength length = is_bodiless(head.status) ? BodyLength::kKnown
                            : is_http_1_0_           ? BodyLength::kTillClose
                                                     : BodyLength::kChunked;
  stream_has_body_ = append_answer_head(connection_->outgoing(), head, length, context) &&
                     !context.is_head && length != BodyLength::kKnown;
  auto stream = std::make_unique<HttpStream>(loop(), weak_from_this());
  stream_ = stream.get();
  write_stream(head.body);
  return stream;
}

void HttpSession::write_stream(std::string_view bytes) {
  if (!stream_has_body_) return;
  if (is_http_1_0_) {
    connection_->outgoing().append(bytes);
  } else {
    http::append_chunk(connection_->outgoing(), bytes);
  }
}

void HttpSession::close_stream(bool complete) {
  stream_ = nullptr;
  if (!complete) {
    end();
    return;
  }
  if (stream_has_body_ && !is_http_1_0_) connection_->outgoing().append(http::kLastChunk);
  answered(keep_alive_ && !host_.draining());
}

std::unique_ptr<port::WebSocket> HttpSession::accept_websocket(port::WebSocketHandler& handler,
                                                               const port::WebSocketLimits& limits,
                                                               port::HeaderList extra) {
  ATELIER_ASSERT(handshake_.has_value());
  exchange_ = nullptr;
  port::HttpResponse response{.status = 101, .headers = {}, .body = {}};
  response.headers = ws::handshake_headers(ws::accept_value(handshake_->key, sha1));
  response.headers.insert(response.headers.end(), std::make_move_iterator(extra.begin()),
                          std::make_move_iterator(extra.end()));
  const AnswerContext context = context_of({}, true);
  if (!append_answer_head(connection_->outgoing(), response, BodyLength::kKnown, context)) {
    end();
    return make_lost_websocket(host_.loop(), handler);
  }
  state_ = State::kUpgraded;
  deadline_.clear();
  upgraded_ = std::make_shared<WebSocketSession>(host_, connection_, handler, limits);
  const std::shared_ptr<WebSocketSession> session = upgraded_;
  connection_->resume_reading();
  connection_->replace_user(session);
  if (!is_processing_) hand_over(std::exchange(backlog_, {}));
  return WebSocketSession::handle_of(session);
}

// Frames that came right behind the upgrade request. The socket is not read before they are taken,
// and they are taken later: the owner may not have its WebSocket yet.
void HttpSession::hand_over(std::string_view input) {
  const std::shared_ptr<WebSocketSession> session = std::exchange(upgraded_, nullptr);
  if (input.empty() || !session) return;
  connection_->pause_reading();
  host_.loop().post([session, bytes = std::string(input)]() mutable {
    session->on_input({bytes.data(), bytes.size()});
    session->connection().resume_reading();
  });
}

void HttpSession::on_gone() {
  state_ = State::kEnded;
  deadline_.clear();
  HttpExchange* const exchange = std::exchange(exchange_, nullptr);
  HttpStream* const stream = std::exchange(stream_, nullptr);
  if (exchange != nullptr) exchange->peer_gone();
  if (stream != nullptr) stream->peer_gone();
}

void HttpSession::on_drain() {
  if (state_ == State::kIdle && backlog_.empty()) end();
}

void HttpSession::on_deadline() {
  const std::shared_ptr<HttpSession> self = shared_from_this();
  switch (state_) {
    case State::kIdle:
      end();
      break;
    case State::kReading:
      host_.counters().timeouts.add(1);
      fail(408, "the request did not come in time");
      break;
    case State::kAnswering:
    case State::kUpgraded:
    case State::kEnded:
      break;
  }
}

}  // namespace atelier::net
