#include "crdt/update_reader.h"

namespace atelier::crdt {
namespace {

/// Update format V1: one run of bytes.
class PlainSource {
 public:
  explicit PlainSource(std::string_view bytes) : reader_(bytes) {}

  bool ok() const { return reader_.ok(); }
  void fail() { reader_.fail(); }
  bool ended() const { return reader_.at_end(); }
  std::uint64_t count() { return reader_.var_uint(); }
  ClientId client() { return reader_.var_uint(); }
  Clock clock() { return reader_.var_uint(); }
  std::uint8_t info() { return reader_.byte(); }
  Id left_id() { return read_id(reader_); }
  Id right_id() { return read_id(reader_); }
  bool parent_is_root() { return reader_.var_uint() == 1; }
  std::string_view text() { return reader_.var_string(); }
  Content content(ContentKind kind) { return read_content(reader_, kind); }
  /// A struct takes at least 2 bytes.
  bool fits(std::uint64_t structs, std::size_t) const { return structs <= reader_.remaining() / 2; }
  DeleteSet delete_set(std::size_t max_ranges) { return read_delete_set(reader_, max_ranges); }

 private:
  VarReader reader_;
};

}  // namespace

Result<Update> decode_update(std::string_view bytes, const DecodeLimits& limits) {
  if (bytes.size() > limits.max_bytes) return too_large("The update is too large.");
  PlainSource source(bytes);
  return UpdateReader<PlainSource>(source, limits).read();
}

}  // namespace atelier::crdt
