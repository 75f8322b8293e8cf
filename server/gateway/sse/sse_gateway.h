// Server-Sent Events of rooms (spec/sse.md) on one loop: who reads along, from where, and the text
// of each event, made once for all readers of a room.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/hub.h"
#include "gateway/auth/login_watch.h"
#include "gateway/authenticator.h"
#include "gateway/peer_ids.h"
#include "port/clock.h"
#include "port/executor.h"
#include "port/http.h"

namespace atelier::gateway {

class SseGateway final : public core::DeliverySink {
 public:
  static constexpr DurationMs kHeartbeatMs = 15'000;
  static constexpr std::size_t kMaxBufferedBytes = 1024 * 1024;
  static constexpr std::size_t kMaxReaders = 10'000;

  struct Needs {
    core::Hub& hub;
    Authenticator& authenticator;
    port::Executor& executor;
    const port::Clock& clock;
    PeerIds& peers;
    /// Logins that end take their readers with them; null in tests without any.
    LoginWatch* logins = nullptr;
  };
  explicit SseGateway(Needs needs);
  ~SseGateway() override;

  /// Requests below /events/.
  void handle(std::unique_ptr<port::HttpExchange> exchange);
  void deliver(const core::SharedDelivery& delivery) override;
  /// Ends every stream; readers come back by themselves.
  void drain();

 private:
  struct Reader;
  using Readers = std::vector<std::shared_ptr<Reader>>;

  void identified(std::shared_ptr<Reader> reader, Result<Identity> identity);
  void joined(const std::shared_ptr<Reader>& reader, Result<core::Answer> answer);
  void begin(const std::shared_ptr<Reader>& reader, std::uint64_t head);
  void watch_login(const std::shared_ptr<Reader>& reader);
  void watch_expiry(const std::shared_ptr<Reader>& reader);
  void catch_up(const std::shared_ptr<Reader>& reader);
  void missed(const std::shared_ptr<Reader>& reader, Result<core::Answer> answer);
  void go_live(Reader& reader);
  void reset(Reader& reader);
  void send(Reader& reader, std::uint64_t seq, const std::string& text);
  void end(const std::shared_ptr<Reader>& reader, const std::string& last_words);
  void heartbeat();
  bool is_for(const Reader& reader, const core::Delivery& delivery) const;

  Needs needs_;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
  std::map<std::string, Readers, std::less<>> rooms_;
  std::size_t count_ = 0;
  port::Executor::TimerId timer_ = port::Executor::kNoTimer;
};

}  // namespace atelier::gateway
