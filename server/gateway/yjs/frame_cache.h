// WebSocket frames that many receivers of one payload share: a large document may have many joiners
// at once, and each of them a copy would be too much. Remembers what was framed last. One loop.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "wire/websocket/frame_writer.h"

namespace atelier::gateway {

class FrameCache {
 public:
  using Shared = std::shared_ptr<const std::string>;

  /// One frame with what `make()` gives for `payload`; `receiver` is what else it depends on.
  template <class Make>
  Shared frame(const Shared& payload, std::string_view receiver, Make make) {
    Shared made = made_.lock();
    if (made != nullptr && payload_.lock() == payload && receiver_ == receiver) return made;
    auto frame = std::make_shared<std::string>();
    wire::websocket::append_frame(*frame, wire::websocket::Opcode::kBinary, make());
    payload_ = payload;
    receiver_ = receiver;
    made_ = frame;
    return frame;
  }

 private:
  std::weak_ptr<const std::string> payload_;
  std::string receiver_;
  std::weak_ptr<const std::string> made_;
};

}  // namespace atelier::gateway
