#include "feature/docs/document_loading.h"

#include <utility>

#include "core/on_executor.h"
#include "feature/docs/docs_limits.h"

namespace atelier::feature::docs {
namespace {

bool add_to(DocumentLoading::Loaded& loaded, const std::vector<std::string>& updates) {
  for (const std::string& bytes : updates) {
    const auto update = crdt::decode_update(bytes);
    if (!update) return false;
    loaded.tracker.apply(*update);
    loaded.state->apply(*update);
    loaded.bytes += bytes.size();
  }
  return true;
}

}  // namespace

void DocumentLoading::add(std::vector<std::string> updates, UniqueFunction<void(bool)> done) {
  std::size_t bytes = 0;
  for (const std::string& update : updates) bytes += update.size();
  if (bytes <= kDecodeNowBytes) return done(add_to(*loaded_, updates));
  auto shared_done = std::make_shared<UniqueFunction<void(bool)>>(std::move(done));
  auto back = core::on(executor_, alive_, [shared_done](bool good) { (*shared_done)(good); });
  const bool taken =
      pool_.submit(owner_, [loaded = loaded_, updates = std::move(updates), back]() mutable {
        const bool good = add_to(*loaded, updates);
        updates.clear();
        loaded = nullptr;
        back(good);
      });
  if (!taken) back(false);
}

}  // namespace atelier::feature::docs
