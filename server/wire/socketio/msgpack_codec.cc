#include "wire/socketio/msgpack_codec.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "wire/msgpack/json_bridge.h"
#include "wire/msgpack/reader.h"
#include "wire/msgpack/writer.h"

namespace atelier::wire::socketio {
namespace {

using msgpack::Kind;
using msgpack::Token;

Result<std::optional<std::uint64_t>> optional_integer(const Token& token, std::uint64_t max) {
  if (msgpack::is_undefined(token)) return std::optional<std::uint64_t>();
  if (token.kind != Kind::kInteger || token.integer < 0 ||
      static_cast<std::uint64_t>(token.integer) > max) {
    return invalid("a number of the packet is out of range");
  }
  return std::optional(static_cast<std::uint64_t>(token.integer));
}

class MsgpackDecoder final : public Decoder {
 public:
  Result<std::optional<Decoded>> on_message(std::string_view data, bool binary) override {
    if (!binary) return invalid("a msgpack packet is binary");
    json_.clear();
    attachments_.clear();
    nsp_.reset();
    type_.reset();
    ack_id_.reset();
    if (auto read = read_map(data); !read) return read.error();
    return finish();
  }

 private:
  Result<void> read_map(std::string_view data) {
    msgpack::Reader reader(data);
    ATELIER_TRY(const Token map, reader.next());
    if (map.kind != Kind::kMap) return invalid("a msgpack packet is a map");
    for (std::size_t i = 0; i < map.count; ++i) {
      ATELIER_TRY(const Token key, reader.next());
      if (key.kind != Kind::kString) return invalid("a msgpack key is not a string");
      if (auto read = read_member(key.bytes, reader); !read) return read;
    }
    if (!reader.done()) return invalid("something follows the packet");
    return {};
  }

  Result<void> read_member(std::string_view key, msgpack::Reader& reader) {
    if (key == "data") {
      json_.clear();
      attachments_.clear();
      return read_data(reader);
    }
    if (key != "type" && key != "nsp" && key != "id") {
      std::string ignored;
      std::vector<std::string> parts;
      return msgpack::append_as_json(reader, ignored, parts);
    }
    ATELIER_TRY(const Token token, reader.next());
    if (key == "nsp") {
      if (token.kind != Kind::kString || token.bytes.size() > limits::kSocketIoNamespaceBytes ||
          !utf8::is_valid(token.bytes)) {
        return invalid("invalid namespace");
      }
      nsp_ = std::string(token.bytes);
      return {};
    }
    const bool is_type = key == "type";
    ATELIER_TRY(const auto number, optional_integer(token, is_type ? 4 : limits::kSocketIoAckId));
    (is_type ? type_ : ack_id_) = number;
    return {};
  }

  // An undefined payload is the same as none.
  Result<void> read_data(msgpack::Reader& reader) {
    msgpack::Reader ahead = reader;
    ATELIER_TRY(const Token token, ahead.next());
    if (msgpack::is_undefined(token)) {
      reader = ahead;
      return {};
    }
    return msgpack::append_as_json(reader, json_, attachments_);
  }

  Result<std::optional<Decoded>> finish() {
    if (!type_ || !nsp_) return invalid("a packet has a type and a namespace");
    const auto type = static_cast<PacketType>(*type_);
    if (json_.empty() && (type == PacketType::kEvent || type == PacketType::kAck)) {
      return invalid("invalid payload");
    }
    if (auto checked = check_payload(type, json_); !checked) return checked.error();
    SharedAttachments parts;
    if (!attachments_.empty()) {
      parts = std::make_shared<const Attachments>(std::move(attachments_));
    }
    return std::optional(Decoded{type, *nsp_, json_, std::move(parts), ack_id_});
  }

  std::string json_;
  Attachments attachments_;
  std::optional<std::string> nsp_;
  std::optional<std::uint64_t> type_;
  std::optional<AckId> ack_id_;
};

}  // namespace

std::unique_ptr<Decoder> MsgpackCodec::make_decoder() const {
  return std::make_unique<MsgpackDecoder>();
}

Encoded MsgpackCodec::encode(const Outgoing& packet) const {
  std::string data;
  // Payloads are ours or have been read from JSON before; what still cannot be written is nil.
  if (!packet.payload.json.empty() &&
      !msgpack::append_from_json(data, packet.payload.json, packet.payload.attachments)) {
    msgpack::append_nil(data);
  }
  Encoded out{.first_is_binary = true};
  msgpack::append_map_head(out.first, 2 + (data.empty() ? 0 : 1) + (packet.ack_id ? 1 : 0));
  msgpack::append_string(out.first, "type");
  msgpack::append_integer(out.first, static_cast<std::int64_t>(packet.type));
  if (!data.empty()) {
    msgpack::append_string(out.first, "data");
    out.first += data;
  }
  msgpack::append_string(out.first, "nsp");
  msgpack::append_string(out.first, packet.nsp);
  if (packet.ack_id) {
    msgpack::append_string(out.first, "id");
    msgpack::append_integer(out.first, static_cast<std::int64_t>(*packet.ack_id));
  }
  return out;
}

}  // namespace atelier::wire::socketio
