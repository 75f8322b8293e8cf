#include "port/record_limits.h"

#include <set>

namespace atelier::port {

const RecordKey& key_of(const Write& write) {
  return std::visit([](const auto& each) -> const RecordKey& { return each.key; }, write);
}

const Condition& condition_of(const Write& write) {
  return std::visit([](const auto& each) -> const Condition& { return each.condition; }, write);
}

bool is_within_limits(const RecordKey& key) {
  return !key.partition.empty() && key.partition.size() <= RecordStore::kMaxKeyBytes &&
         key.sort.size() <= RecordStore::kMaxKeyBytes;
}

namespace {

bool are_within_limits(const std::vector<Write>& writes, std::size_t more) {
  if (writes.empty() || writes.size() > RecordStore::kMaxTransactionWrites) return false;
  std::set<RecordKey> keys;
  std::size_t bytes = 0;
  for (const Write& write : writes) {
    const RecordKey& key = key_of(write);
    if (!is_within_limits(key) || !keys.insert(key).second) return false;
    bytes += key.partition.size() + key.sort.size();
    const Put* put = std::get_if<Put>(&write);
    if (put == nullptr) continue;
    if (put->value.size() > RecordStore::kMaxValueBytes + more) return false;
    bytes += put->value.size();
  }
  return bytes <= RecordStore::kMaxTransactionBytes + writes.size() * more;
}

}  // namespace

bool is_within_limits(const std::vector<Write>& writes) {
  return are_within_limits(writes, 0);
}

bool is_within_stored_limits(const std::vector<Write>& writes) {
  return are_within_limits(writes, kStoredMoreBytes);
}

bool holds(const Condition& condition, const Record* current) {
  if (std::holds_alternative<IfAbsent>(condition)) return current == nullptr;
  const IfVersion* wanted = std::get_if<IfVersion>(&condition);
  return wanted == nullptr || (current != nullptr && current->version == wanted->version);
}

std::size_t size_of(const Record& record) {
  return record.key.partition.size() + record.key.sort.size() + record.value.size();
}

}  // namespace atelier::port
