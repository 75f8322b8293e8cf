// A RecordStore whose values the store below never sees: each is sealed under the key of the
// content and bound to its place, so that one record cannot be put in the place of another
// (spec/safe.md SAF50). Keys, versions and ends are as they are. Threads and callbacks as the
// store below.
#pragma once

#include <string>

#include "port/random.h"
#include "port/record_store.h"

namespace atelier::adapter {

/// The name that a record's value is sealed under.
std::string sealing_name(std::string_view partition, std::string_view sort);

class SealedStore final : public port::RecordStore {
 public:
  /// `below` and `random` outlive it; `key` has kContentKeyBytes.
  SealedStore(port::RecordStore& below, std::string key, port::Random& random)
      : below_(below), key_(std::move(key)), random_(random) {}

  /// A value that is not sealed, was changed, or belongs elsewhere makes the answer kUnavailable.
  void get(std::vector<port::RecordKey> keys, UniqueFunction<void(port::ReadResult)> done) override;
  void query(port::Range range, UniqueFunction<void(port::Page)> done) override;
  void transact(std::vector<port::Write> writes,
                UniqueFunction<void(port::WriteResult)> done) override;
  void delete_range(std::string partition, std::string from, std::string until,
                    UniqueFunction<void(port::StoreStatus)> done) override {
    below_.delete_range(std::move(partition), std::move(from), std::move(until), std::move(done));
  }

 private:
  /// False, and a line in the log, when one does not open.
  bool open(port::Record& record) const;
  bool open_all(std::vector<port::Record>& records) const;

  port::RecordStore& below_;
  const std::string key_;
  port::Random& random_;
};

}  // namespace atelier::adapter
