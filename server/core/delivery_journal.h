// DeliveryJournal: which event of which room had which position, kept in the store a day, so that
// an offset of an earlier incarnation can be turned into one seq per room after a restart (COR53).
// It is written behind the deliveries and delays none. On loop 0.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/function.h"
#include "base/result.h"
#include "core/on_executor.h"
#include "port/clock.h"
#include "port/record_store.h"

namespace atelier::core {

class DeliveryJournal {
 public:
  /// What the answer to a join told; of the same incarnation as the offset.
  struct Joined {
    std::uint64_t seq = 0;
    std::uint64_t position = 0;
  };
  using Rooms = std::map<std::string, Joined>;
  using Seqs = std::map<std::string, std::uint64_t>;
  using Found = UniqueFunction<void(Result<Seqs>)>;

  /// `partition`: of this node's journal, shared by its incarnations.
  DeliveryJournal(port::RecordStore& store, port::Executor& executor, const port::Clock& clock,
                  std::string partition, std::string incarnation);

  void add(std::uint64_t position, const std::string& room, std::uint64_t seq);
  /// The last seq each room had delivered at that offset; not_found when that cannot be told
  /// exactly.
  void seqs_at(std::string_view offset, Rooms rooms, Found found);

 private:
  struct Entry {
    std::uint64_t position;
    std::string room;
    std::uint64_t seq;
  };
  struct Search;

  void flush();
  void retry();
  void scan(std::shared_ptr<Search> search);
  void on_page(const std::shared_ptr<Search>& search, const port::Page& page);

  port::RecordStore& store_;
  port::Executor& executor_;
  const port::Clock& clock_;
  std::string partition_;
  std::string incarnation_;
  std::deque<Entry> waiting_;
  std::size_t in_flight_ = 0;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace atelier::core
