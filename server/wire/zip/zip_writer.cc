#include "wire/zip/zip_writer.h"

#include <zlib.h>

#include <algorithm>
#include <chrono>

#include "wire/zip/zip_name.h"

namespace atelier::wire::zip {
namespace {

constexpr std::uint16_t kVersion = 20;       // deflate
constexpr std::uint16_t kVersionZip64 = 45;  // offsets of 8 bytes
constexpr std::uint16_t kMadeByUnix = 3 << 8 | kVersionZip64;
constexpr std::uint16_t kFlags = 1 << 3 | 1 << 11;  // sizes follow the bytes; names are UTF-8
constexpr std::uint16_t kDeflated = 8;
constexpr std::uint32_t kPlainFile = 0100644U << 16;  // rw-r--r--, for those who unpack on Unix
constexpr std::uint16_t kZip64 = 0x0001;
constexpr std::uint32_t kSeeZip64 = 0xFFFF'FFFF;
constexpr std::uint16_t kSeeZip64Short = 0xFFFF;
constexpr std::size_t kOutputPiece = 64 * 1024;
constexpr std::size_t kInputPiece = 1024 * 1024 * 1024;  // zlib counts in 32 bits
constexpr std::size_t kListedAtOnce = 2000;

void put16(std::string& out, std::uint16_t value) {
  out += static_cast<char>(value & 0xFF);
  out += static_cast<char>(value >> 8);
}
void put32(std::string& out, std::uint32_t value) {
  put16(out, static_cast<std::uint16_t>(value & 0xFFFF));
  put16(out, static_cast<std::uint16_t>(value >> 16));
}
void put64(std::string& out, std::uint64_t value) {
  put32(out, static_cast<std::uint32_t>(value & 0xFFFF'FFFF));
  put32(out, static_cast<std::uint32_t>(value >> 32));
}

/// Date in the upper half, time in the lower; years 1980 to 2107, in steps of 2 s.
std::uint32_t dos_moment(WallMs at) {
  using namespace std::chrono;
  constexpr WallMs kLeast = 315'532'800'000;   // 1980-01-01
  constexpr WallMs kMost = 4'354'819'198'000;  // 2107-12-31
  const sys_time<milliseconds> moment{milliseconds(std::clamp(at, kLeast, kMost))};
  const auto day = floor<days>(moment);
  const year_month_day date{day};
  const hh_mm_ss time{floor<seconds>(moment - day)};
  const auto years = static_cast<std::uint32_t>(static_cast<int>(date.year()) - 1980);
  const std::uint32_t high =
      years << 9 | static_cast<unsigned>(date.month()) << 5 | static_cast<unsigned>(date.day());
  const auto low = static_cast<std::uint32_t>(
      time.hours().count() << 11 | time.minutes().count() << 5 | time.seconds().count() / 2);
  return high << 16 | low;
}

void put_moment(std::string& out, std::uint32_t moment) {
  put16(out, static_cast<std::uint16_t>(moment & 0xFFFF));
  put16(out, static_cast<std::uint16_t>(moment >> 16));
}

Error entry_too_large() {
  return too_large("One part of the archive would be above 4 GB.");
}

}  // namespace

ZipWriter::ZipWriter(std::uint64_t begins_at)
    : stream_(std::make_unique<z_stream>()), begins_at_(begins_at), offset_(begins_at) {
  constexpr int kRaw = -15;  // zlib's way to ask for deflate without a frame
  const int ready =
      deflateInit2(stream_.get(), Z_BEST_SPEED, Z_DEFLATED, kRaw, 8, Z_DEFAULT_STRATEGY);
  ATELIER_ASSERT(ready == Z_OK);
}

ZipWriter::~ZipWriter() {
  deflateEnd(stream_.get());
}

Result<void> ZipWriter::begin(std::string& out, std::string_view name, WallMs at, Effort effort) {
  ATELIER_ASSERT(!is_open_ && !is_listing_);
  if (!is_safe_path(name) || name.size() > 0xFFFF) {
    return invalid("This is no name for a file in an archive.");
  }
  if (entries_.size() >= kEntries) return too_large("The archive would hold too many files.");
  const int level = effort == Effort::kNone ? Z_NO_COMPRESSION : Z_BEST_SPEED;
  ATELIER_ASSERT(deflateReset(stream_.get()) == Z_OK);
  ATELIER_ASSERT(deflateParams(stream_.get(), level, Z_DEFAULT_STRATEGY) == Z_OK);
  Entry entry;
  entry.name = name;
  entry.moment = dos_moment(at);
  entry.offset = offset_;
  const std::size_t before = out.size();
  put32(out, 0x04034B50);
  put16(out, kVersion);
  put16(out, kFlags);
  put16(out, kDeflated);
  put_moment(out, entry.moment);
  put32(out, 0);  // checksum and sizes: behind the bytes
  put32(out, 0);
  put32(out, 0);
  put16(out, static_cast<std::uint16_t>(name.size()));
  put16(out, 0);
  out += name;
  offset_ += out.size() - before;
  entries_.push_back(std::move(entry));
  packed_ = size_ = 0;
  is_open_ = true;
  return {};
}

Result<void> ZipWriter::append(std::string& out, std::string_view bytes) {
  ATELIER_ASSERT(is_open_);
  size_ += bytes.size();
  if (size_ > kEntryBytes) return entry_too_large();
  std::uint32_t& checksum = entries_.back().checksum;
  checksum = static_cast<std::uint32_t>(
      crc32_z(checksum, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
  while (!bytes.empty()) {
    const std::string_view piece = bytes.substr(0, kInputPiece);
    if (const auto packed = deflate_into(out, piece, Z_NO_FLUSH); !packed) return packed;
    bytes.remove_prefix(piece.size());
  }
  return {};
}

Result<void> ZipWriter::deflate_into(std::string& out, std::string_view bytes, int flush) {
  stream_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream_->avail_in = static_cast<uInt>(bytes.size());
  do {
    const std::size_t before = out.size();
    out.resize(before + kOutputPiece);
    stream_->next_out = reinterpret_cast<Bytef*>(out.data() + before);
    stream_->avail_out = static_cast<uInt>(kOutputPiece);
    const int done = deflate(stream_.get(), flush);
    ATELIER_ASSERT(done != Z_STREAM_ERROR);
    const std::size_t made = kOutputPiece - stream_->avail_out;
    out.resize(before + made);
    packed_ += made;
    offset_ += made;
  } while (stream_->avail_out == 0);
  if (packed_ > kEntryBytes) return entry_too_large();
  return {};
}

Result<void> ZipWriter::end(std::string& out) {
  ATELIER_ASSERT(is_open_);
  if (const auto packed = deflate_into(out, {}, Z_FINISH); !packed) return packed;
  Entry& entry = entries_.back();
  entry.packed = static_cast<std::uint32_t>(packed_);
  entry.size = static_cast<std::uint32_t>(size_);
  put32(out, 0x08074B50);
  put32(out, entry.checksum);
  put32(out, entry.packed);
  put32(out, entry.size);
  offset_ += 16;
  is_open_ = false;
  return {};
}

bool ZipWriter::finish(std::string& out) {
  ATELIER_ASSERT(!is_open_);
  if (is_finished_) return false;
  if (!is_listing_) directory_at_ = offset_;
  is_listing_ = true;
  const std::size_t before = out.size();
  const std::size_t until = std::min(entries_.size(), listed_ + kListedAtOnce);
  for (; listed_ < until; ++listed_) write_directory_entry(out, entries_[listed_]);
  offset_ += out.size() - before;
  if (listed_ < entries_.size()) return true;
  const std::size_t end = out.size();
  write_end(out);
  offset_ += out.size() - end;
  is_finished_ = true;
  return true;
}

void ZipWriter::write_directory_entry(std::string& out, const Entry& entry) {
  const bool is_far = entry.offset >= kSeeZip64;
  put32(out, 0x02014B50);
  put16(out, kMadeByUnix);
  put16(out, is_far ? kVersionZip64 : kVersion);
  put16(out, kFlags);
  put16(out, kDeflated);
  put_moment(out, entry.moment);
  put32(out, entry.checksum);
  put32(out, entry.packed);
  put32(out, entry.size);
  put16(out, static_cast<std::uint16_t>(entry.name.size()));
  put16(out, is_far ? 12 : 0);  // extra fields
  put16(out, 0);                // comment
  put16(out, 0);                // disk
  put16(out, 0);                // internal attributes
  put32(out, kPlainFile);
  put32(out, is_far ? kSeeZip64 : static_cast<std::uint32_t>(entry.offset));
  out += entry.name;
  if (!is_far) return;
  put16(out, kZip64);
  put16(out, 8);
  put64(out, entry.offset);
}

// Where a number does not fit, the record of 8-byte numbers stands before the old one.
void ZipWriter::write_end(std::string& out) {
  const std::uint64_t size = offset_ - directory_at_;
  const bool is_large =
      entries_.size() >= kSeeZip64Short || directory_at_ >= kSeeZip64 || size >= kSeeZip64;
  if (is_large) {
    put32(out, 0x06064B50);
    put64(out, 44);  // of what follows
    put16(out, kMadeByUnix);
    put16(out, kVersionZip64);
    put32(out, 0);  // this disk, and that of the directory
    put32(out, 0);
    put64(out, entries_.size());
    put64(out, entries_.size());
    put64(out, size);
    put64(out, directory_at_);
    put32(out, 0x07064B50);  // where that record is
    put32(out, 0);
    put64(out, offset_);
    put32(out, 1);  // disks
  }
  const auto count = is_large ? kSeeZip64Short : static_cast<std::uint16_t>(entries_.size());
  put32(out, 0x06054B50);
  put16(out, 0);
  put16(out, 0);
  put16(out, count);
  put16(out, count);
  put32(out, is_large ? kSeeZip64 : static_cast<std::uint32_t>(size));
  put32(out, is_large ? kSeeZip64 : static_cast<std::uint32_t>(directory_at_));
  put16(out, 0);  // comment
}

}  // namespace atelier::wire::zip
