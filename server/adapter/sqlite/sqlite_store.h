// The RecordStore of one machine: a SQLite file `records.db` in the data folder (spec/storage.md,
// STO20 to STO28). Callbacks come on the store's threads. Closing happens in the destructor: every
// accepted operation is answered first, and no call may come after it.
#pragma once

#include <filesystem>
#include <memory>

#include "adapter/filesystem/folder_lock.h"
#include "adapter/sqlite/checkpointer.h"
#include "adapter/sqlite/group_committer.h"
#include "adapter/sqlite/read_pool.h"
#include "adapter/sqlite/store_options.h"
#include "port/record_store.h"

namespace atelier::adapter {

class SqliteStore final : public port::RecordStore {
 public:
  /// Takes the folder's lock, opens or creates the file and migrates it.
  static Result<std::unique_ptr<SqliteStore>> open(const std::filesystem::path& folder,
                                                   const port::Clock& clock,
                                                   StoreOptions options = {});
  ~SqliteStore() override;

  void get(std::vector<port::RecordKey> keys, UniqueFunction<void(port::ReadResult)> done) override;
  void query(port::Range range, UniqueFunction<void(port::Page)> done) override;
  void transact(std::vector<port::Write> writes,
                UniqueFunction<void(port::WriteResult)> done) override;
  void delete_range(std::string partition, std::string from, std::string until,
                    UniqueFunction<void(port::StoreStatus)> done) override;

  StoreStats stats() const { return committer_.stats(); }

 private:
  struct Connections {
    Database writer;
    Database checkpointer;
    std::vector<Database> readers;
  };

  static Result<Connections> connect(const std::filesystem::path& folder,
                                     const StoreOptions& options);
  SqliteStore(std::unique_ptr<FolderLock> lock, Connections connections,
              const std::filesystem::path& folder, const port::Clock& clock,
              const StoreOptions& options);
  void read(ReadJob job);

  const std::unique_ptr<FolderLock> lock_;
  Checkpointer checkpointer_;
  GroupCommitter committer_;
  ReadPool readers_;
};

}  // namespace atelier::adapter
