// Throttle: how often an address and an account may try a password, and an address a link
// (spec/auth.md AUTH50). One for the server: it lives on loop 0 and is asked from any loop.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "core/rate_limit.h"
#include "port/clock.h"
#include "port/executor.h"

namespace atelier::gateway {

struct ThrottleRates {
  bool enabled = true;
  core::Rate address = {0.2, 20};   // password attempts of one address
  core::Rate account = {0.05, 10};  // password attempts on one account
  core::Rate link = {1, 60};        // link attempts of one address
};

/// What is limited as one: an IPv4 address, or the /64 of an IPv6 address, of which one subscriber
/// has them all.
std::string network_of(const std::string& address);

class Throttle {
 public:
  using Done = UniqueFunction<void(Result<void>)>;

  Throttle(std::vector<port::Executor*> loops, const port::Clock& clock, ThrottleRates rates = {});

  /// One password attempt. `account` is an e-mail address or an id, known or not; empty: none.
  /// `done` runs once on `loop`; rate_limited with the time to wait.
  void try_password(std::size_t loop, const std::string& address, std::string account, Done done);
  void try_link(std::size_t loop, const std::string& address, Done done);

 private:
  Result<void> take_password(const std::string& address, const std::string& account);
  template <class F>
  void ask(std::size_t loop, F question, Done done);

  std::vector<port::Executor*> loops_;
  const port::Clock& clock_;
  ThrottleRates rates_;
  core::RateLimiter addresses_;
  core::RateLimiter accounts_;
  core::RateLimiter links_;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace atelier::gateway
