#include "adapter/filesystem/sealed_file.h"

#include <algorithm>
#include <system_error>

#include "adapter/crypto/content_box.h"
#include "adapter/filesystem/durable_file.h"
#include "base/log.h"

namespace atelier::adapter {
namespace {

constexpr std::uint64_t kStoredPartBytes = kSealedPartBytes + kSealedMoreBytes;

std::string name_of(std::string_view file, std::uint64_t part, bool last) {
  return "blob:" + std::string(file) + ":" + std::to_string(part) + (last ? ":last" : "");
}

Error damaged(std::string_view name) {
  log::error("blob_not_opened", {{"blob", name}});
  return unavailable("A stored file is damaged, or was sealed under another key.");
}

}  // namespace

std::string seal_parts(std::string_view key, std::string_view name, std::string_view plain,
                       port::Random& random) {
  const std::uint64_t parts =
      std::max<std::uint64_t>(1, (plain.size() + kSealedPartBytes - 1) / kSealedPartBytes);
  std::string out;
  out.reserve(plain.size() + parts * kSealedMoreBytes);
  for (std::uint64_t part = 0; part < parts; ++part) {
    const std::string_view piece = plain.substr(part * kSealedPartBytes, kSealedPartBytes);
    out += seal_content(key, name_of(name, part, part + 1 == parts), piece, random);
  }
  return out;
}

Result<std::string> read_sealed_file(const std::filesystem::path& file, std::string_view key,
                                     std::string_view name, std::uint64_t offset,
                                     std::uint64_t length) {
  std::error_code failed;
  const std::uint64_t size = std::filesystem::file_size(file, failed);
  if (failed) return not_found("there is no such file");
  if (size == 0) return damaged(name);
  const std::uint64_t parts = (size + kStoredPartBytes - 1) / kStoredPartBytes;
  const std::uint64_t first = offset / kSealedPartBytes;
  if (first >= parts) return std::string();
  std::uint64_t behind = parts;
  if (length != 0 && length < size) {
    behind = std::min(parts, (offset + length + kSealedPartBytes - 1) / kSealedPartBytes);
  }
  ATELIER_TRY(const std::string stored,
              read_file(file, first * kStoredPartBytes, (behind - first) * kStoredPartBytes));
  std::string plain;
  for (std::uint64_t part = first; part < behind; ++part) {
    const std::size_t at = (part - first) * kStoredPartBytes;
    if (at >= stored.size()) return damaged(name);
    const auto piece = unseal_content(key, name_of(name, part, part + 1 == parts),
                                      std::string_view(stored).substr(at, kStoredPartBytes));
    if (!piece) return damaged(name);
    plain += *piece;
  }
  plain.erase(0, std::min<std::uint64_t>(plain.size(), offset - first * kSealedPartBytes));
  if (length != 0 && plain.size() > length) plain.resize(length);
  return plain;
}

}  // namespace atelier::adapter
