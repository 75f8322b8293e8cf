#include <array>

#include "base/json_text.h"
#include "base/utf8.h"
#include "crdt/delete_set_reader.h"
#include "crdt/js_json.h"
#include "crdt/update_reader.h"
#include "crdt/v2_codec.h"
#include "crdt/v2_columns.h"

namespace atelier::crdt {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
/// The V1 bodies of types without a name.
constexpr std::array<char, 7> kTypeBodies{0, 1, 2, 3, 4, 5, 6};
constexpr std::uint64_t kXmlElementRef = 3;
constexpr std::uint64_t kXmlHookRef = 5;

class ColumnSource {
 public:
  ColumnSource(VarReader& reader, std::deque<std::string>& made, std::size_t budget)
      : key_clocks_(reader.var_bytes()),
        clients_(reader.var_bytes()),
        left_clocks_(reader.var_bytes()),
        right_clocks_(reader.var_bytes()),
        infos_(reader.var_bytes()),
        strings_(reader.var_bytes()),
        parents_(reader.var_bytes()),
        types_(reader.var_bytes()),
        lengths_(reader.var_bytes()),
        rest_(reader),
        made_(made),
        budget_(budget) {}

  bool ok() const {
    return rest_.ok() && infos_.ok() && lengths_.ok() && clients_.ok() && left_clocks_.ok() &&
           right_clocks_.ok() && strings_.ok() && parents_.ok() && types_.ok() && key_clocks_.ok();
  }
  void fail() { rest_.fail(); }
  /// What a column holds beyond the structs is a sign that it was read wrongly (YJS41).
  bool ended() const {
    return rest_.at_end() && infos_.done() && lengths_.done() && clients_.done() &&
           left_clocks_.done() && right_clocks_.done() && strings_.done() && parents_.done() &&
           types_.done() && key_clocks_.done();
  }

  std::uint64_t count() { return rest_.var_uint(); }
  ClientId client() { return clients_.read(); }
  Clock clock() { return rest_.var_uint(); }
  std::uint8_t info() { return infos_.read(); }
  Id left_id() {
    const ClientId client = clients_.read();
    return {client, left_clocks_.read()};
  }
  Id right_id() {
    const ClientId client = clients_.read();
    return {client, right_clocks_.read()};
  }
  bool parent_is_root() { return parents_.read() == 1; }
  /// A run may stand for any number of structs, so only the limit counts.
  bool fits(std::uint64_t structs, std::size_t left) const { return structs <= left; }
  DeleteSet delete_set(std::size_t max_ranges) { return read_delete_set_v2(rest_, max_ranges); }

  std::string_view text() {
    const v2::StringPiece piece = strings_.read();
    if (!piece.starts_in_pair && !piece.ends_in_pair) return piece.text;
    std::string whole(piece.starts_in_pair ? kReplacement : "");
    whole += piece.text;
    if (piece.ends_in_pair) whole += kReplacement;
    return keep(std::move(whole));
  }

  Content content(ContentKind kind) {
    switch (kind) {
      case ContentKind::kGc:
      case ContentKind::kDeleted:
        return {kind, false, lengths_.read(), {}};
      case ContentKind::kSkip:
        return {kind, false, rest_.var_uint(), {}};
      case ContentKind::kString: {
        const std::string_view body = text();
        return {kind, false, utf8::utf16_length(body), body};
      }
      case ContentKind::kJson:
        return json();
      case ContentKind::kAny:
        return any();
      case ContentKind::kBinary:
      case ContentKind::kEmbed:
      case ContentKind::kFormat:
      case ContentKind::kType:
      case ContentKind::kDoc:
        return {kind, false, 1, single(kind)};
    }
    fail();
    return {};
  }

 private:
  std::string_view keep(std::string body) {
    if (body.size() > budget_) {
      fail();
      return {};
    }
    budget_ -= body.size();
    return made_.emplace_back(std::move(body));
  }

  Content json() {
    const std::uint64_t count = lengths_.read();
    VarWriter body;
    for (std::uint64_t index = 0; index < count && ok(); ++index) {
      const std::string_view element = text();
      if (element != "undefined" && !json_text::validate(element)) fail();
      body.var_bytes(element);
    }
    return {ContentKind::kJson, false, count, keep(body.take())};
  }

