// The structure of an update and the rules on it, the same in both formats: a Source says how each
// part is spelt (update_decode.cc: V1, v2_decode.cc: V2). For these two files only.
#pragma once

#include <algorithm>
#include <string>

#include "crdt/update.h"

namespace atelier::crdt {

/// Source: ok, fail, ended; count, client, clock, info, left_id, right_id, parent_is_root, text,
/// content(kind), fits(structs left), delete_set.
template <class Source>
class UpdateReader {
 public:
  UpdateReader(Source& source, const DecodeLimits& limits) : source_(source), limits_(limits) {}

  Result<Update> read() {
    Update update;
    const std::uint64_t clients = source_.count();
    for (std::uint64_t index = 0; index < clients && ok(); ++index) read_client(update);
    if (ok()) update.deletes = source_.delete_set(limits_.max_delete_ranges);
    if (ok() && !source_.ended()) refuse("has bytes behind its end");
    sort_clients(update);
    if (!ok()) {
      return invalid(std::string("The update ") + (reason_ ? reason_ : "is malformed") + ".");
    }
    return update;
  }

 private:
  /// Structs of a client that get their memory at once; more must come first.
  static constexpr std::uint64_t kReserved = 16 * 1024;
  static constexpr std::uint8_t kHasOrigin = 0x80;
  static constexpr std::uint8_t kHasRightOrigin = 0x40;
  static constexpr std::uint8_t kHasParentSub = 0x20;
  static constexpr std::uint8_t kContentMask = 0x1F;

  bool ok() const { return source_.ok(); }
  void refuse(const char* reason) {
    if (ok()) reason_ = reason;
    source_.fail();
  }

  void read_client(Update& update) {
    const std::uint64_t count = source_.count();
    ClientStructs section{source_.client(), {}};
    Clock clock = source_.clock();
    if (!source_.fits(count, limits_.max_structs - structs_)) source_.fail();
    if (ok()) section.structs.reserve(static_cast<std::size_t>(std::min(count, kReserved)));
    for (std::uint64_t index = 0; index < count && ok(); ++index) {
      UpdateStruct next = read_struct({section.client, clock});
      if (next.content.length > kMaxVarUint - clock) refuse("counts beyond 2^53");
      if (++structs_ > limits_.max_structs) refuse("has too many structs");
      if (next.content.length == 0 || !ok()) continue;  // YJS7
      clock = next.end();
      section.structs.push_back(std::move(next));
    }
    if (!section.structs.empty()) update.clients.push_back(std::move(section));
  }

  UpdateStruct read_struct(const Id& id) {
    UpdateStruct next;
    next.clock = id.clock;
    const std::uint8_t info = source_.info();
    const std::uint8_t kind = info & kContentMask;
    if (kind > static_cast<std::uint8_t>(ContentKind::kSkip)) refuse("has unknown content");
    // Readers of yjs disagree on a Skip with flags: some take it for an item.
    if (kind == static_cast<std::uint8_t>(ContentKind::kSkip) && info != kind) {
      refuse("has flags on a skip");
    }
    if (!ok()) return next;
    next.content.kind = static_cast<ContentKind>(kind);
    if (next.is_item()) read_references(next, info, id);
    next.content = source_.content(next.content.kind);
    return next;
  }

  void read_references(UpdateStruct& item, std::uint8_t info, const Id& id) {
    if (info & kHasOrigin) item.origin = source_.left_id();
    if (info & kHasRightOrigin) item.right_origin = source_.right_id();
    item.has_parent_sub = (info & kHasParentSub) != 0;
    if (item.writes_parent()) {
      if (source_.parent_is_root()) {
        item.root_name = source_.text();
      } else {
        item.parent_item = source_.left_id();
      }
      if (item.has_parent_sub) item.parent_sub = source_.text();
    }
    for (const auto& reference : {item.origin, item.right_origin, item.parent_item}) {
      if (reference && reference->client == id.client && reference->clock >= id.clock) {
        refuse("refers to its own future");
      }
    }
  }

  void sort_clients(Update& update) {
    std::sort(update.clients.begin(), update.clients.end(),
              [](const ClientStructs& a, const ClientStructs& b) { return a.client > b.client; });
    for (std::size_t index = 1; index < update.clients.size(); ++index) {
      if (update.clients[index].client == update.clients[index - 1].client) {
        refuse("names a client twice");
      }
    }
  }

  Source& source_;
  const DecodeLimits& limits_;
  std::size_t structs_ = 0;
  const char* reason_ = nullptr;
};

}  // namespace atelier::crdt
