#include "crdt/update.h"

namespace atelier::crdt {

std::uint8_t info_of(const UpdateStruct& written) {
  auto info = static_cast<std::uint8_t>(written.content.kind);
  if (written.origin) info |= 0x80;
  if (written.right_origin) info |= 0x40;
  if (written.has_parent_sub) info |= 0x20;
  return info;
}

void write_struct(VarWriter& writer, const UpdateStruct& written) {
  writer.byte(info_of(written));
  if (written.origin) write_id(writer, *written.origin);
  if (written.right_origin) write_id(writer, *written.right_origin);
  if (written.writes_parent()) {
    writer.var_uint(written.parent_item ? 0 : 1);
    if (written.parent_item) {
      write_id(writer, *written.parent_item);
    } else {
      writer.var_bytes(written.root_name);
    }
    if (written.has_parent_sub) writer.var_bytes(written.parent_sub);
  }
  write_content(writer, written.content);
}

std::string encode_update(const Update& update) {
  VarWriter writer;
  writer.var_uint(update.clients.size());
  for (const ClientStructs& section : update.clients) {
    writer.var_uint(section.structs.size());
    writer.var_uint(section.client);
    writer.var_uint(section.structs.front().clock);
    for (const UpdateStruct& written : section.structs) write_struct(writer, written);
  }
  write_delete_set(writer, update.deletes);
  return writer.take();
}

UpdateStruct cut_front(const UpdateStruct& whole, ClientId client, std::uint64_t count) {
  UpdateStruct rest = whole;
  rest.clock += count;
  rest.content = cut_front(whole.content, count);
  if (rest.is_item()) rest.origin = Id{client, rest.clock - 1};
  return rest;
}

StateVector state_vector_of(const Update& update) {
  StateVector vector;
  for (const ClientStructs& section : update.clients) {
    Clock clock = 0;
    for (const UpdateStruct& next : section.structs) {
      if (next.clock != clock || next.is_skip()) break;
      clock = next.end();
    }
    vector.set(section.client, clock);
  }
  return vector;
}

Result<StateVector> state_vector_from_update(std::string_view bytes) {
  ATELIER_TRY(const Update update, decode_update(bytes));
  return state_vector_of(update);
}

}  // namespace atelier::crdt
