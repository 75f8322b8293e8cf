#include "base/limits.h"
#include "wire/socketio/codec.h"
#include "wire/socketio/placeholders.h"

namespace atelier::wire::socketio {
namespace {

class TextDecoder final : public Decoder {
 public:
  Result<std::optional<Decoded>> on_message(std::string_view data, bool binary) override {
    return binary ? on_attachment(data) : on_header(data);
  }

 private:
  Result<std::optional<Decoded>> on_header(std::string_view text) {
    if (missing_ > 0) return invalid("text where attachments were expected");  // SIO32
    ATELIER_TRY(const PacketView packet, parse(text));
    if (packet.attachments == 0) {
      return std::optional(Decoded{packet.type, packet.nsp, packet.json, nullptr, packet.ack_id});
    }
    // SIO31: refused before the attachments are awaited.
    ATELIER_TRY(const auto places, find_placeholders(packet.json, packet.attachments));
    (void)places;
    header_ = {packet.type == PacketType::kBinaryAck ? PacketType::kAck : PacketType::kEvent,
               std::string(packet.nsp), std::string(packet.json), packet.ack_id};
    missing_ = packet.attachments;
    attachments_.clear();
    return std::optional<Decoded>();
  }

  Result<std::optional<Decoded>> on_attachment(std::string_view bytes) {
    if (missing_ == 0) return invalid("binary without a header");  // SIO32
    attachments_.emplace_back(bytes);
    if (--missing_ > 0) return std::optional<Decoded>();
    ATELIER_TRY(Assembled assembled,
                assemble(std::move(header_.json), std::exchange(attachments_, {})));
    header_.json = std::move(assembled.json);
    SharedAttachments parts;
    if (!assembled.attachments.empty()) {
      parts = std::make_shared<const Attachments>(std::move(assembled.attachments));
    }
    return std::optional(
        Decoded{header_.type, header_.nsp, header_.json, std::move(parts), header_.ack_id});
  }

  struct Header {
    PacketType type = PacketType::kEvent;
    std::string nsp;
    std::string json;
    std::optional<AckId> ack_id;
  };
  Header header_;
  Attachments attachments_;
  std::size_t missing_ = 0;
};

}  // namespace

std::unique_ptr<Decoder> TextCodec::make_decoder() const {
  return std::make_unique<TextDecoder>();
}

Encoded TextCodec::encode(const Outgoing& packet) const {
  switch (packet.type) {
    case PacketType::kConnect:
      return {encode_connect(packet.nsp, packet.payload.json)};
    case PacketType::kConnectError:
      return {encode_connect_error(packet.nsp, packet.payload.json)};
    case PacketType::kDisconnect:
      return {encode_disconnect(packet.nsp)};
    case PacketType::kEvent:
    case PacketType::kBinaryEvent:
      return {encode_event(packet.nsp, packet.payload, packet.ack_id), false,
              packet.payload.attachments};
    case PacketType::kAck:
    case PacketType::kBinaryAck:
      return {encode_ack(packet.nsp, packet.ack_id.value_or(0), packet.payload), false,
              packet.payload.attachments};
  }
  return {};
}

}  // namespace atelier::wire::socketio
