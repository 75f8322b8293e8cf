#include "crdt/js_json.h"
#include "crdt/v2_codec.h"
#include "crdt/v2_columns.h"

namespace atelier::crdt {
namespace {

class ColumnSink {
 public:
  VarWriter& rest() { return rest_; }
  void client(ClientId client) { clients_.write(client); }

  void write(const UpdateStruct& written) {
    infos_.write(info_of(written));
    if (written.origin) left_id(*written.origin);
    if (written.right_origin) {
      clients_.write(written.right_origin->client);
      right_clocks_.write(written.right_origin->clock);
    }
    if (written.writes_parent()) write_parent(written);
    write_content(written.content);
  }

  std::string finish() {
    VarWriter out;
    out.var_uint(0);  // features: none
    out.var_bytes(key_clocks_.finish());
    out.var_bytes(clients_.finish());
    out.var_bytes(left_clocks_.finish());
    out.var_bytes(right_clocks_.finish());
    out.var_bytes(infos_.bytes());
    out.var_bytes(strings_.finish());
    out.var_bytes(parents_.bytes());
    out.var_bytes(types_.finish());
    out.var_bytes(lengths_.finish());
    out.bytes(rest_.view());
    return out.take();
  }

 private:
  void left_id(const Id& id) {
    clients_.write(id.client);
    left_clocks_.write(id.clock);
  }

  void write_parent(const UpdateStruct& written) {
    parents_.write(written.parent_item ? 0 : 1);
    if (written.parent_item) {
      left_id(*written.parent_item);
    } else {
      strings_.write(written.root_name);
    }
    if (written.has_parent_sub) strings_.write(written.parent_sub);
  }

  void write_content(const Content& content) {
    VarReader body(content.body);
    switch (content.kind) {
      case ContentKind::kGc:
      case ContentKind::kDeleted:
        return lengths_.write(content.length);
      case ContentKind::kSkip:
        return rest_.var_uint(content.length);
      case ContentKind::kString:
        return strings_.write(content.starts_in_pair ? "\xEF\xBF\xBD" : "", content.body);
      case ContentKind::kJson:
        lengths_.write(content.length);
        while (!body.at_end() && body.ok()) strings_.write(body.var_bytes());
        return;
      case ContentKind::kAny:
        lengths_.write(content.length);
        return rest_.bytes(content.body);
      case ContentKind::kBinary:
        return rest_.bytes(content.body);
      case ContentKind::kFormat:
        write_key(body.var_bytes());
        return write_json(body.var_bytes());
      case ContentKind::kEmbed:
        return write_json(body.var_bytes());
      case ContentKind::kType:
        types_.write(body.var_uint());
        if (!body.at_end()) write_key(body.var_bytes());
        return;
      case ContentKind::kDoc:
        strings_.write(body.var_bytes());
        return rest_.bytes(content.body.substr(body.position()));
    }
  }

  /// yjs never names a key by its number, and neither do we: the bytes are to be the same (YJS40).
  void write_key(std::string_view key) {
    key_clocks_.write(keys_++);
    strings_.write(key);
  }

  void write_json(std::string_view text) {
    const auto any = js_json::parse(text);
    write_any(rest_, any ? *any : Any{Null{}});
  }

  v2::DiffRleWriter key_clocks_;
  v2::UintRleWriter clients_;
  v2::DiffRleWriter left_clocks_;
  v2::DiffRleWriter right_clocks_;
  v2::RleWriter infos_;
  v2::StringWriter strings_;
  v2::RleWriter parents_;
  v2::UintRleWriter types_;
  v2::UintRleWriter lengths_;
  VarWriter rest_;
  std::uint64_t keys_ = 0;
};

}  // namespace

std::string encode_update_v2(const Update& update) {
  ColumnSink sink;
  sink.rest().var_uint(update.clients.size());
  for (const ClientStructs& section : update.clients) {
    sink.rest().var_uint(section.structs.size());
    sink.client(section.client);
    sink.rest().var_uint(section.structs.front().clock);
    for (const UpdateStruct& written : section.structs) sink.write(written);
  }
  write_delete_set_v2(sink.rest(), update.deletes);
  return sink.finish();
}

Result<std::string> convert_update_v1_to_v2(std::string_view bytes, const DecodeLimits& limits) {
  ATELIER_TRY(const Update update, decode_update(bytes, limits));
  return encode_update_v2(update);
}

void write_delete_set_v2(VarWriter& writer, const DeleteSet& deletes) {
  writer.var_uint(deletes.ranges().size());
  for (const auto& [client, ranges] : deletes.ranges()) {
    writer.var_uint(client);
    writer.var_uint(ranges.size());
    Clock end = 0;
    for (const ClockRange& range : ranges) {
      writer.var_uint(range.from - end);
      writer.var_uint(range.until - range.from - 1);
      end = range.until;
    }
  }
}

std::string encode_snapshot_v2(const Snapshot& snapshot) {
  VarWriter writer;
  write_delete_set_v2(writer, snapshot.deletes);
  writer.bytes(encode_state_vector(snapshot.known));
  return writer.take();
}

}  // namespace atelier::crdt
