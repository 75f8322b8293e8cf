// ZIP archives written from front to back (APPNOTE 6.3): every entry is a deflate stream with its
// checksum and sizes behind it, so nothing is gone back to and nothing is known before. Bytes in,
// bytes out; knows no files. What it writes is appended to `out`. One thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

struct z_stream_s;

namespace atelier::wire::zip {

enum class Effort : std::uint8_t {
  kNone,  // for what is compressed already: deflate's stored blocks
  kFast,
};

class ZipWriter {
 public:
  /// An entry above this would need sizes of 8 bytes in front of it.
  static constexpr std::uint64_t kEntryBytes = 0xFFFF'0000;
  /// The directory is kept until the end.
  static constexpr std::size_t kEntries = 500'000;

  /// `begins_at`: bytes of the file that stand before the archive.
  explicit ZipWriter(std::uint64_t begins_at = 0);
  ~ZipWriter();
  ZipWriter(const ZipWriter&) = delete;
  ZipWriter& operator=(const ZipWriter&) = delete;

  /// The name is a path as is_safe_path says, else invalid. `at` is shown in UTC.
  Result<void> begin(std::string& out, std::string_view name, WallMs at, Effort effort);
  Result<void> append(std::string& out, std::string_view bytes);
  Result<void> end(std::string& out);

  /// A part of the directory, which ends the archive; false: nothing is left. No entry may be open.
  bool finish(std::string& out);

  std::uint64_t bytes_written() const { return offset_ - begins_at_; }

 private:
  struct Entry {
    std::string name;
    std::uint32_t moment = 0;  // MS-DOS date and time
    std::uint32_t checksum = 0;
    std::uint32_t packed = 0;
    std::uint32_t size = 0;
    std::uint64_t offset = 0;
  };

  Result<void> deflate_into(std::string& out, std::string_view bytes, int flush);
  void write_directory_entry(std::string& out, const Entry& entry);
  void write_end(std::string& out);

  std::unique_ptr<z_stream_s> stream_;
  std::vector<Entry> entries_;
  std::uint64_t begins_at_;
  std::uint64_t offset_;
  std::uint64_t packed_ = 0;  // of the entry that is open
  std::uint64_t size_ = 0;
  std::uint64_t directory_at_ = 0;
  std::size_t listed_ = 0;  // entries in the directory so far
  bool is_open_ = false;
  bool is_listing_ = false;
  bool is_finished_ = false;
};

}  // namespace atelier::wire::zip
