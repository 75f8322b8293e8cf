// The WebSocket frames that one loop turn has for many receivers, one behind the other. Receivers
// get spans of it: those that follow one another leave in one send. One loop.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "port/executor.h"
#include "wire/websocket/frame_writer.h"

namespace atelier::gateway {

/// Bytes [from, to) of a run; a run may still grow behind them.
struct FrameSpan {
  std::shared_ptr<const std::string> run;
  std::size_t from = 0;
  std::size_t to = 0;

  static FrameSpan all_of(std::shared_ptr<const std::string> frames) {
    const std::size_t size = frames->size();
    return {std::move(frames), 0, size};
  }
};

class FrameRun {
 public:
  explicit FrameRun(port::Executor& executor) : executor_(executor) {}

  FrameSpan append(wire::websocket::Opcode opcode, std::string_view payload) {
    if (run_ == nullptr) {
      run_ = std::make_shared<std::string>();
      executor_.at_turn_end([this, alive = std::weak_ptr<int>(alive_)] {
        if (!alive.expired()) run_.reset();
      });
    }
    const std::size_t from = run_->size();
    wire::websocket::append_frame(*run_, opcode, payload);
    return {run_, from, run_->size()};
  }

 private:
  port::Executor& executor_;
  std::shared_ptr<std::string> run_;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace atelier::gateway
