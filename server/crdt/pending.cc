#include "crdt/pending.h"

#include <algorithm>
#include <limits>

namespace atelier::crdt {
namespace {

UpdateStruct skip_struct(Clock from, Clock until) {
  UpdateStruct hole;
  hole.clock = from;
  hole.content = {ContentKind::kSkip, false, until - from, {}};
  return hole;
}

/// What was parked is an update with one struct.
UpdateStruct decode(const std::string& encoded) {
  DecodeLimits limits;
  limits.max_bytes = std::numeric_limits<std::size_t>::max();
  const Result<Update> update = decode_update(encoded, limits);
  ATELIER_ASSERT(update && update->clients.size() == 1);
  return update->clients.front().structs.front();
}

}  // namespace

std::optional<Id> missing_for(const StructStore& store, ClientId client, const UpdateStruct& next) {
  const Clock state = store.state_of(client);
  if (next.clock > state) return Id{client, next.clock - 1};
  if (!next.is_item()) return std::nullopt;
  // Of units known in part only the rest is integrated, which sits behind the known ones.
  const bool is_cut = next.clock < state;
  for (const auto& reference : {next.origin, next.right_origin, next.parent_item}) {
    if (is_cut && reference != next.right_origin) continue;
    if (reference && reference->client != client &&
        reference->clock >= store.state_of(reference->client)) {
      return reference;
    }
  }
  return std::nullopt;
}

void apply_deletes(Transaction& transaction, ClientId client, const std::vector<ClockRange>& ranges,
                   Pending& pending) {
  const StructStore& store = transaction.store();
  const Clock state = store.state_of(client);
  for (const ClockRange& range : ranges) {
    if (range.from < state) {
      transaction.erase({store.find_client(client), range.from, std::min(range.until, state)});
    }
    if (range.until > state) pending.park(client, {std::max(range.from, state), range.until});
  }
}

void Pending::wait(ClientId client, Queue& queue, const Id& missing) {
  waiting_.erase({queue.missing, client});
  queue.missing = missing;
  waiting_.insert({missing, client});
}

void Pending::park(const ClientStructs& section, std::size_t from, const Id& missing) {
  Queue& queue = queues_[section.client];
  const Clock head = section.structs[from].clock;
  bool is_first = queue.structs.empty() || head < queue.structs.begin()->first;
  for (std::size_t index = from; index < section.structs.size(); ++index) {
    const UpdateStruct& next = section.structs[index];
    if (next.is_skip()) continue;
    Held& held = queue.structs[next.clock];
    if (held.end >= next.end()) continue;
    // A longer form of the first struct may wait for something else.
    if (next.clock == head && queue.structs.begin()->first == head) is_first = true;
    held = {next.end(), encode_update({{{section.client, {next}}}, {}})};
  }
  if (is_first) wait(section.client, queue, missing);
}

void Pending::resume(Transaction& transaction) {
  if (empty()) return;
  // Clients touched from here on are reached through those that waited for them.
  const std::vector<ClientIndex> touched = transaction.touched();
  for (const ClientIndex index : touched) {
    const ClientId id = transaction.store().client(index).id;
    std::vector<ClientId> reached = {id};
    while (!reached.empty()) {
      const ClientId next = reached.back();
      reached.pop_back();
      // Its own structs may have come another way than they were parked.
      if (next == id && queues_.contains(id)) advance(id, transaction);
      const Clock state = transaction.store().state_of(next);
      for (auto first = waiting_.lower_bound({Id{next, 0}, 0});
           first != waiting_.end() && first->first.client == next && first->first.clock < state;
           first = waiting_.lower_bound({Id{next, 0}, 0})) {
        const ClientId freed = first->second;
        advance(freed, transaction);
        reached.push_back(freed);
      }
    }
  }
  resume_deletes(transaction);
}

/// Integrates from the start of the queue; then it is empty, or waits for something else.
void Pending::advance(ClientId client, Transaction& transaction) {
  StructStore& store = transaction.store();
  Queue& queue = queues_[client];
  while (!queue.structs.empty()) {
    const auto head = queue.structs.begin();
    const Clock state = store.state_of(client);
    if (head->second.end > state) {
      const UpdateStruct next = decode(head->second.encoded);
      if (const auto missing = missing_for(store, client, next)) {
        return wait(client, queue, *missing);
      }
      transaction.integrate(store.intern_client(client), next, state);
    }
    queue.structs.erase(head);
  }
  waiting_.erase({queue.missing, client});
  queues_.erase(client);
}

void Pending::resume_deletes(Transaction& transaction) {
  if (deletes_.empty()) return;
  for (const ClientIndex index : transaction.touched()) {
    const ClientId client = transaction.store().client(index).id;
    apply_deletes(transaction, client, deletes_.take(client), *this);
  }
}

std::size_t Pending::struct_count() const {
  std::size_t count = 0;
  for (const auto& [client, queue] : queues_) count += queue.structs.size();
  return count;
}

void Pending::add_queue(ClientStructs& section, const Queue& queue, Clock known) {
  for (const auto& [clock, held] : queue.structs) {
    const bool is_first = section.structs.empty();
    const Clock end = is_first ? known : section.structs.back().end();
    if (held.end <= end) continue;
    UpdateStruct next = decode(held.encoded);
    if (clock < end) next = cut_front(next, section.client, end - clock);
    if (clock > end && !is_first) section.structs.push_back(skip_struct(end, clock));
    section.structs.push_back(next);
  }
}

void Pending::add_to(Update& update, const StateVector& known) const {
  update.deletes.add_all(deletes_);
  for (const auto& [client, queue] : queues_) {
    auto place = std::partition_point(
        update.clients.begin(), update.clients.end(),
        [wanted = client](const ClientStructs& section) { return section.client > wanted; });
    if (place == update.clients.end() || place->client != client) {
      place = update.clients.insert(place, {client, {}});
    }
    add_queue(*place, queue, known.clock(client));
    if (place->structs.empty()) update.clients.erase(place);
  }
}

}  // namespace atelier::crdt
