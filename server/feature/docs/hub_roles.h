// RoomRoles served by the rooms of this node.
#pragma once

#include <string>
#include <utility>

#include "core/hub.h"
#include "feature/docs/room_roles.h"

namespace atelier::feature::docs {

class HubRoles final : public RoomRoles {
 public:
  explicit HubRoles(core::Hub& hub) : hub_(hub) {}

  void role_of(std::size_t loop, const std::string& room, const core::Access& access,
               UniqueFunction<void(Result<core::Role>)> done) override {
    hub_.role_of(loop, room, access, [done = std::move(done)](Result<core::Answer> answer) mutable {
      if (!answer) return done(answer.error());
      done(answer->role);
    });
  }

 private:
  core::Hub& hub_;
};

}  // namespace atelier::feature::docs
