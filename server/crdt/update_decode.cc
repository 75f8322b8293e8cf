#include <algorithm>

#include "crdt/update.h"

namespace atelier::crdt {
namespace {

constexpr std::uint8_t kHasOrigin = 0x80;
constexpr std::uint8_t kHasRightOrigin = 0x40;
constexpr std::uint8_t kHasParentSub = 0x20;
constexpr std::uint8_t kContentMask = 0x1F;
constexpr std::uint64_t kParentIsRoot = 1;

class Decoder {
 public:
  Decoder(std::string_view bytes, const DecodeLimits& limits) : reader_(bytes), limits_(limits) {}

  Result<Update> decode() {
    Update update;
    const std::uint64_t clients = reader_.var_uint();
    for (std::uint64_t index = 0; index < clients && ok(); ++index) read_client(update);
    if (ok()) update.deletes = read_delete_set(reader_, limits_.max_delete_ranges);
    if (ok() && !reader_.at_end()) refuse("has bytes behind its end");
    sort_clients(update);
    if (!ok()) {
      return invalid(std::string("The update ") + (reason_ ? reason_ : "is malformed") + ".");
    }
    return update;
  }

 private:
  bool ok() const { return reader_.ok(); }
  void refuse(const char* reason) {
    if (ok()) reason_ = reason;
    reader_.fail();
  }

  void read_client(Update& update) {
    const std::uint64_t count = reader_.var_uint();
    ClientStructs section{reader_.var_uint(), {}};
    Clock clock = reader_.var_uint();
    if (count > reader_.remaining() / 2) reader_.fail();
    for (std::uint64_t index = 0; index < count && ok(); ++index) {
      UpdateStruct next = read_struct({section.client, clock});
      if (next.content.length > kMaxVarUint - clock) refuse("counts beyond 2^53");
      if (next.content.length == 0 || !ok()) continue;  // YJS7
      clock = next.end();
      if (++structs_ > limits_.max_structs) refuse("has too many structs");
      section.structs.push_back(std::move(next));
    }
    if (!section.structs.empty()) update.clients.push_back(std::move(section));
  }

  UpdateStruct read_struct(const Id& id) {
    UpdateStruct next;
    next.clock = id.clock;
    const std::uint8_t info = reader_.byte();
    const std::uint8_t kind = info & kContentMask;
    if (kind > static_cast<std::uint8_t>(ContentKind::kSkip)) refuse("has unknown content");
    // Readers of yjs disagree on a Skip with flags: some take it for an item.
    if (kind == static_cast<std::uint8_t>(ContentKind::kSkip) && info != kind) {
      refuse("has flags on a skip");
    }
    if (!ok()) return next;
    next.content.kind = static_cast<ContentKind>(kind);
    if (next.is_item()) read_references(next, info, id);
    next.content = read_content(reader_, next.content.kind);
    return next;
  }

  void read_references(UpdateStruct& item, std::uint8_t info, const Id& id) {
    if (info & kHasOrigin) item.origin = read_id(reader_);
    if (info & kHasRightOrigin) item.right_origin = read_id(reader_);
    item.has_parent_sub = (info & kHasParentSub) != 0;
    if (item.writes_parent()) {
      if (reader_.var_uint() == kParentIsRoot) {
        item.root_name = reader_.var_string();
      } else {
        item.parent_item = read_id(reader_);
      }
      if (item.has_parent_sub) item.parent_sub = reader_.var_string();
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

  VarReader reader_;
  const DecodeLimits& limits_;
  std::size_t structs_ = 0;
  const char* reason_ = nullptr;
};

}  // namespace

Result<Update> decode_update(std::string_view bytes, const DecodeLimits& limits) {
  if (bytes.size() > limits.max_bytes) return too_large("The update is too large.");
  return Decoder(bytes, limits).decode();
}

}  // namespace atelier::crdt