  Content any() {
    const std::uint64_t count = lengths_.read();
    if (count > rest_.remaining()) fail();
    const std::size_t from = rest_.position();
    for (std::uint64_t index = 0; index < count && ok(); ++index) skip_any(rest_);
    return {ContentKind::kAny, false, count, rest_.since(from)};
  }

  std::string_view single(ContentKind kind) {
    if (kind == ContentKind::kBinary) {
      const std::size_t from = rest_.position();
      rest_.var_bytes();
      return rest_.since(from);
    }
    if (kind == ContentKind::kType) return type();
    VarWriter body;
    if (kind == ContentKind::kDoc) {
      write_document(body);
    } else {
      if (kind == ContentKind::kFormat) body.var_bytes(key());
      write_json_of_any(body);
    }
    return keep(body.take());
  }

  std::string_view type() {
    const std::uint64_t reference = types_.read();
    if (reference >= kTypeBodies.size()) {
      fail();
      return {};
    }
    if (reference != kXmlElementRef && reference != kXmlHookRef) {
      return {&kTypeBodies[static_cast<std::size_t>(reference)], 1};
    }
    VarWriter body;
    body.var_uint(reference);
    body.var_bytes(key());
    return keep(body.take());
  }

  void write_document(VarWriter& body) {
    constexpr std::uint8_t kUndefined = 127;
    constexpr std::uint8_t kNull = 126;
    body.var_bytes(text());
    const std::size_t from = rest_.position();
    const std::uint8_t options = skip_any(rest_);
    if (options == kUndefined || options == kNull) fail();
    body.bytes(rest_.since(from));
  }

  void write_json_of_any(VarWriter& body) {
    const auto json = js_json::stringify(read_any(rest_), budget_);
    if (!json) return fail();
    body.var_bytes(*json);
  }

  /// A key is spelt out at its first use and named by its number later; yjs itself always spells
  /// it.
  std::string_view key() {
    const Clock number = key_clocks_.read();
    if (number < keys_.size()) return keys_[static_cast<std::size_t>(number)];
    return keys_.emplace_back(text());
  }

  v2::DiffRleReader key_clocks_;
  v2::UintRleReader clients_;
  v2::DiffRleReader left_clocks_;
  v2::DiffRleReader right_clocks_;
  v2::RleReader infos_;
  v2::StringReader strings_;
  v2::RleReader parents_;
  v2::UintRleReader types_;
  v2::UintRleReader lengths_;
  VarReader& rest_;
  std::deque<std::string>& made_;
  std::size_t budget_;
  std::vector<std::string_view> keys_;
};

}  // namespace

Result<UpdateV2> decode_update_v2(std::string_view bytes, const DecodeLimits& limits) {
  if (bytes.size() > limits.max_bytes) return too_large("The update is too large.");
  VarReader reader(bytes);
  if (reader.var_uint() != 0) return invalid("The update has features that are not known.");
  UpdateV2 decoded;
  ColumnSource source(reader, decoded.made, limits.max_bytes);
  ATELIER_TRY(decoded.update, UpdateReader<ColumnSource>(source, limits).read());
  return decoded;
}

Result<std::string> convert_update_v2_to_v1(std::string_view bytes, const DecodeLimits& limits) {
  ATELIER_TRY(const UpdateV2 decoded, decode_update_v2(bytes, limits));
  return encode_update(decoded.update);
}

DeleteSet read_delete_set_v2(VarReader& reader, std::size_t max_ranges) {
  return read_delete_set_with(reader, max_ranges, [](VarReader& from_bytes, Clock end) {
    const Clock from = end + from_bytes.var_uint();
    const Clock until = from + from_bytes.var_uint() + 1;
    if (until > kMaxVarUint) from_bytes.fail();
    return ClockRange{from, until};
  });
}

Result<Snapshot> decode_snapshot_v2(std::string_view bytes) {
  VarReader reader(bytes);
  Snapshot snapshot;
  snapshot.deletes = read_delete_set_v2(reader, DecodeLimits().max_delete_ranges);
  if (!reader.ok()) return invalid("The snapshot is malformed.");
  ATELIER_TRY(snapshot.known, decode_state_vector(bytes.substr(reader.position())));
  return snapshot;
}

}  // namespace atelier::crdt
