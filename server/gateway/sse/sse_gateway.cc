#include "gateway/sse/sse_gateway.h"

#include <algorithm>
#include <charconv>

#include "base/ids.h"
#include "base/json.h"
#include "gateway/errors.h"
#include "wire/http/target.h"

namespace atelier::gateway {
namespace {

constexpr std::string_view kPrefix = "/events/";

// One event of the stream; JSON text has no line breaks of its own.
std::string event_text(std::uint64_t seq, std::string_view name, std::string_view data) {
  std::string out;
  if (seq > 0) out += "id: " + std::to_string(seq) + '\n';
  out += "event: ";
  out += name;
  out += "\ndata: ";
  for (const char c : data) {
    if (c != '\n' && c != '\r') out += c;
  }
  return out + "\n\n";
}

std::optional<std::uint64_t> last_event_id(const port::HttpRequest& request) {
  std::string text(request.header("last-event-id").value_or(""));
  if (text.empty()) {
    text = wire::http::query_value(request.query, "last_event_id").value_or("");
  }
  if (text.empty()) return std::nullopt;
  std::uint64_t seq = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), seq);
  // What is no seq of ours is beyond every head: answered with a reset.
  if (failed != std::errc() || end != text.data() + text.size()) return ~std::uint64_t{0};
  return seq;
}

}  // namespace

struct SseGateway::Reader {
  std::string room;
  core::PeerId peer = core::kNoPeer;
  Identity identity;
  std::unique_ptr<port::HttpExchange> exchange;  // until the stream begins
  std::unique_ptr<port::HttpStream> stream;
  std::optional<std::uint64_t> resume;
  std::uint64_t sent = 0;  // highest seq written or covered by the beginning
  std::uint64_t head = 0;  // seq at the join
  port::Executor::TimerId expiry = port::Executor::kNoTimer;
  LoginWatch::Id login = LoginWatch::kNone;
  bool live = false;  // false: deliveries wait until what was missed is out
  bool gone = false;
  std::vector<std::pair<std::uint64_t, std::string>> waiting;
  std::size_t waiting_bytes = 0;
};

SseGateway::SseGateway(Needs needs) : needs_(needs) {}

SseGateway::~SseGateway() {
  needs_.executor.cancel(timer_);
}

void SseGateway::handle(std::unique_ptr<port::HttpExchange> exchange) {
  const port::HttpRequest& request = exchange->request();
  const std::string room = request.path.substr(std::min(kPrefix.size(), request.path.size()));
  const auto refuse = [&exchange, &request](const Error& error) {
    exchange->respond(error_response(error, request.request_id));
  };
  if (request.method != "GET") {
    return refuse({Errc::kUnsupported, "Events are read with GET."});
  }
  if (!is_room_id(room)) return refuse(invalid("A room name is 1 to 64 of A-Z a-z 0-9 _ -."));
  if (count_ >= kMaxReaders) return refuse(unavailable("Too many readers now: try again later."));
  auto reader = std::make_shared<Reader>();
  reader->room = room;
  reader->peer = needs_.peers.next();
  reader->resume = last_event_id(request);
  reader->exchange = std::move(exchange);
  ++count_;
  needs_.authenticator.by_request(
      needs_.peers.loop(), reader->exchange->request(),
      [this, reader, alive = std::weak_ptr<int>(alive_)](Result<Identity> identity) {
        if (alive.lock() != nullptr) identified(reader, std::move(identity));
      });
}

void SseGateway::identified(std::shared_ptr<Reader> reader, Result<Identity> identity) {
  if (!identity) {
    --count_;
    const std::string& request_id = reader->exchange->request().request_id;
    return reader->exchange->respond(error_response(identity.error(), request_id));
  }
  reader->identity = std::move(*identity);
  rooms_[reader->room].push_back(reader);  // before the join, so that nothing falls between
  needs_.hub.join(
      {reader->room, reader->identity.access(reader->room), reader->peer, "null", false},
      [this, reader, alive = std::weak_ptr<int>(alive_)](Result<core::Answer> answer) {
        if (alive.lock() != nullptr) joined(reader, std::move(answer));
      });
}

