// Surfaces that go for good (spec/trash.md, TRS4, TRS5): their document is emptied and its history
// removed, then the room forgets them. In this order, so that a crash in between leaves them in the
// trash.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "core/command.h"
#include "gateway/rest/document_visits.h"
#include "gateway/rest/services.h"

namespace atelier::gateway {

struct ThrownSurface {
  std::string room;
  std::string id;
  std::string kind;
};

/// On `loop`, whose visits these are; `done` runs once, there. What is not in the trash is
/// `not_found`.
void purge_surface(Services& services, DocumentVisits& visits, std::size_t loop,
                   const ThrownSurface& surface, core::Access access,
                   UniqueFunction<void(Result<void>)> done);

/// Purges what is over its time, every hour, one after the other.
class TrashSweep : public std::enable_shared_from_this<TrashSweep> {
 public:
  TrashSweep(Services& services, DocumentVisits& visits, std::size_t loop)
      : services_(services), visits_(visits), loop_(loop) {}

  /// On the loop; goes on until the services are gone.
  void start();

 private:
  void look();
  void wait();
  void read(std::string from);
  void purge(std::shared_ptr<port::Page> page, std::size_t next);

  Services& services_;
  DocumentVisits& visits_;
  std::size_t loop_;
};

}  // namespace atelier::gateway
