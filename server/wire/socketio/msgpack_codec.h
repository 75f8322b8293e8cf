// The codec of socket.io-msgpack-parser: every packet is one msgpack map {type, data, nsp, id?} in
// a binary message. A server uses it for all connections or for none (SIO60).
#pragma once

#include "wire/socketio/codec.h"

namespace atelier::wire::socketio {

class MsgpackCodec final : public Codec {
 public:
  std::unique_ptr<Decoder> make_decoder() const override;
  Encoded encode(const Outgoing& packet) const override;
};

}  // namespace atelier::wire::socketio
