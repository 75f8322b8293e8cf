#include "crdt/merge.h"

#include <algorithm>
#include <map>

#include "crdt/joined_state.h"

namespace atelier::crdt {

Result<std::string> merge_updates(std::span<const std::string_view> updates,
                                  const DecodeLimits& limits) {
  std::map<ClientId, std::vector<UpdateStruct>> clients;
  JoinedState joined;
  for (const std::string_view bytes : updates) {
    ATELIER_TRY(const Update update, decode_update(bytes, limits));
    for (const ClientStructs& section : update.clients) {
      auto& gathered = clients[section.client];
      gathered.insert(gathered.end(), section.structs.begin(), section.structs.end());
    }
    joined.add_deletes(update.deletes);
  }
  for (auto& [client, structs] : clients) {
    std::stable_sort(
        structs.begin(), structs.end(),
        [](const UpdateStruct& a, const UpdateStruct& b) { return a.clock < b.clock; });
    for (const UpdateStruct& next : structs) joined.append(client, next);
  }
  return joined.encode();
}

Update diff_update(const Update& update, const StateVector& known) {
  Update rest;
  rest.deletes = update.deletes;
  for (const ClientStructs& section : update.clients) {
    const Clock held = known.clock(section.client);
    ClientStructs kept{section.client, {}};
    for (const UpdateStruct& next : section.structs) {
      if (next.end() <= held || (kept.structs.empty() && next.is_skip())) continue;
      const bool overlaps = next.clock < held;
      kept.structs.push_back(overlaps ? cut_front(next, section.client, held - next.clock) : next);
    }
    if (!kept.structs.empty()) rest.clients.push_back(std::move(kept));
  }
  return rest;
}

Result<std::string> diff_update(std::string_view update, const StateVector& known) {
  ATELIER_TRY(const Update decoded, decode_update(update));
  return encode_update(diff_update(decoded, known));
}

}  // namespace atelier::crdt