void SseGateway::joined(const std::shared_ptr<Reader>& reader, Result<core::Answer> answer) {
  if (reader->gone) return;
  if (!answer) {
    const std::string& request_id = reader->exchange->request().request_id;
    reader->exchange->respond(error_response(answer.error(), request_id));
    return end(reader, {});
  }
  reader->stream = reader->exchange->stream({200,
                                             {{"Content-Type", "text/event-stream; charset=utf-8"},
                                              {"Cache-Control", "no-store"},
                                              {"X-Accel-Buffering", "no"}},
                                             {}});
  reader->exchange.reset();
  // The stream belongs to the reader, so it must not hold it.
  reader->stream->on_closed(
      [this, weak = std::weak_ptr<Reader>(reader), alive = std::weak_ptr<int>(alive_)] {
        const auto still = weak.lock();
        if (alive.lock() != nullptr && still != nullptr) end(still, {});
      });
  begin(reader, answer->seq);
  if (reader->resume) return catch_up(reader);
  go_live(*reader);
}

void SseGateway::begin(const std::shared_ptr<Reader>& reader, std::uint64_t head) {
  reader->head = head;
  std::string opening = "retry: 2000\n\n";
  // SSE2: an id without data sets the reader's position and makes no event.
  if (!reader->resume) opening += "id: " + std::to_string(head) + "\n\n";
  reader->stream->write(opening);
  reader->sent = reader->resume.value_or(head);
  if (timer_ == port::Executor::kNoTimer) {
    timer_ = needs_.executor.run_after(kHeartbeatMs, [this] { heartbeat(); });
  }
  watch_login(reader);
  watch_expiry(reader);
}

// SSE7
void SseGateway::watch_login(const std::shared_ptr<Reader>& reader) {
  if (needs_.logins == nullptr) return;
  reader->login = needs_.logins->watch(
      reader->identity.login,
      [this, weak = std::weak_ptr<Reader>(reader), alive = std::weak_ptr<int>(alive_)] {
        const auto still = weak.lock();
        if (alive.lock() == nullptr || still == nullptr) return;
        end(still, event_text(0, "auth.expired", "[{}]"));
      });
}

void SseGateway::watch_expiry(const std::shared_ptr<Reader>& reader) {
  if (reader->identity.expires_at == 0) return;
  const DurationMs left = reader->identity.expires_at - needs_.clock.wall();
  reader->expiry = needs_.executor.run_after(
      std::max<DurationMs>(0, left),
      [this, weak = std::weak_ptr<Reader>(reader), alive = std::weak_ptr<int>(alive_)] {
        const auto still = weak.lock();
        if (alive.lock() == nullptr || still == nullptr) return;
        end(still, event_text(0, "auth.expired", "[{}]"));
      });
}

void SseGateway::catch_up(const std::shared_ptr<Reader>& reader) {
  if (reader->gone) return;
  if (reader->sent > reader->head) return reset(*reader);
  if (reader->sent == reader->head) return go_live(*reader);
  core::CommandRequest request;
  request.room = reader->room;
  request.name = "room.events";
  request.body = "{\"after\":" + std::to_string(reader->sent) + ",\"limit\":200}";
  request.access = reader->identity.access(reader->room);
  request.peer = reader->peer;
  needs_.hub.execute(
      needs_.peers.loop(), std::move(request),
      [this, reader, alive = std::weak_ptr<int>(alive_)](Result<core::Answer> answer) {
        if (alive.lock() != nullptr) missed(reader, std::move(answer));
      });
}

void SseGateway::missed(const std::shared_ptr<Reader>& reader, Result<core::Answer> answer) {
  if (reader->gone) return;
  if (!answer && answer.error().code == Errc::kNotFound) return reset(*reader);
  if (!answer) return end(reader, {});  // the reader tries again by itself
  const auto page = parse_json(answer->body);
  if (!page) return end(reader, {});
  const std::uint64_t before = reader->sent;
  for (const json::value& event : page->at("events").as_array()) {
    const auto seq = event.at("seq").to_number<std::uint64_t>();
    send(*reader, seq,
         event_text(seq, std::string_view(event.at("name").as_string()),
                    json::serialize(event.at("args"))));
  }
  const bool has_more = bool_member(page->get_object(), "has_more", false);
  if (!has_more || reader->sent == before) reader->sent = std::max(reader->sent, reader->head);
  catch_up(reader);
}

