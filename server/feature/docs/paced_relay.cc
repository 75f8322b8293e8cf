#include "feature/docs/paced_relay.h"

#include <algorithm>
#include <utility>

#include "feature/docs/docs_limits.h"

namespace atelier::feature::docs {

void PacedRelay::add(Update update, std::size_t readers) {
  const auto pause = static_cast<DurationMs>(readers * kPausePerReaderUs / 1000);
  pause_ = std::min(pause, kLongestPauseMs);
  const MonoMs now = clock_.mono();
  if (waiting_.empty() && now >= pause_ends_) {
    const auto gather = static_cast<DurationMs>(readers * kGatherPerReaderUs / 1000);
    if (gather == 0) {
      pause_ends_ = now + pause_;
      return relay_(update);
    }
    pause_ends_ = now + std::min(gather, kLongestPauseMs);
  }
  waiting_bytes_ += update->size();
  waiting_.push_back(std::move(update));
  if (waiting_bytes_ > kPausedBytes) return flush();
  if (timer_ == port::Executor::kNoTimer) {
    timer_ = executor_.run_after(pause_ends_ - now, [this, alive = std::weak_ptr<int>(alive_)] {
      if (!alive.expired()) flush();
    });
  }
}

void PacedRelay::flush() {
  executor_.cancel(std::exchange(timer_, port::Executor::kNoTimer));
  pause_ends_ = clock_.mono() + pause_;
  waiting_bytes_ = 0;
  for (const Update& update : std::exchange(waiting_, {})) relay_(update);
}

}  // namespace atelier::feature::docs
