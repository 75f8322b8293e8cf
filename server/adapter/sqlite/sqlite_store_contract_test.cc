// SQLite passes the suite of RecordStore.
#include "adapter/filesystem/temporary_folder.h"
#include "adapter/sqlite/sqlite_store.h"
#include "port/contract/record_store_contract.h"

namespace atelier::adapter {

class SqliteBackend {
 public:
  port::RecordStore& store() { return *store_; }
  port::ManualClock& clock() { return clock_; }
  void drive() {}

 private:
  TemporaryFolder folder_;
  port::ManualClock clock_;
  std::unique_ptr<SqliteStore> store_ = SqliteStore::open(folder_.path(), clock_).value();
};

}  // namespace atelier::adapter

namespace atelier::port {

INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, RecordStoreContract, adapter::SqliteBackend);

}  // namespace atelier::port
