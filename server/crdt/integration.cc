#include "crdt/integration.h"

#include <algorithm>

namespace atelier::crdt {

void Integration::run(const Update& update) {
  update_ = &update;
  next_.assign(update.clients.size(), 0);
  for (std::size_t section = 0; section < update.clients.size(); ++section) play(section);
  for (const auto& [client, ranges] : update.deletes.ranges()) {
    apply_deletes(transaction_, client, ranges, pending_);
  }
  pending_.resume(transaction_);
  update_ = nullptr;
}

void Integration::play(std::size_t section) {
  const std::size_t count = update_->clients[section].structs.size();
  while (next_[section] < count) {
    steps_.assign(1, {section, {}});
    // One struct of what another waits for at a time, then that other is looked at again.
    while (!steps_.empty()) {
      if (!advance(steps_.back())) {
        park_steps();
        break;
      }
    }
  }
}

bool Integration::advance(Step& step) {
  const ClientStructs& section = update_->clients[step.section];
  std::size_t& index = next_[step.section];
  const UpdateStruct& next = section.structs[index];
  StructStore& store = transaction_.store();
  const Clock state = store.state_of(section.client);
  if (!next.is_skip() && next.end() > state) {
    if (const auto missing = missing_for(store, section.client, next)) {
      step.missing = *missing;
      return missing->client != section.client && follow(*missing);
    }
    transaction_.integrate(store.intern_client(section.client), next, state);
  }
  ++index;
  steps_.pop_back();
  return true;
}

/// Goes on with the section that may bring what is missing.
bool Integration::follow(const Id& missing) {
  const auto found = std::partition_point(
      update_->clients.begin(), update_->clients.end(),
      [&missing](const ClientStructs& section) { return section.client > missing.client; });
  if (found == update_->clients.end() || found->client != missing.client) return false;
  const auto section = static_cast<std::size_t>(found - update_->clients.begin());
  if (next_[section] == found->structs.size()) return false;
  const bool is_circle = std::any_of(steps_.begin(), steps_.end(), [section](const Step& step) {
    return step.section == section;
  });
  if (is_circle) return false;
  steps_.push_back({section, {}});
  return true;
}

void Integration::park_steps() {
  for (const Step& step : steps_) {
    const ClientStructs& section = update_->clients[step.section];
    pending_.park(section, next_[step.section], step.missing);
    next_[step.section] = section.structs.size();
  }
  steps_.clear();
}

}  // namespace atelier::crdt
