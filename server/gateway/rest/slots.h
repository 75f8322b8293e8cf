// How many costly things are at work at the same time on one loop.
#pragma once

#include <memory>

namespace atelier::gateway {

class Slots {
 public:
  explicit Slots(int most) : most_(most), used_(std::make_shared<int>(0)) {}

  /// A place, given back when the last copy goes; null when all are taken. On the loop, both.
  std::shared_ptr<void> take() {
    if (*used_ >= most_) return nullptr;
    ++*used_;
    return {used_.get(), [used = used_](void*) { --*used; }};
  }

 private:
  int most_;
  std::shared_ptr<int> used_;
};

}  // namespace atelier::gateway