void SseGateway::reset(Reader& reader) {
  reader.sent = reader.head;
  reader.stream->write("id: " + std::to_string(reader.head) + '\n' +
                       event_text(0, "reset", "{\"seq\":" + std::to_string(reader.head) + '}'));
  go_live(reader);
}

void SseGateway::go_live(Reader& reader) {
  reader.live = true;
  for (const auto& [seq, text] : reader.waiting) send(reader, seq, text);
  reader.waiting.clear();
  reader.waiting_bytes = 0;
}

void SseGateway::send(Reader& reader, std::uint64_t seq, const std::string& text) {
  if (seq > 0) {
    if (seq <= reader.sent) return;
    reader.sent = seq;
  }
  reader.stream->write(text);
}

bool SseGateway::is_for(const Reader& reader, const core::Delivery& delivery) const {
  const auto among = [](const auto& list, const auto& item) {
    return std::ranges::find(list, item) != list.end();
  };
  switch (delivery.audience) {
    case core::Audience::kRoom:
      return true;
    case core::Audience::kPrincipals:
      return among(delivery.principals, reader.identity.principal.id);
    case core::Audience::kPeers:
      return among(delivery.peers, reader.peer);
    case core::Audience::kElsewhere:
      return false;
  }
  return false;
}

void SseGateway::deliver(const core::SharedDelivery& delivery) {
  const auto room = rooms_.find(delivery->room);
  if (room == rooms_.end()) return;
  const std::string text =
      delivery->name.empty() ? "" : event_text(delivery->seq, delivery->name, delivery->args);
  const Readers readers = room->second;  // end() changes the list
  for (const auto& reader : readers) {
    if (reader->gone || reader->stream == nullptr) continue;
    if (!text.empty() && is_for(*reader, *delivery)) {
      if (reader->live) {
        send(*reader, delivery->seq, text);
      } else {
        reader->waiting.emplace_back(delivery->seq, text);
        reader->waiting_bytes += text.size();
      }
    }
    const bool slow = reader->stream->buffered_bytes() + reader->waiting_bytes > kMaxBufferedBytes;
    const bool removed = delivery->control == core::Control::kRoomGone ||
                         (delivery->control == core::Control::kRemoved &&
                          delivery->subject == reader->identity.principal.id);
    if (slow || removed) end(reader, {});
  }
}

void SseGateway::end(const std::shared_ptr<Reader>& reader, const std::string& last_words) {
  if (reader->gone) return;
  reader->gone = true;
  --count_;
  needs_.executor.cancel(std::exchange(reader->expiry, port::Executor::kNoTimer));
  if (needs_.logins != nullptr) needs_.logins->unwatch(reader->login);
  if (reader->stream != nullptr) {
    if (!last_words.empty()) reader->stream->write(last_words);
    reader->stream->close();
  }
  const auto room = rooms_.find(reader->room);
  if (room != rooms_.end()) {
    std::erase(room->second, reader);
    if (room->second.empty()) rooms_.erase(room);
  }
  needs_.hub.leave(reader->peer, reader->room, nullptr);
  // The call may come from within the stream, so it goes only when the turn is over.
  needs_.executor.at_turn_end([reader] {});
}

void SseGateway::heartbeat() {
  timer_ = port::Executor::kNoTimer;
  for (const auto& [room, readers] : rooms_) {
    for (const auto& reader : readers) {
      if (reader->stream != nullptr) reader->stream->write(":\n\n");
    }
  }
  if (!rooms_.empty()) {
    timer_ = needs_.executor.run_after(kHeartbeatMs, [this] { heartbeat(); });
  }
}

void SseGateway::drain() {
  std::vector<std::shared_ptr<Reader>> all;
  for (const auto& [room, readers] : rooms_) {
    all.insert(all.end(), readers.begin(), readers.end());
  }
  for (const auto& reader : all) end(reader, {});
}

}  // namespace atelier::gateway
