#include "crdt/readiness.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <unordered_map>

namespace atelier::crdt {
namespace {

/// True when one of the section's own structs, not a Skip, covers the clock.
bool covers(const ClientStructs& section, Clock clock) {
  const auto holder =
      std::partition_point(section.structs.begin(), section.structs.end(),
                           [clock](const UpdateStruct& next) { return next.end() <= clock; });
  return holder != section.structs.end() && holder->clock <= clock && !holder->is_skip();
}

/// Plays the order in which yjs would integrate: each client's structs one after another, waiting
/// for what they refer to. Linear but for the ordering of those that wait.
class Rehearsal {
 public:
  Rehearsal(const Update& update, const StateVector& known)
      : update_(update), known_(known), next_(update.clients.size(), 0) {
    for (std::size_t index = 0; index < update.clients.size(); ++index) {
      progress_[update.clients[index].client] = known.clock(update.clients[index].client);
    }
  }

  ReadinessReport run() {
    play();
    return report();
  }

  ReadyParts split() {
    play();
    ReadyParts parts;
    for (std::size_t index = 0; index < update_.clients.size(); ++index) {
      const ClientStructs& section = update_.clients[index];
      const auto middle = section.structs.begin() + static_cast<std::ptrdiff_t>(next_[index]);
      add(parts.ready, section.client, section.structs.begin(), middle);
      add(parts.rest, section.client, middle, section.structs.end());
    }
    for (const auto& [client, ranges] : update_.deletes.ranges()) {
      const Clock reached = progress(client);
      for (const ClockRange& range : ranges) {
        parts.ready.deletes.add(client, {range.from, std::min(range.until, reached)});
        parts.rest.deletes.add(client, {std::max(range.from, reached), range.until});
      }
    }
    return parts;
  }

 private:
  using Place = std::vector<UpdateStruct>::const_iterator;

  /// Without Skips at either end, which would promise something that is not there.
  static void add(Update& part, ClientId client, Place from, Place until) {
    while (from != until && from->is_skip()) ++from;
    while (from != until && std::prev(until)->is_skip()) --until;
    if (from != until) part.clients.push_back({client, {from, until}});
  }

  void play() {
    for (std::size_t index = 0; index < update_.clients.size(); ++index) runnable_.push_back(index);
    while (!runnable_.empty()) {
      const std::size_t index = runnable_.back();
      runnable_.pop_back();
      advance(index);
    }
  }

  Clock progress(ClientId client) const {
    const auto found = progress_.find(client);
    return found == progress_.end() ? known_.clock(client) : found->second;
  }

  std::optional<Id> blocked_by(const UpdateStruct& next, ClientId client) const {
    const Clock own = progress(client);
    if (next.end() <= own) return std::nullopt;
    if (next.clock > own) return Id{client, next.clock - 1};
    for (const auto& reference : {next.origin, next.right_origin, next.parent_item}) {
      if (reference && reference->clock >= progress(reference->client)) return reference;
    }
    return std::nullopt;
  }

  void advance(std::size_t index) {
    const ClientStructs& section = update_.clients[index];
    Clock& own = progress_[section.client];
    const Clock before = own;
    for (; next_[index] < section.structs.size(); ++next_[index]) {
      const UpdateStruct& next = section.structs[next_[index]];
      if (next.is_skip()) continue;
      if (const auto blocker = blocked_by(next, section.client)) {
        waiting_[blocker->client].emplace(blocker->clock, index);
        break;
      }
      own = std::max(own, next.end());
    }
    if (own > before) wake(section.client, own);
  }

  void wake(ClientId client, Clock reached) {
    const auto found = waiting_.find(client);
    if (found == waiting_.end()) return;
    auto& waiting = found->second;
    const auto until = waiting.lower_bound(reached);
    for (auto entry = waiting.begin(); entry != until; ++entry) runnable_.push_back(entry->second);
    waiting.erase(waiting.begin(), until);
  }

  ReadinessReport report() const {
    ReadinessReport report;
    bool comes_with_it = true;
    for (const auto& [client, waiting] : waiting_) {
      for (const auto& [clock, index] : waiting) {
        report.missing.push_back({client, clock});
        comes_with_it = comes_with_it && in_update({client, clock});
      }
    }
    if (!report.missing.empty()) {
      report.readiness = comes_with_it ? Readiness::kNeverReady : Readiness::kNotReady;
      return report;
    }
    for (const auto& [client, ranges] : update_.deletes.ranges()) {
      const Clock until = ranges.back().until;
      if (until > progress(client)) report.missing.push_back({client, until - 1});
    }
    if (!report.missing.empty()) report.readiness = Readiness::kNotReady;
    return report;
  }

  bool in_update(const Id& id) const {
    const auto found = std::partition_point(
        update_.clients.begin(), update_.clients.end(),
        [&id](const ClientStructs& section) { return section.client > id.client; });
    return found != update_.clients.end() && found->client == id.client && covers(*found, id.clock);
  }

  const Update& update_;
  const StateVector& known_;
  std::vector<std::size_t> next_;
  std::vector<std::size_t> runnable_;
  std::unordered_map<ClientId, Clock> progress_;
  /// By client: the clock that must be reached, and who waits for it.
  std::map<ClientId, std::multimap<Clock, std::size_t>> waiting_;
};

/// What nearly every update of a typing peer is: structs of one client that stand in order right
/// behind what is known and refer to nothing else of the update. Needs no rehearsal.
bool follows_directly(const Update& update, const StateVector& known) {
  if (update.clients.size() > 1) return false;
  Id reached;
  if (!update.clients.empty()) {
    const ClientStructs& section = update.clients.front();
    reached = {section.client, known.clock(section.client)};
    for (const UpdateStruct& next : section.structs) {
      if (next.is_skip() || next.clock > reached.clock) return false;
      for (const auto& reference : {next.origin, next.right_origin, next.parent_item}) {
        if (!reference || (reference->client == reached.client && reference->clock < reached.clock))
          continue;
        if (!known.contains(*reference)) return false;
      }
      reached.clock = std::max(reached.clock, next.end());
    }
  }
  for (const auto& [client, ranges] : update.deletes.ranges()) {
    const bool is_own = !update.clients.empty() && client == reached.client;
    if (ranges.back().until > (is_own ? reached.clock : known.clock(client))) return false;
  }
  return true;
}

}  // namespace

ReadinessReport StateTracker::check(const Update& update) const {
  if (contains(update)) return {Readiness::kNothingNew, {}};
  if (follows_directly(update, known_)) return {Readiness::kReady, {}};
  return Rehearsal(update, known_).run();
}

ReadyParts StateTracker::split(const Update& update) const {
  return Rehearsal(update, known_).split();
}

bool StateTracker::contains(const Update& update) const {
  for (const ClientStructs& section : update.clients) {
    const Clock known = known_.clock(section.client);
    for (const UpdateStruct& next : section.structs) {
      if (!next.is_skip() && next.end() > known) return false;
    }
  }
  return deletes_.contains(update.deletes);
}

void StateTracker::apply(const Update& update) {
  for (const ClientStructs& section : update.clients) {
    for (const UpdateStruct& next : section.structs) {
      if (!next.is_skip()) known_.advance(section.client, next.end());
    }
  }
  deletes_.add_all(update.deletes);
}

}  // namespace atelier::crdt
