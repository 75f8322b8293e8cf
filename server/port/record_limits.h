// The size rules of record_store.h as functions, so that every store checks them alike.
// Knows nothing of how records are kept.
#pragma once

#include <vector>

#include "port/record_store.h"

namespace atelier::port {

const RecordKey& key_of(const Write& write);
const Condition& condition_of(const Write& write);

/// STO2: partition 1..512 bytes, sort 0..512 bytes.
bool is_within_limits(const RecordKey& key);
/// STO2, STO8: 1..100 writes on distinct keys, values and the whole within their limits.
bool is_within_limits(const std::vector<Write>& writes);
/// The same for a store below another one, which may make each value this much longer (sealing it).
inline constexpr std::size_t kStoredMoreBytes = 64;
bool is_within_stored_limits(const std::vector<Write>& writes);

/// STO5: `current` is what the store holds and shows now, or null.
bool holds(const Condition& condition, const Record* current);

/// What a record counts against kMaxPageBytes and kMaxTransactionBytes.
std::size_t size_of(const Record& record);

}  // namespace atelier::port
