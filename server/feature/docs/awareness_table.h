// Who is in a document: the awareness states of its clients, and which principal claimed which
// client id first. Memory only; knows no connection but its number.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <string>
#include <string_view>

#include "crdt/awareness.h"
#include "feature/docs/document_message.h"

namespace atelier::feature::docs {

class AwarenessTable {
 public:
  /// Takes what `principal` may say and gives the update to relay; empty when that is nothing.
  Result<std::string> apply(PeerId peer, const std::string& principal, std::string_view update);
  /// The connection has ended: null states at the same clocks (YWS11), or empty.
  std::string remove_peer(PeerId peer);
  /// All states, or empty when there are none.
  std::string snapshot() const;

 private:
  struct Client {
    crdt::Clock clock = 0;
    std::string state;  // empty: departed
    std::string principal;
    PeerId peer = core::kNoPeer;
  };

  bool take(PeerId peer, const std::string& principal, const crdt::AwarenessEntry& entry);
  void depart(crdt::ClientId id, Client& client);

  std::map<crdt::ClientId, Client> clients_;
  std::map<PeerId, std::size_t> per_peer_;
  std::list<crdt::ClientId> departed_;
};

}  // namespace atelier::feature::docs
