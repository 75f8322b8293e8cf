// Numbers for the connections of one loop, across all its protocols. One loop.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/delivery.h"

namespace atelier::gateway {

class PeerIds {
 public:
  explicit PeerIds(std::size_t loop) : loop_(loop) {}
  core::PeerId next() { return core::make_peer_id(loop_, ++last_); }
  std::size_t loop() const { return loop_; }

 private:
  std::size_t loop_;
  std::uint64_t last_ = 0;
};

}  // namespace atelier::gateway
