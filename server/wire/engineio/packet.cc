#include "wire/engineio/packet.h"

#include <algorithm>

#include "base/base64.h"
#include "base/limits.h"

namespace atelier::wire::engineio {

Result<Packet> decode_text(std::string_view text) {
  if (text.empty()) return invalid("an Engine.IO packet has at least one character");  // EIO23
  const char first = text.front();
  // EIO22: the padding and alphabet of base64 are not checked, as in the reference.
  if (first == 'b')
    return Packet{PacketType::kMessage, true, base64::decode_lenient(text.substr(1))};
  if (first < '0' || first > '6') return invalid("unknown Engine.IO packet type");
  return Packet{static_cast<PacketType>(first - '0'), false, std::string(text.substr(1))};
}

Result<std::vector<Packet>> decode_payload(std::string_view body) {
  const auto separators = std::count(body.begin(), body.end(), kSeparator);
  if (static_cast<std::size_t>(separators) >= limits::kEngineIoPacketsPerPayload) {
    return too_large("too many packets in one payload");
  }
  std::vector<Packet> packets;
  packets.reserve(static_cast<std::size_t>(separators) + 1);
  for (;;) {
    const std::size_t end = std::min(body.find(kSeparator), body.size());
    ATELIER_TRY(Packet packet, decode_text(body.substr(0, end)));
    packets.push_back(std::move(packet));
    if (end == body.size()) return packets;
    body.remove_prefix(end + 1);
  }
}

std::string encode_text(const Packet& packet) {
  if (packet.binary) return encode_binary_as_text(packet.data);
  std::string out;
  out.reserve(packet.data.size() + 1);
  out += static_cast<char>('0' + static_cast<int>(packet.type));
  out += packet.data;
  return out;
}

std::string encode_binary_as_text(std::string_view bytes) {
  return 'b' + base64::encode(bytes);
}

}  // namespace atelier::wire::engineio
