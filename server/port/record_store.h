// The one small store under everything durable (spec/storage.md, STO rules): partition key and sort
// key are bytes compared bytewise, values carry a version and may expire. Strongly consistent.
// Implementations: adapter/sqlite, port/fake/memory_store (and DynamoDB later); all pass
// port/contract/record_store_contract.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/function.h"
#include "base/time.h"

namespace atelier::port {

struct RecordKey {
  std::string partition;  // 1..512 bytes
  std::string sort;       // 0..512 bytes
  auto operator<=>(const RecordKey&) const = default;
};

struct Record {
  RecordKey key;
  std::string value;          // <= kMaxValueBytes
  std::uint64_t version = 0;  // 1 on the first put, +1 with each later one
  WallMs expires_at = 0;      // 0: never; expired records are invisible at once
};

/// Write only when the key is absent (or expired), or still has this version.
struct IfAbsent {};
struct IfVersion {
  std::uint64_t version;
};
using Condition = std::variant<std::monostate, IfAbsent, IfVersion>;

struct Put {
  RecordKey key;
  std::string value;
  Condition condition;
  WallMs expires_at = 0;
};
struct Delete {
  RecordKey key;
  Condition condition;
};
using Write = std::variant<Put, Delete>;

enum class StoreStatus : std::uint8_t {
  kOk,
  kConflict,     // a condition did not hold; nothing was written
  kThrottled,    // nothing was written; try later
  kUnavailable,  // nothing was written
  kUnknown,      // may or may not be written: read back before retrying
};

struct WriteResult {
  StoreStatus status = StoreStatus::kOk;
  /// With kConflict: which write of the transaction, and what the store holds there now.
  std::size_t conflict_index = 0;
  std::optional<Record> current = std::nullopt;
};

struct ReadResult {
  StoreStatus status = StoreStatus::kOk;
  std::vector<Record> records;  // only those that exist, in the order asked
};

struct Range {
  std::string partition;
  std::string from;   // sort keys >= from
  std::string until;  // sort keys < until; empty: to the end of the partition
  std::size_t limit = 1000;
  bool reverse = false;  // newest first: starts below `until`
};

struct Page {
  StoreStatus status = StoreStatus::kOk;
  std::vector<Record> records;  // at most `limit` and about kMaxPageBytes
  bool has_more = false;        // ask again from just behind the last record
};

class RecordStore {
 public:
  static constexpr std::size_t kMaxKeyBytes = 512;
  static constexpr std::size_t kMaxValueBytes = 350 * 1024;
  static constexpr std::size_t kMaxPageBytes = 1024 * 1024;
  static constexpr std::size_t kMaxTransactionWrites = 100;
  static constexpr std::size_t kMaxTransactionBytes = 3'500'000;

  virtual ~RecordStore() = default;

  // Callbacks come later, never within the call, on a thread of the store's choosing: the owner
  // posts them to its executor (core::on(executor, f)). Any thread may call. Sizes above the limits
  // are a broken invariant of the caller.
  virtual void get(std::vector<RecordKey> keys, UniqueFunction<void(ReadResult)> done) = 0;
  virtual void query(Range range, UniqueFunction<void(Page)> done) = 0;
  /// All or nothing; keys must be distinct.
  virtual void transact(std::vector<Write> writes, UniqueFunction<void(WriteResult)> done) = 0;
  /// Deletes [from, until) of a partition in steps; may be called again after any failure.
  virtual void delete_range(std::string partition, std::string from, std::string until,
                            UniqueFunction<void(StoreStatus)> done) = 0;
};

}  // namespace atelier::port
