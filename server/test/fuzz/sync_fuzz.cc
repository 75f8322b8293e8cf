// Any bytes as a y-websocket message: decoding never crashes, and a decoded frame encodes to one
// that decodes alike.
#include <cstdint>
#include <cstdlib>

#include "wire/yjs/sync.h"

using namespace atelier::wire::yjs;  // NOLINT: one small program

namespace {

struct Encode {
  std::string operator()(SyncStep1 frame) const { return encode_step1(frame.state_vector); }
  std::string operator()(SyncStep2 frame) const { return encode_step2(frame.update); }
  std::string operator()(SyncUpdate frame) const { return encode_update(frame.update); }
  std::string operator()(AwarenessUpdate frame) const { return encode_awareness(frame.update); }
  std::string operator()(PermissionDenied frame) const {
    return encode_permission_denied(frame.reason);
  }
  std::string operator()(QueryAwareness) const { return encode_query_awareness(); }
  std::string operator()(UnknownFrame) const { return std::string(1, '\x7f'); }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto frame = decode_frame({reinterpret_cast<const char*>(data), size});
  if (!frame) return 0;
  const std::string encoded = std::visit(Encode{}, *frame);
  const auto again = decode_frame(encoded);
  if (!again || again->index() != frame->index() || std::visit(Encode{}, *again) != encoded) {
    std::abort();
  }
  return 0;
}
