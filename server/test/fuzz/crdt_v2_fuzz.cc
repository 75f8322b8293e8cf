// Any bytes as an update in format V2, as a snapshot and as a relative position: decoding never
// crashes, what decodes is the same in both formats, and can be applied and shown.
#include <cstdint>
#include <cstdlib>

#include "crdt/doc.h"
#include "crdt/relative_position.h"
#include "crdt/v2_codec.h"
#include "crdt/view.h"

using namespace atelier;        // NOLINT: one small program
using namespace atelier::crdt;  // NOLINT

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

DecodeLimits small() {
  DecodeLimits limits;
  limits.max_structs = 10'000;
  limits.max_bytes = 1 << 20;
  return limits;
}

/// Twice the distance of two clocks must be an integer of JavaScript, or V2 cannot say it.
bool fits_v2(const Update& update) {
  constexpr Clock kLargest = kMaxVarUint / 4;
  for (const ClientStructs& section : update.clients) {
    for (const UpdateStruct& next : section.structs) {
      for (const auto& reference : {next.origin, next.right_origin, next.parent_item}) {
        if (reference && reference->clock > kLargest) return false;
      }
    }
  }
  return true;
}

void check_formats(const Update& update) {
  const std::string v1 = encode_update(update);
  const auto again = decode_update(v1);
  require(again.has_value() && encode_update(*again) == v1);
  if (!fits_v2(update)) return;
  // JSON may lose what `any` can say, but only once.
  const std::string v2 = encode_update_v2(update);
  const auto decoded = decode_update_v2(v2);
  require(decoded.has_value());
  const std::string v2_again = encode_update_v2(decoded->update);
  const auto settled = decode_update_v2(v2_again);
  require(settled.has_value());
  require(encode_update(settled->update) == encode_update(decoded->update));
}

void check_document(const Update& update, std::string_view input) {
  Doc doc;
  doc.apply(update);
  for (const Type* root : doc.roots()) {
    using view::Kind;
    for (const Kind kind : {Kind::kText, Kind::kDelta, Kind::kArray, Kind::kMap, Kind::kXml}) {
      require(!view::json(view::show(root, kind)).empty());
    }
    for (const std::int64_t assoc : {0, -1}) {
      const auto middle = relative_position_at(doc, *root, root->length / 2, assoc);
      const auto found = resolve(doc, middle);
      require(found && found->type == root && found->index == root->length / 2);
    }
  }
  if (const auto position = decode_relative_position(input)) resolve(doc, *position);
  const Update state = doc.state_as_update();
  if (fits_v2(state)) require(decode_update_v2(encode_update_v2(state)).has_value());
}

void check_update(const Update& update, std::string_view input) {
  check_formats(update);
  check_document(update, input);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (const auto decoded = decode_update_v2(input, small())) check_update(decoded->update, input);
  if (const auto update = decode_update(input, small())) check_update(*update, input);
  if (const auto snapshot = decode_snapshot_v2(input)) {
    require(*decode_snapshot_v2(encode_snapshot_v2(*snapshot)) == *snapshot);
  }
  if (const auto position = decode_relative_position(input)) {
    require(*decode_relative_position(encode_relative_position(*position)) == *position);
  }
  return 0;
}
