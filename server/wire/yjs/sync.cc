#include "wire/yjs/sync.h"

#include "base/varint.h"

namespace atelier::wire::yjs {
namespace {

enum FrameType : std::uint8_t { kSync = 0, kAwareness = 1, kAuth = 2, kQueryAwareness = 3 };
enum SyncType : std::uint8_t { kStep1 = 0, kStep2 = 1, kUpdate = 2 };
constexpr std::uint8_t kDenied = 0;

std::string encode(FrameType type, SyncType sync, std::string_view payload) {
  VarWriter writer;
  writer.byte(type);
  writer.byte(sync);
  writer.var_bytes(payload);
  return writer.take();
}

Frame read_sync(VarReader& reader) {
  const std::uint64_t type = reader.var_uint();
  const std::string_view payload = reader.var_bytes();
  if (type == kStep1) return SyncStep1{payload};
  if (type == kStep2) return SyncStep2{payload};
  if (type != kUpdate) reader.fail();
  return SyncUpdate{payload};
}

Frame read_auth(VarReader& reader) {
  if (reader.var_uint() != kDenied) reader.fail();
  return PermissionDenied{reader.var_string()};
}

}  // namespace

Result<Frame> decode_frame(std::string_view bytes) {
  if (bytes.size() > kMaxMessageBytes) return too_large("The message is larger than 16 MB.");
  VarReader reader(bytes);
  const std::uint64_t type = reader.var_uint();
  Frame frame = UnknownFrame{type};
  if (type == kSync) {
    frame = read_sync(reader);
  } else if (type == kAwareness) {
    frame = AwarenessUpdate{reader.var_bytes()};
  } else if (type == kAuth) {
    frame = read_auth(reader);
  } else if (type == kQueryAwareness) {
    frame = QueryAwareness{};
  } else if (reader.ok()) {
    return frame;
  }
  // YWS2: one frame in a message, nothing behind it.
  if (!reader.ok() || !reader.at_end()) return invalid("The message is malformed.");
  return frame;
}

std::string encode_step1(std::string_view state_vector) {
  return encode(kSync, kStep1, state_vector);
}

std::string encode_step2(std::string_view update) {
  return encode(kSync, kStep2, update);
}

std::string encode_update(std::string_view update) {
  return encode(kSync, kUpdate, update);
}

std::string encode_awareness(std::string_view awareness_update) {
  VarWriter writer;
  writer.byte(kAwareness);
  writer.var_bytes(awareness_update);
  return writer.take();
}

std::string encode_permission_denied(std::string_view reason) {
  VarWriter writer;
  writer.byte(kAuth);
  writer.byte(kDenied);
  writer.var_bytes(reason);
  return writer.take();
}

std::string encode_query_awareness() {
  return std::string(1, static_cast<char>(kQueryAwareness));
}

}  // namespace atelier::wire::yjs
