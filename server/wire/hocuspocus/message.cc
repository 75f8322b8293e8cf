#include "wire/hocuspocus/message.h"

#include "base/varint.h"

namespace atelier::wire::hocuspocus {
namespace {

enum Type : std::uint8_t {
  kSync = 0,
  kAwareness = 1,
  kAuth = 2,
  kQueryAwareness = 3,
  kSyncReply = 4,
  kStateless = 5,
  kBroadcastStateless = 6,
  kClose = 7,
  kSyncStatus = 8,
};
enum SyncType : std::uint8_t { kStep1 = 0, kStep2 = 1, kUpdate = 2 };
enum AuthType : std::uint8_t { kToken = 0, kPermissionDenied = 1, kAuthenticated = 2 };

Body read_sync(VarReader& reader) {
  const std::uint64_t type = reader.var_uint();
  const std::string_view payload = reader.var_bytes();
  if (type == kStep1) return SyncStep1{payload};
  if (type == kStep2) return SyncStep2{payload};
  if (type != kUpdate) reader.fail();
  return SyncUpdate{payload};
}

Body read_auth(VarReader& reader) {
  const std::uint64_t type = reader.var_uint();
  if (type != kToken) return ServerOnly{kAuth};
  Token token;
  token.token = reader.var_string();
  // HOC5: version 3 ends here.
  if (!reader.at_end()) token.provider_version = reader.var_string();
  return token;
}

// The end of what is ServerOnly or Unknown is not looked for.
Body read_body(VarReader& reader) {
  const std::uint64_t type = reader.var_uint();
  switch (type) {
    case kSync:
    case kSyncReply:
      return read_sync(reader);
    case kAwareness:
      return AwarenessUpdate{reader.var_bytes()};
    case kAuth:
      return read_auth(reader);
    case kQueryAwareness:
      return QueryAwareness{};
    case kStateless:
      return Stateless{reader.var_string()};
    case kBroadcastStateless:
    case kSyncStatus:
      return ServerOnly{type};
    case kClose:
      if (!reader.at_end()) reader.var_string();
      return Leave{};
    default:
      return Unknown{type};
  }
}

Address read_address(VarReader& reader) {
  const Address address{reader.var_string()};
  if (address.whole.size() > kMaxAddressBytes) reader.fail();
  return address;
}

VarWriter begin(std::string_view address, Type type) {
  VarWriter writer;
  writer.var_bytes(address);
  writer.byte(type);
  return writer;
}

std::string encode(std::string_view address, Type type, std::string_view payload) {
  VarWriter writer = begin(address, type);
  writer.var_bytes(payload);
  return writer.take();
}

std::string encode(std::string_view address, SyncType sync, std::string_view payload) {
  VarWriter writer = begin(address, kSync);
  writer.byte(sync);
  writer.var_bytes(payload);
  return writer.take();
}

std::string encode(std::string_view address, AuthType auth, std::string_view payload) {
  VarWriter writer = begin(address, kAuth);
  writer.byte(auth);
  writer.var_bytes(payload);
  return writer.take();
}

}  // namespace

Result<Frame> decode_frame(std::string_view bytes) {
  if (bytes.size() == 1) {
    // HOC12
    if (bytes[0] == static_cast<char>(Beat::kPing)) return Frame{Beat::kPing};
    if (bytes[0] == static_cast<char>(Beat::kPong)) return Frame{Beat::kPong};
  }
  if (bytes.size() > kMaxMessageBytes) return too_large("The message is larger than 16 MB.");
  VarReader reader(bytes);
  Message message{read_address(reader), Unknown{}};
  message.body = read_body(reader);
  const bool is_open_ended = std::holds_alternative<ServerOnly>(message.body) ||
                             std::holds_alternative<Unknown>(message.body);
  if (!reader.ok() || (!is_open_ended && !reader.at_end())) {
    return invalid("The message is malformed.");
  }
  return Frame{message};
}

Result<Address> decode_address(std::string_view bytes) {
  VarReader reader(bytes);
  const Address address = read_address(reader);
  if (!reader.ok()) return invalid("The message has no document name.");
  return address;
}

std::string encode_step1(std::string_view address, std::string_view state_vector) {
  return encode(address, kStep1, state_vector);
}

std::string encode_step2(std::string_view address, std::string_view update) {
  return encode(address, kStep2, update);
}

std::string encode_update(std::string_view address, std::string_view update) {
  return encode(address, kUpdate, update);
}

std::string encode_awareness(std::string_view address, std::string_view update) {
  return encode(address, kAwareness, update);
}

std::string encode_token_request(std::string_view address) {
  VarWriter writer = begin(address, kAuth);
  writer.byte(kToken);
  return writer.take();
}

std::string encode_permission_denied(std::string_view address, std::string_view reason) {
  return encode(address, kPermissionDenied, reason);
}

std::string encode_authenticated(std::string_view address, bool may_write) {
  return encode(address, kAuthenticated, may_write ? "read-write" : "readonly");
}

std::string encode_stateless(std::string_view address, std::string_view payload) {
  return encode(address, kStateless, payload);
}

std::string encode_close(std::string_view address, std::string_view reason) {
  return encode(address, kClose, reason);
}

std::string encode_sync_status(std::string_view address, bool stored) {
  VarWriter writer = begin(address, kSyncStatus);
  writer.byte(stored ? 1 : 0);
  return writer.take();
}

std::string encode_beat(Beat beat) {
  return std::string(1, static_cast<char>(beat));
}

}  // namespace atelier::wire::hocuspocus
