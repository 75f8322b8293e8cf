// `/yjs/<room>[/<name>]` on one loop: y-websocket connections and the documents they are attached
// to. An update is encoded once for all connections of a document on this loop.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "core/rate_limit.h"
#include "feature/docs/docs.h"
#include "gateway/auth/login_watch.h"
#include "gateway/authenticator.h"
#include "gateway/peer_ids.h"
#include "gateway/yjs/frame_cache.h"
#include "gateway/yjs/yjs_connection.h"
#include "port/clock.h"
#include "port/executor.h"
#include "port/http.h"

namespace atelier::gateway {

class YjsGateway final : public feature::docs::DocumentSink {
 public:
  static constexpr std::size_t kMaxConnections = 20'000;
  static constexpr std::size_t kMaxEarlyBytes = 256 * 1024;
  static constexpr std::size_t kMaxUnsettledBytes = 32 * 1024 * 1024;
  static constexpr std::size_t kMaxBufferedBytes = 16 * 1024 * 1024;
  /// Above this much unsent, awareness is left out: newer states follow.
  static constexpr std::size_t kAwarenessBacklogBytes = 256 * 1024;
  static constexpr DurationMs kTickMs = 5'000;
  static constexpr DurationMs kSilenceMs = 15'000;  // with kTickMs: at most 20 s (YWS6)
  static constexpr std::size_t kDrainBatch = 100;
  static constexpr DurationMs kDrainStepMs = 50;

  struct Needs {
    feature::docs::Docs& docs;
    Authenticator& authenticator;
    port::Executor& executor;
    const port::Clock& clock;
    PeerIds& peers;
    /// No Origin header, our own, or a configured one.
    std::function<bool(const port::HttpRequest&)> is_allowed_origin;
    core::RateLimits rates = {};
    /// Logins that end take their connections with them; null in tests without any.
    LoginWatch* logins = nullptr;
  };
  /// Register it with docs.add_sink(loop, ...) at start-up.
  explicit YjsGateway(Needs needs);
  ~YjsGateway() override;

  /// Requests below /yjs/.
  void handle(std::unique_ptr<port::HttpExchange> exchange);
  void deliver(const std::string& document,
               const feature::docs::DocumentDelivery& delivery) override;
  /// Closes all connections with 1012, in batches, and refuses new ones.
  void drain();

  std::size_t connections() const { return connections_.size(); }
  Needs& needs() { return needs_; }
  FrameCache& step2_frames() { return step2_frames_; }
  /// Forgets the connection once the current call is over; it calls this once, when it is closed.
  void remove(YjsConnection& connection);

 private:
  void tick();
  void drain_batch();

  Needs needs_;
  std::map<core::PeerId, std::unique_ptr<YjsConnection>> connections_;
  std::map<std::string, std::set<YjsConnection*>, std::less<>> documents_;
  FrameCache step2_frames_;
  bool draining_ = false;
  port::Executor::TimerId timer_ = port::Executor::kNoTimer;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace atelier::gateway
