// Reads an archive by its directory, as tools do, for tests of those who write one. Nothing is
// returned of an archive that is not whole or whose parts disagree.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace atelier::wire::zip {

struct ReadEntry {
  std::string name;
  std::string bytes;
  std::uint32_t moment = 0;
  std::uint16_t flags = 0;
  std::size_t packed = 0;
};
using ReadArchive = std::vector<ReadEntry>;

class ZipReader {
 public:
  /// `begins_at`: bytes of the file before `archive`.
  explicit ZipReader(std::string_view archive, std::uint64_t begins_at = 0)
      : all_(archive), begins_at_(begins_at) {}

  std::optional<ReadArchive> read() {
    if (all_.size() < 22 || number(all_.size() - 22, 4) != 0x06054B50) return std::nullopt;
    const std::size_t end = all_.size() - 22;
    std::uint64_t count = number(end + 10, 2);
    std::uint64_t at = number(end + 16, 4);
    if (count == 0xFFFF && at == 0xFFFFFFFF) {
      if (end < 76 || number(end - 20, 4) != 0x07064B50) return std::nullopt;
      const std::uint64_t record = number(end - 12, 8) - begins_at_;
      if (number(record, 4) != 0x06064B50) return std::nullopt;
      count = number(record + 32, 8);
      at = number(record + 48, 8);
    }
    ReadArchive found;
    std::uint64_t next = at - begins_at_;
    for (std::uint64_t i = 0; i < count; ++i) {
      auto entry = read_entry(next);
      if (!entry) return std::nullopt;
      found.push_back(std::move(*entry));
    }
    return found;
  }

 private:
  std::uint64_t number(std::uint64_t at, int bytes) const {
    std::uint64_t value = 0;
    for (int i = bytes - 1; i >= 0; --i) {
      const std::size_t place = at + static_cast<std::size_t>(i);
      value = value << 8 | (place < all_.size() ? static_cast<unsigned char>(all_[place]) : 0);
    }
    return value;
  }

  std::optional<ReadEntry> read_entry(std::uint64_t& at) const {
    if (number(at, 4) != 0x02014B50 || number(at + 10, 2) != 8) return std::nullopt;
    const std::uint64_t name_bytes = number(at + 28, 2);
    const std::uint64_t extra_bytes = number(at + 30, 2);
    if (at + 46 + name_bytes + extra_bytes > all_.size()) return std::nullopt;
    ReadEntry entry;
    entry.name = all_.substr(at + 46, name_bytes);
    entry.flags = static_cast<std::uint16_t>(number(at + 8, 2));
    entry.moment = static_cast<std::uint32_t>(number(at + 12, 4));
    entry.packed = number(at + 20, 4);
    std::uint64_t offset = number(at + 42, 4);
    if (offset == 0xFFFFFFFF) offset = number(at + 46 + name_bytes + 4, 8);
    const std::uint64_t local = offset - begins_at_;
    const std::uint64_t bytes_at = local + 30 + entry.name.size();
    if (number(local, 4) != 0x04034B50 || bytes_at + entry.packed + 16 > all_.size() ||
        all_.substr(local + 30, entry.name.size()) != entry.name) {
      return std::nullopt;
    }
    entry.bytes = inflated(all_.substr(bytes_at, entry.packed), number(at + 24, 4));
    // The descriptor behind the bytes says what the directory says.
    const std::uint64_t behind = bytes_at + entry.packed;
    const auto checksum =
        crc32_z(0, reinterpret_cast<const Bytef*>(entry.bytes.data()), entry.bytes.size());
    if (entry.bytes.size() != number(at + 24, 4) || checksum != number(at + 16, 4) ||
        number(behind, 4) != 0x08074B50 ||
        all_.substr(behind + 4, 12) != all_.substr(at + 16, 12)) {
      return std::nullopt;
    }
    at += 46 + name_bytes + extra_bytes;
    return entry;
  }

  static std::string inflated(std::string_view packed, std::size_t size) {
    z_stream stream{};
    if (inflateInit2(&stream, -15) != Z_OK) return {};
    std::string out(size + 1, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const bool whole = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_in == 0;
    out.resize(whole ? stream.total_out : 0);
    inflateEnd(&stream);
    return out;
  }

  std::string_view all_;
  std::uint64_t begins_at_;
};

}  // namespace atelier::wire::zip
