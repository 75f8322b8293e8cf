// Document: removing its history (VER5). Waits for a moment without anything on its way, in which
// what is stored is what the log's head stands for.
#include <utility>

#include "core/on_executor.h"
#include "feature/docs/document.h"

namespace atelier::feature::docs {

void Document::take_purge(PeerId peer) {
  if (find(peer)->role < core::Role::kOwner) {
    return settle(peer, forbidden("Removing the history needs the role owner."));
  }
  purging_.push_back(peer);
  purge_when_quiet();
}

void Document::purge_when_quiet() {
  if (purging_.empty() || is_purging_ || is_busy() || snapshotting_) return;
  if (log_->head() == 0) return purged({});
  is_purging_ = true;
  stored_->since({}, [this, seq = log_->head()](const StoredContent::Answer& all) {
    if (all.update == nullptr) return purged(unavailable("The server is busy; try again."));
    log_->purge(*all.update, seq, core::on(host_.executor, alive_, [this](Result<void> done) {
      purged(std::move(done));
    }));
  });
}

void Document::purged(Result<void> result) {
  is_purging_ = false;
  for (const PeerId peer : std::exchange(purging_, {})) {
    settle(peer, result ? std::nullopt : std::optional<Error>(result.error()));
  }
}

}  // namespace atelier::feature::docs
