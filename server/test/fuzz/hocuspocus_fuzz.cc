// Any bytes as a Hocuspocus message: decoding never crashes, and what a client may say encodes to a
// message that decodes alike.
#include <cstdint>
#include <cstdlib>

#include "wire/hocuspocus/message.h"

using namespace atelier::wire::hocuspocus;  // NOLINT: one small program

namespace {

struct Encode {
  std::string_view address;
  std::string operator()(SyncStep1 body) const { return encode_step1(address, body.state_vector); }
  std::string operator()(SyncStep2 body) const { return encode_step2(address, body.update); }
  std::string operator()(SyncUpdate body) const { return encode_update(address, body.update); }
  std::string operator()(AwarenessUpdate body) const {
    return encode_awareness(address, body.update);
  }
  std::string operator()(Stateless body) const { return encode_stateless(address, body.payload); }
  std::string operator()(Leave) const { return encode_close(address, "left"); }
  std::string operator()(ServerOnly) const { return encode_sync_status(address, true); }
  // What the server never says has no encoding.
  std::string operator()(Token) const { return {}; }
  std::string operator()(QueryAwareness) const { return {}; }
  std::string operator()(Unknown) const { return {}; }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto frame = decode_frame(bytes);
  const auto address = decode_address(bytes);
  if (!frame || std::holds_alternative<Beat>(*frame)) return 0;
  const Message& message = std::get<Message>(*frame);
  if (!address || address->whole != message.address.whole) std::abort();
  const std::string encoded = std::visit(Encode{message.address.whole}, message.body);
  if (encoded.empty()) return 0;
  const auto again = decode_frame(encoded);
  if (!again) std::abort();
  const Message& other = std::get<Message>(*again);
  if (other.body.index() != message.body.index() || other.address.whole != message.address.whole) {
    std::abort();
  }
  return 0;
}
