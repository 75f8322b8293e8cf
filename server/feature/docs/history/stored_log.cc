#include "feature/docs/history/stored_log.h"

#include <utility>

#include "feature/docs/history/named_version.h"

namespace atelier::feature::docs {
namespace {

constexpr std::size_t kRecordsPerPage = 1000;

Error unreadable() {
  return unavailable("The history of the document cannot be read now; try again.");
}

/// One reading; holds itself until it is done.
class LogReader : public std::enable_shared_from_this<LogReader> {
 public:
  using Done = UniqueFunction<void(Result<std::shared_ptr<StoredLog>>)>;

  LogReader(const DocumentStores& stores, port::Executor& executor, const DocumentId& id, Done done,
            std::size_t most)
      : stores_(stores),
        most_(most),
        executor_(executor),
        partition_(document_partition(stores.workspace, id)),
        done_(std::move(done)) {}

  // Entries first: what becomes a segment meanwhile is found there, and twice at worst.
  void start() {
    read("log/", &StoredLog::entries, [](LogReader& reader) {
      reader.read("segment/", &StoredLog::segments, [](LogReader& next) {
        next.read(kVersionsBegin, &StoredLog::names, [](LogReader& last) { last.read_blobs(); });
      });
    });
  }

 private:
  using Records = std::vector<port::Record> StoredLog::*;
  using Then = void (*)(LogReader&);

  void read(std::string_view prefix, Records into, Then then) {
    read_from(std::string(prefix), std::string(prefix), into, then);
  }

  void read_from(std::string prefix, std::string from, Records into, Then then) {
    std::string until = prefix;
    ++until.back();
    stores_.records.query(
        {partition_, std::move(from), std::move(until), kRecordsPerPage},
        core::on(executor_, shared_from_this(),
                 [self = shared_from_this(), prefix, into, then](port::Page page) {
                   self->on_page(prefix, into, then, std::move(page));
                 }));
  }

  void on_page(const std::string& prefix, Records into, Then then, port::Page page) {
    if (page.status != port::StoreStatus::kOk) return done_(unreadable());
    auto& records = (*log_).*into;
    for (port::Record& record : page.records) {
      bytes_ += record.value.size();
      records.push_back(std::move(record));
    }
    if (bytes_ > most_) return done_(too_long());
    if (!page.has_more || records.empty()) return then(*this);
    read_from(prefix, records.back().key.sort + '\0', into, then);
  }

  void read_blobs() {
    if (log_->entries.empty() && log_->segments.empty()) {
      return done_(not_found("There is no such document."));
    }
    for (const port::Record& record : log_->entries) {
      const auto entry = decode_entry(record.value);
      if (entry && !entry->blob.empty()) keys_.push_back(entry->blob);
    }
    next_blob();
  }

  void next_blob() {
    if (keys_.empty()) return done_(std::move(log_));
    std::string key = std::move(keys_.back());
    keys_.pop_back();
    stores_.blobs.get(key, 0, 0,
                      core::on(executor_, shared_from_this(),
                               [self = shared_from_this(), key](Result<std::string> bytes) {
                                 self->on_blob(key, std::move(bytes));
                               }));
  }

  void on_blob(const std::string& key, Result<std::string> bytes) {
    if (!bytes) return done_(unreadable());
    bytes_ += bytes->size();
    if (bytes_ > most_) return done_(too_long());
    log_->blobs[key] = std::move(*bytes);
    next_blob();
  }

  static Error too_long() {
    return too_large("The history of the document is above 64 MB: an owner can remove it.");
  }

  DocumentStores stores_;
  std::size_t most_;
  port::Executor& executor_;
  std::string partition_;
  Done done_;
  std::shared_ptr<StoredLog> log_ = std::make_shared<StoredLog>();
  std::size_t bytes_ = 0;
  std::vector<std::string> keys_;
};

}  // namespace

void read_log(const DocumentStores& stores, port::Executor& executor, const DocumentId& id,
              UniqueFunction<void(Result<std::shared_ptr<StoredLog>>)> done, std::size_t most) {
  std::make_shared<LogReader>(stores, executor, id, std::move(done), most)->start();
}

}  // namespace atelier::feature::docs
