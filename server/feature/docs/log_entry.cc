#include "feature/docs/log_entry.h"

#include "base/varint.h"

namespace atelier::feature::docs {
namespace {

constexpr std::uint8_t kFormat = 1;

}  // namespace

std::string encode_entry(const LogEntry& entry) {
  VarWriter writer;
  writer.byte(kFormat);
  writer.var_uint(static_cast<std::uint64_t>(entry.at));
  writer.var_bytes(entry.author);
  writer.var_bytes(entry.blob);
  writer.bytes(entry.update);
  return writer.take();
}

Result<LogEntry> decode_entry(std::string_view bytes) {
  VarReader reader(bytes);
  const std::uint8_t format = reader.byte();
  LogEntry entry;
  entry.at = static_cast<WallMs>(reader.var_uint());
  entry.author = reader.var_bytes();
  entry.blob = reader.var_bytes();
  entry.update = reader.bytes(reader.remaining());
  if (!reader.ok() || format != kFormat) {
    return Error{Errc::kInternal, "A stored entry of the document cannot be read."};
  }
  return entry;
}

}  // namespace atelier::feature::docs
