// The schema of records.db. Steps are never changed once released: a new one is appended, and a
// fixture of the version before goes to spec/vectors/storage.
#pragma once

#include <array>
#include <cstdint>

namespace atelier::adapter {

inline constexpr std::int32_t kRecordsApplicationId = 0x41544C52;  // "ATLR"

inline constexpr std::array<const char*, 2> kRecordMigrations{
    // 1: the records.
    "CREATE TABLE records ("
    " partition BLOB NOT NULL, sort BLOB NOT NULL, value BLOB NOT NULL,"
    " version INTEGER NOT NULL, expires_at INTEGER NOT NULL,"
    " PRIMARY KEY (partition, sort)) WITHOUT ROWID",
    // 2: finds what has expired without reading all (STO28).
    "CREATE INDEX records_by_expiry ON records (expires_at) WHERE expires_at > 0",
};

}  // namespace atelier::adapter
