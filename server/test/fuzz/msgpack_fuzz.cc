// msgpack to JSON and back: never crash, the JSON is always valid, and a second trip through
// msgpack gives the same JSON. Also whole Socket.IO packets of the msgpack parser.
#include <cstdint>
#include <cstdlib>

#include "base/json_text.h"
#include "wire/msgpack/json_bridge.h"
#include "wire/socketio/msgpack_codec.h"

namespace {

namespace msgpack = atelier::wire::msgpack;
namespace socketio = atelier::wire::socketio;

void check(bool holds) {
  if (!holds) std::abort();
}

// JSON that has been through msgpack, or nothing when it cannot be written.
bool trip(const std::string& json, std::vector<std::string>& parts, std::string& out) {
  std::string bytes;
  if (!msgpack::append_from_json(bytes, json, parts.empty() ? nullptr : &parts)) return false;
  msgpack::Reader reader(bytes);
  std::vector<std::string> read;
  check(msgpack::append_as_json(reader, out, read).has_value() && reader.done());
  parts = std::move(read);
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  msgpack::Reader reader(input);
  std::string json;
  std::vector<std::string> parts;
  if (msgpack::append_as_json(reader, json, parts)) {
    check(atelier::json_text::validate(json).has_value());
    std::string once;
    std::string twice;
    if (trip(json, parts, once) && trip(once, parts, twice)) check(once == twice);
  }
  const auto decoder = socketio::MsgpackCodec().make_decoder();
  const auto packet = decoder->on_message(input, true);
  if (packet && *packet && !(*packet)->json.empty()) {
    check(atelier::json_text::validate((*packet)->json).has_value());
  }
  return 0;
}
