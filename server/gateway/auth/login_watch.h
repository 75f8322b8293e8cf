// LoginWatch: tells the connections of one loop when the login they came in by has ended
// (spec/auth.md AUTH42). A sink of the workspace's deliveries on that loop.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "base/function.h"
#include "core/delivery.h"

namespace atelier::gateway {

class LoginWatch final : public core::DeliverySink {
 public:
  using Id = std::uint64_t;
  static constexpr Id kNone = 0;

  /// `ended` runs once, on this loop, when the login ends; kNone and never for an empty login. The
  /// owner unwatches before it goes.
  Id watch(const std::string& login, Task ended);
  void unwatch(Id id);
  std::size_t size() const { return watches_.size(); }

  void deliver(const core::SharedDelivery& delivery) override;

 private:
  struct Watch {
    std::string login;
    Task ended;
  };
  std::map<Id, Watch> watches_;
  std::multimap<std::string, Id, std::less<>> by_login_;
  Id last_ = 0;
};

}  // namespace atelier::gateway
