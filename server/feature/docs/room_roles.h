// What documents ask of rooms: the role somebody has now. Changes come the other way, through
// Docs::role_changed.
#pragma once

#include <cstddef>
#include <string>

#include "base/function.h"
#include "base/result.h"
#include "core/command.h"
#include "core/principal.h"

namespace atelier::feature::docs {

class RoomRoles {
 public:
  virtual ~RoomRoles() = default;
  /// `done` runs once, later, on `loop`. A room that does not exist and one that may not be entered
  /// are not_found.
  virtual void role_of(std::size_t loop, const std::string& room, const core::Access& access,
                       UniqueFunction<void(Result<core::Role>)> done) = 0;
};

}  // namespace atelier::feature::docs
