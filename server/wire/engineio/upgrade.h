// The progress of one upgrade from polling to WebSocket (EIO50-EIO59): a probe that is attached,
// and whether it has been answered.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/time.h"

namespace atelier::wire::engineio {

class Upgrade {
 public:
  enum class Step : std::uint8_t {
    kAnswerProbe,  // send `3probe`
    kComplete,     // the WebSocket is the transport from now on
    kRefuse,       // close the WebSocket alone
  };

  bool is_attached() const { return state_ != State::kNone; }
  /// From the probe on every poll is answered at once, so that the client can stop polling.
  bool is_probed() const { return state_ == State::kProbed; }
  std::optional<MonoMs> deadline() const {
    return is_attached() ? std::optional(deadline_) : std::nullopt;
  }

  void attach(MonoMs deadline) {
    state_ = State::kAttached;
    deadline_ = deadline;
  }
  void end() { state_ = State::kNone; }

  /// A text frame on the WebSocket that is not the transport yet.
  Step on_text(std::string_view text) {
    if (text == "2probe") {
      state_ = State::kProbed;
      return Step::kAnswerProbe;
    }
    return text.starts_with('5') ? Step::kComplete : Step::kRefuse;
  }

 private:
  enum class State : std::uint8_t { kNone, kAttached, kProbed };
  State state_ = State::kNone;
  MonoMs deadline_ = 0;
};

}  // namespace atelier::wire::engineio
