#include "gateway/auth/throttle.h"

#include <utility>

namespace atelier::gateway {

std::string network_of(const std::string& address) {
  std::size_t end = address.find(':');
  if (end == std::string::npos) return address;
  for (int groups = 1; groups < 4 && end != std::string::npos; ++groups) {
    end = address.find(':', end + 1);
  }
  return address.substr(0, end);
}

Throttle::Throttle(std::vector<port::Executor*> loops, const port::Clock& clock,
                   ThrottleRates rates)
    : loops_(std::move(loops)),
      clock_(clock),
      rates_(rates),
      addresses_(rates.address),
      accounts_(rates.account),
      links_(rates.link) {}

template <class F>
void Throttle::ask(std::size_t loop, F question, Done done) {
  port::Executor* const home = loops_[0];
  port::Executor* const caller = loops_[loop];
  home->post([question = std::move(question), caller, done = std::move(done),
              alive = std::weak_ptr<int>(alive_)]() mutable {
    if (alive.expired()) return;
    caller->post([verdict = question(), done = std::move(done)]() mutable { done(verdict); });
  });
}

Result<void> Throttle::take_password(const std::string& address, const std::string& account) {
  if (!rates_.enabled) return {};
  const MonoMs now = clock_.mono();
  if (const auto wait = addresses_.take(address, now)) return core::rate_limited(*wait);
  if (account.empty()) return {};
  if (const auto wait = accounts_.take(account, now)) return core::rate_limited(*wait);
  return {};
}

void Throttle::try_password(std::size_t loop, const std::string& address, std::string account,
                            Done done) {
  for (char& c : account) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  ask(
      loop,
      [this, address = network_of(address), account = std::move(account)] {
        return take_password(address, account);
      },
      std::move(done));
}

void Throttle::try_link(std::size_t loop, const std::string& address, Done done) {
  ask(
      loop,
      [this, address = network_of(address)]() -> Result<void> {
        if (!rates_.enabled) return {};
        if (const auto wait = links_.take(address, clock_.mono())) {
          return core::rate_limited(*wait);
        }
        return {};
      },
      std::move(done));
}

}  // namespace atelier::gateway
