// AnswerSlot: the promise that a caller gets exactly one answer. A slot that is dropped with its
// room or its feature answers `unavailable` by itself; one that outlives the node's outlet is
// silent.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "core/outlet.h"

namespace atelier::core {

class AnswerSlot {
 public:
  AnswerSlot() = default;
  AnswerSlot(Outlet& outlet, std::size_t loop, Reply reply)
      : outlet_(&outlet), alive_(outlet.alive()), loop_(loop), reply_(std::move(reply)) {}
  AnswerSlot(AnswerSlot&& other) noexcept
      : outlet_(other.outlet_),
        alive_(std::move(other.alive_)),
        loop_(other.loop_),
        reply_(std::move(other.reply_)) {}
  AnswerSlot& operator=(AnswerSlot&& other) noexcept {
    std::swap(outlet_, other.outlet_);
    std::swap(alive_, other.alive_);
    std::swap(loop_, other.loop_);
    std::swap(reply_, other.reply_);
    return *this;
  }
  ~AnswerSlot() {
    if (reply_) {
      finish(Error{Errc::kUnavailable, "the room was closed meanwhile; try again", 1000});
    }
  }

  /// Sends the answer on its own.
  void finish(Result<Answer> answer) {
    std::vector<Outgoing> batch;
    finish(std::move(answer), batch);
    if (!batch.empty() && !alive_.expired()) outlet_->send(std::move(batch));
  }
  /// Puts the answer behind what is in `batch`.
  void finish(Result<Answer> answer, std::vector<Outgoing>& batch) {
    if (!reply_) return;
    batch.push_back(OutgoingAnswer{loop_, std::exchange(reply_, nullptr), std::move(answer)});
  }

 private:
  Outlet* outlet_ = nullptr;
  std::weak_ptr<void> alive_;
  std::size_t loop_ = 0;
  Reply reply_;
};

}  // namespace atelier::core
