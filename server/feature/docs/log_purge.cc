#include "feature/docs/log_purge.h"

#include <array>
#include <utility>

#include "core/ledger.h"
#include "core/on_executor.h"
#include "feature/docs/history/named_version.h"

namespace atelier::feature::docs {
namespace {

constexpr std::size_t kEntriesPerPage = 500;

}  // namespace

void LogPurge::start(UniqueFunction<void(Result<void>)> done) {
  done_ = std::move(done);
  find_blobs(core::Ledger::log_key(1));
}

void LogPurge::find_blobs(std::string from) {
  records_.query(
      {plan_.partition, std::move(from), core::Ledger::log_key(plan_.seq + 1), kEntriesPerPage},
      core::on(executor_, shared_from_this(), [self = shared_from_this()](const port::Page& page) {
        if (page.status != port::StoreStatus::kOk) return self->finish(false);
        for (const port::Record& record : page.records) {
          auto entry = decode_entry(record.value);
          if (entry && !entry->blob.empty()) {
            self->old_blobs_.push_back(std::move(entry->blob));
          }
        }
        if (!page.has_more || page.records.empty()) return self->put_blob();
        self->find_blobs(page.records.back().key.sort + '\0');
      }));
}

void LogPurge::put_blob() {
  if (plan_.base.blob.empty()) return put_base();
  blobs_.put(
      plan_.base.blob, std::move(plan_.blob),
      core::on(executor_, shared_from_this(), [self = shared_from_this()](const Result<void>& put) {
        if (!put) return self->finish(false);
        self->put_base();
      }));
}

void LogPurge::put_base() {
  std::vector<port::Write> writes;
  writes.push_back(
      port::Put{{plan_.partition, core::Ledger::log_key(plan_.seq)}, encode_entry(plan_.base), {}});
  records_.transact(std::move(writes),
                    core::on(executor_, shared_from_this(),
                             [self = shared_from_this()](const port::WriteResult& result) {
                               if (result.status != port::StoreStatus::kOk) {
                                 return self->finish(false);
                               }
                               self->remove_ranges(0);
                             }));
}

void LogPurge::remove_ranges(std::size_t next) {
  const std::array<std::pair<std::string, std::string>, 4> ranges{
      std::pair{core::Ledger::log_key(1), core::Ledger::log_key(plan_.seq)},
      std::pair<std::string, std::string>{"snapshot/",
                                          core::Ledger::sequence_key("snapshot/", plan_.seq)},
      std::pair<std::string, std::string>{"segment/", "segment0"},
      std::pair<std::string, std::string>{kVersionsBegin, kVersionsEnd}};
  if (next == ranges.size()) return remove_blobs();
  records_.delete_range(plan_.partition, ranges[next].first, ranges[next].second,
                        core::on(executor_, shared_from_this(),
                                 [self = shared_from_this(), next](port::StoreStatus status) {
                                   if (status != port::StoreStatus::kOk) {
                                     return self->finish(false);
                                   }
                                   self->remove_ranges(next + 1);
                                 }));
}

void LogPurge::remove_blobs() {
  if (old_blobs_.empty()) return finish(true);
  std::string key = std::move(old_blobs_.back());
  old_blobs_.pop_back();
  blobs_.remove(std::move(key), core::on(executor_, shared_from_this(),
                                         [self = shared_from_this()](const Result<void>& removed) {
                                           if (!removed) return self->finish(false);
                                           self->remove_blobs();
                                         }));
}

void LogPurge::finish(bool good) {
  auto done = std::exchange(done_, nullptr);
  done(good ? Result<void>()
            : Result<void>(unavailable("The history could not be removed whole; try again.")));
}

}  // namespace atelier::feature::docs
