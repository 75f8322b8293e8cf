// A RecordStore in memory for tests and the simulator. Operations run as turns of the executor it
// is given (its own FakeExecutor in a simulation: the store's thread). Faults are asked for from
// outside. Outlives a simulated crash: the data is the disk. One thread only.
#pragma once

#include <deque>
#include <map>
#include <memory>

#include "port/clock.h"
#include "port/executor.h"
#include "port/record_store.h"

namespace atelier::port {

class MemoryStore final : public RecordStore {
 public:
  /// What a write answers instead of its true result, and whether it is applied all the same.
  struct Fault {
    StoreStatus status = StoreStatus::kUnavailable;
    bool applied = false;
  };
  /// Looks at every transaction before it runs; a returned fault strikes.
  using WriteHook = UniqueFunction<std::optional<Fault>(const std::vector<Write>&)>;

  MemoryStore(Executor& executor, const Clock& clock);
  ~MemoryStore() override;

  void get(std::vector<RecordKey> keys, UniqueFunction<void(ReadResult)> done) override;
  void query(Range range, UniqueFunction<void(Page)> done) override;
  void transact(std::vector<Write> writes, UniqueFunction<void(WriteResult)> done) override;
  void delete_range(std::string partition, std::string from, std::string until,
                    UniqueFunction<void(StoreStatus)> done) override;

  void fail_next_writes(std::size_t count, Fault fault);
  void fail_next_reads(std::size_t count, StoreStatus status);
  void on_write(WriteHook hook) { hook_ = std::move(hook); }

  /// From now on results are computed, but their callbacks wait until released.
  void hold_callbacks() { holding_ = true; }
  std::size_t held() const { return held_.size(); }
  /// Lets the oldest held callback run (as a turn of the executor); false when there is none.
  bool release_one();
  /// Releases all and holds no more.
  void release_all();

  /// The process dies: operations that have not run are lost, callbacks forgotten, data kept. May
  /// be called by the write hook; what that hook returns then decides only whether it was applied.
  void crash();

  std::size_t size() const { return records_.size(); }
  std::size_t transactions() const { return transactions_; }

 private:
  void run(Task operation);
  void answer(Task callback);
  std::optional<Fault> write_fault(const std::vector<Write>& writes);
  StoreStatus read_fault();
  const Record* visible(const RecordKey& key) const;
  ReadResult read(const std::vector<RecordKey>& keys) const;
  Page page(const Range& range) const;
  template <class Iterator>
  Page fill(Iterator at, Iterator end, std::size_t limit) const;
  WriteResult apply(const std::vector<Write>& writes);
  void erase(const std::string& partition, const std::string& from, const std::string& until);
  void write(const Write& write);

  Executor& executor_;
  const Clock& clock_;
  std::map<RecordKey, Record> records_;
  std::deque<Fault> write_faults_;
  std::deque<StoreStatus> read_faults_;
  WriteHook hook_;
  std::deque<Task> held_;
  bool holding_ = false;
  std::size_t transactions_ = 0;
  // A new one with each crash; what was posted before finds the old one gone.
  std::shared_ptr<const int> life_ = std::make_shared<int>(0);
  std::weak_ptr<const int> running_;  // the life of the operation that runs
};

}  // namespace atelier::port
