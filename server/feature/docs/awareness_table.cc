#include "feature/docs/awareness_table.h"

#include <vector>

#include "feature/docs/docs_limits.h"

namespace atelier::feature::docs {
namespace {

constexpr std::string_view kRemoved = "null";

std::string encode_or_empty(const std::vector<crdt::AwarenessEntry>& entries) {
  return entries.empty() ? std::string() : crdt::encode_awareness(entries);
}

}  // namespace

Result<std::string> AwarenessTable::apply(PeerId peer, const std::string& principal,
                                          std::string_view update) {
  ATELIER_TRY(const auto entries, crdt::decode_awareness(update));
  std::vector<crdt::AwarenessEntry> taken;
  for (const crdt::AwarenessEntry& entry : entries) {
    if (take(peer, principal, entry)) taken.push_back(entry);
  }
  if (per_peer_[peer] > kAwarenessClientsPerPeer) {
    return too_large("One connection speaks for more than 64 awareness clients.");
  }
  return encode_or_empty(taken);
}

bool AwarenessTable::take(PeerId peer, const std::string& principal,
                          const crdt::AwarenessEntry& entry) {
  const auto found = clients_.find(entry.client);
  if (found == clients_.end()) {
    if (entry.is_removal() || clients_.size() >= kAwarenessClientsPerDocument) return false;
    clients_[entry.client] = {entry.clock, std::string(entry.state), principal, peer};
    ++per_peer_[peer];
    return true;
  }
  Client& client = found->second;
  if (client.principal != principal) return false;  // YWS10
  if (entry.is_removal()) {
    if (client.state.empty() || entry.clock < client.clock) return false;
    client.clock = entry.clock;
    depart(entry.client, client);
    return true;
  }
  // One who comes back says the same clock again.
  const bool returns = client.state.empty() && entry.clock == client.clock;
  if (entry.clock <= client.clock && !returns) return false;
  if (client.peer != peer) {
    if (client.peer != core::kNoPeer) --per_peer_[client.peer];
    ++per_peer_[peer];
    client.peer = peer;
  }
  client.clock = entry.clock;
  client.state = entry.state;
  return true;
}

void AwarenessTable::depart(crdt::ClientId id, Client& client) {
  client.state.clear();
  if (client.peer != core::kNoPeer) --per_peer_[client.peer];
  client.peer = core::kNoPeer;
  departed_.push_back(id);
  while (departed_.size() > kDepartedClients) {
    const auto oldest = clients_.find(departed_.front());
    departed_.pop_front();
    if (oldest != clients_.end() && oldest->second.state.empty()) clients_.erase(oldest);
  }
}

std::string AwarenessTable::remove_peer(PeerId peer) {
  std::vector<crdt::ClientId> gone;
  for (const auto& [id, client] : clients_) {
    if (client.peer == peer) gone.push_back(id);
  }
  std::vector<crdt::AwarenessEntry> removals;
  for (const crdt::ClientId id : gone) {
    Client& client = clients_[id];
    removals.push_back({id, client.clock, kRemoved});
    depart(id, client);
  }
  per_peer_.erase(peer);
  return encode_or_empty(removals);
}

std::string AwarenessTable::snapshot() const {
  std::vector<crdt::AwarenessEntry> present;
  for (const auto& [id, client] : clients_) {
    if (!client.state.empty()) present.push_back({id, client.clock, client.state});
  }
  return encode_or_empty(present);
}

}  // namespace atelier::feature::docs
