// A Pool whose jobs run as turns of one more loop of the FakeWorld, so they interleave by the seed.
#pragma once

#include "port/fake/fake_executor.h"

namespace atelier::port {

class FakePool final : public Pool {
 public:
  explicit FakePool(FakeWorld& world) : loop_(world) {}

  bool submit(std::string_view, Task job) override {
    if (full_) return false;
    loop_.post(std::move(job));
    return true;
  }
  void set_full(bool full) { full_ = full; }

 private:
  FakeExecutor loop_;
  bool full_ = false;
};

}  // namespace atelier::port
