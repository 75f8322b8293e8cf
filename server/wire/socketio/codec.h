// How Socket.IO packets travel in Engine.IO messages: as text with binary messages behind it, or as
// one msgpack map. Both give and take payloads as JSON text with placeholders for binary parts.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "wire/socketio/packet.h"

namespace atelier::wire::socketio {

/// A packet that is complete. Slices point into the message or into the decoder, until its next
/// call.
struct Decoded {
  PacketType type = PacketType::kConnect;  // never a binary one
  std::string_view nsp;
  std::string_view json;
  SharedAttachments attachments;
  std::optional<AckId> ack_id;
};

/// Engine.IO messages to be sent in order with nothing between. `first` has the Engine.IO type
/// character when it is text.
struct Encoded {
  std::string first;
  bool first_is_binary = false;
  const Attachments* rest = nullptr;  // binary messages, borrowed from the payload
};

/// One per connection: it holds a packet whose attachments are still to come.
class Decoder {
 public:
  virtual ~Decoder() = default;
  /// A packet, or nothing when more messages must come first.
  virtual Result<std::optional<Decoded>> on_message(std::string_view data, bool binary) = 0;
};

/// What is to be written.
struct Outgoing {
  PacketType type = PacketType::kEvent;  // never a binary one
  std::string_view nsp = "/";
  Payload payload;
  std::optional<AckId> ack_id;
};

/// Without state: one for all connections.
class Codec {
 public:
  virtual ~Codec() = default;
  virtual std::unique_ptr<Decoder> make_decoder() const = 0;
  virtual Encoded encode(const Outgoing& packet) const = 0;
};

class TextCodec final : public Codec {
 public:
  std::unique_ptr<Decoder> make_decoder() const override;
  Encoded encode(const Outgoing& packet) const override;
};

}  // namespace atelier::wire::socketio
