// Writes of records on one connection: many logical transactions inside one SQLite transaction
// (STO21). Conditions are judged before anything of a logical transaction is written, so a
// conflict needs no rollback. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "adapter/sqlite/database.h"
#include "base/time.h"
#include "port/record_store.h"

namespace atelier::adapter {

class RecordWriter {
 public:
  explicit RecordWriter(Database& database);

  bool begin();
  /// kOk or kConflict, or nothing when the database failed and the whole group must roll back.
  std::optional<port::WriteResult> apply(const std::vector<port::Write>& writes, WallMs now);
  /// Deletes at most `limit` records of the range: how many, or nothing as above.
  std::optional<std::size_t> erase(const std::string& partition, const std::string& from,
                                   const std::string& until, std::size_t limit);
  /// Removes at most `limit` expired records (STO28).
  std::optional<std::size_t> sweep(WallMs now, std::size_t limit);
  /// kOk, kUnavailable (nothing is stored) or kUnknown; rolled back unless kOk.
  port::StoreStatus commit();
  void roll_back();

  /// Why the last roll back was necessary.
  const std::string& reason() const { return reason_; }

 private:
  /// The first write whose condition fails; kOk when all hold; nothing when the database failed.
  std::optional<port::WriteResult> judge(const std::vector<port::Write>& writes, WallMs now);
  bool read(const port::RecordKey& key, WallMs now, std::optional<port::Record>& current);
  bool put(const port::Put& put, WallMs now);
  bool remove(const port::RecordKey& key);

  Database& database_;
  Statement begin_;
  Statement commit_;
  Statement roll_back_;
  Statement read_;
  Statement put_;
  Statement delete_;
  Statement erase_;
  Statement erase_until_;
  Statement sweep_;
  std::string reason_;
};

}  // namespace atelier::adapter
