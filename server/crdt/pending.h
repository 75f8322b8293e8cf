// Structs and deletions that wait for something a document does not have yet. Each client's next
// struct is found by the unit it misses, so that whatever comes frees all that can be freed, in any
// order of delivery (YJS20, YJS21).
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "crdt/transaction.h"

namespace atelier::crdt {

class Pending {
 public:
  /// Keeps copies of the structs from `from` on; the first waits for the unit `missing`.
  void park(const ClientStructs& section, std::size_t from, const Id& missing);
  void park(const DeleteSet& deletes) { deletes_.add_all(deletes); }
  void park(ClientId client, ClockRange range) { deletes_.add(client, range); }

  /// Integrates whatever the clients the transaction touched set free, and what that sets free.
  void resume(Transaction& transaction);

  bool empty() const { return queues_.empty() && deletes_.empty(); }
  std::size_t struct_count() const;
  const DeleteSet& deletes() const { return deletes_; }
  /// Adds what `known` does not contain to the document's own update, holes filled with Skips;
  /// borrows.
  void add_to(Update& update, const StateVector& known) const;

 private:
  struct Held {
    Clock end = 0;
    std::string encoded;
  };
  struct Queue {
    std::map<Clock, Held> structs;
    Id missing;
  };
  using Queues = std::map<ClientId, Queue, std::greater<>>;

  static void add_queue(ClientStructs& section, const Queue& queue, Clock known);
  void wait(ClientId client, Queue& queue, const Id& missing);
  void advance(ClientId client, Transaction& transaction);
  void resume_deletes(Transaction& transaction);

  Queues queues_;
  /// The queues by what they miss, one entry each.
  std::set<std::pair<Id, ClientId>> waiting_;
  DeleteSet deletes_;
};

/// A unit that must be there before `next` can be integrated; none if it can be now.
std::optional<Id> missing_for(const StructStore& store, ClientId client, const UpdateStruct& next);

/// Deletes what of the ranges is known; gives the rest to `pending`.
void apply_deletes(Transaction& transaction, ClientId client, const std::vector<ClockRange>& ranges,
                   Pending& pending);

}  // namespace atelier::crdt
