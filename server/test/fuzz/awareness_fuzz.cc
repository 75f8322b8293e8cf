// Any bytes as an awareness update: decoding never crashes and what decodes encodes to a fixed
// point.
#include <cstdint>
#include <cstdlib>

#include "crdt/awareness.h"

using namespace atelier::crdt;  // NOLINT: one small program

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto entries = decode_awareness(input);
  if (!entries) return 0;
  const std::string encoded = encode_awareness(*entries);
  const auto again = decode_awareness(encoded);
  if (!again || encode_awareness(*again) != encoded) std::abort();
  return 0;
}
