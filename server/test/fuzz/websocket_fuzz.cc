// The WebSocket frame reader on both sides: never crash, never hand out more than the limit or text
// that is not UTF-8, and give the same events for the same bytes however they are cut.
#include <cstdlib>

#include "wire/websocket/event_stream_test.h"

namespace {

namespace websocket = atelier::wire::websocket;

constexpr std::uint64_t kMaxMessageBytes = 2000;

void check(bool holds) {
  if (!holds) std::abort();
}

void read(std::string_view bytes, websocket::Side side) {
  const websocket::FrameReader::Options options{side, kMaxMessageBytes, 16};
  const auto whole = websocket::events_of(bytes, bytes.size(), options);
  check(websocket::events_of(bytes, 1, options) == whole);
  check(websocket::events_of(bytes, 1 + bytes.size() % 61, options) == whole);
  for (const std::string& event : whole) {
    check(event.size() <= kMaxMessageBytes + 7);
    if (event.starts_with("text ")) check(atelier::utf8::is_valid(event));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  read(bytes, websocket::Side::kServer);
  read(bytes, websocket::Side::kClient);
  return 0;
}
