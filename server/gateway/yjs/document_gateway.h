// What the gateways of documents share, whatever their protocol: what they borrow and their bounds.
#pragma once

#include <cstddef>
#include <functional>

#include "core/rate_limit.h"
#include "feature/docs/docs.h"
#include "gateway/auth/login_watch.h"
#include "gateway/authenticator.h"
#include "gateway/peer_ids.h"
#include "port/clock.h"
#include "port/executor.h"
#include "port/http.h"

namespace atelier::gateway {

struct DocumentGatewayNeeds {
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

struct DocumentGatewayLimits {
  static constexpr std::size_t kMaxConnections = 20'000;
  static constexpr std::size_t kMaxUnsettledBytes = 32 * 1024 * 1024;
  static constexpr std::size_t kMaxBufferedBytes = 16 * 1024 * 1024;
  /// Above this much unsent, awareness is left out: newer states follow.
  static constexpr std::size_t kAwarenessBacklogBytes = 256 * 1024;
  static constexpr DurationMs kTickMs = 5'000;
  static constexpr DurationMs kSilenceMs = 15'000;  // with kTickMs: at most 20 s (YWS6, HOC12)
  static constexpr std::size_t kDrainBatch = 100;
  static constexpr DurationMs kDrainStepMs = 50;
};

}  // namespace atelier::gateway
