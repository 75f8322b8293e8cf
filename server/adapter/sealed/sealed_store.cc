#include "adapter/sealed/sealed_store.h"

#include <algorithm>
#include <utility>

#include "adapter/crypto/content_box.h"
#include "base/log.h"
#include "base/result.h"
#include "port/record_limits.h"

namespace atelier::adapter {

static_assert(kSealedMoreBytes <= port::kStoredMoreBytes);

std::string sealing_name(std::string_view partition, std::string_view sort) {
  std::string name("record");
  // The length says where the one ends and the other begins.
  name += std::to_string(partition.size());
  return name.append(1, ':').append(partition).append(sort);
}

bool SealedStore::open(port::Record& record) const {
  auto plain =
      unseal_content(key_, sealing_name(record.key.partition, record.key.sort), record.value);
  if (!plain) {
    log::error("record_not_opened", {{"partition", record.key.partition}});
    return false;
  }
  record.value = std::move(*plain);
  return true;
}

bool SealedStore::open_all(std::vector<port::Record>& records) const {
  return std::ranges::all_of(records, [this](port::Record& record) { return open(record); });
}

void SealedStore::get(std::vector<port::RecordKey> keys,
                      UniqueFunction<void(port::ReadResult)> done) {
  below_.get(std::move(keys), [this, done = std::move(done)](port::ReadResult read) mutable {
    if (!open_all(read.records)) read = {port::StoreStatus::kUnavailable, {}};
    done(std::move(read));
  });
}

void SealedStore::query(port::Range range, UniqueFunction<void(port::Page)> done) {
  below_.query(std::move(range), [this, done = std::move(done)](port::Page page) mutable {
    if (!open_all(page.records)) page = {port::StoreStatus::kUnavailable, {}, false};
    done(std::move(page));
  });
}

void SealedStore::transact(std::vector<port::Write> writes,
                           UniqueFunction<void(port::WriteResult)> done) {
  ATELIER_ASSERT(port::is_within_limits(writes));
  for (port::Write& write : writes) {
    auto* put = std::get_if<port::Put>(&write);
    if (put == nullptr) continue;
    put->value =
        seal_content(key_, sealing_name(put->key.partition, put->key.sort), put->value, random_);
  }
  below_.transact(std::move(writes),
                  [this, done = std::move(done)](port::WriteResult result) mutable {
                    if (result.current && !open(*result.current))
                      result = {port::StoreStatus::kUnavailable};
                    done(std::move(result));
                  });
}

}  // namespace atelier::adapter
