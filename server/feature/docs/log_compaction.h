// Replaces entries of a document's log by segments (DOC18). The newest snapshot covers them, so
// loading does not need them; a segment is stored before its entries go, so that a crash in between
// leaves both. One run at a time; what fails is tried again with the next snapshot. One executor.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "feature/docs/segment.h"
#include "port/executor.h"
#include "port/record_store.h"

namespace atelier::feature::docs {

class LogCompaction {
 public:
  /// `partition` is the document's.
  LogCompaction(port::RecordStore& records, port::Executor& executor, port::Pool& pool,
                std::string partition);
  LogCompaction(const LogCompaction&) = delete;
  LogCompaction& operator=(const LogCompaction&) = delete;

  /// Entries up to `seq` are in a snapshot that is stored.
  void covered(std::uint64_t seq);
  bool is_running() const { return running_; }

  /// Sort key of the segment that begins with this entry.
  static std::string segment_key(std::uint64_t first);

 private:
  struct Made {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::string bytes;
  };
  using MadeList = std::shared_ptr<std::vector<Made>>;

  static MadeList make(const std::vector<port::Record>& records,
                       const std::vector<WallMs>& boundaries);
  static void add_segment(std::vector<NumberedEntry> run, const std::vector<WallMs>& boundaries,
                          std::vector<Made>& made);
  void read_boundaries();
  void read_page();
  void on_page(port::Page page);
  void write(MadeList made, std::size_t index);
  void written(const MadeList& made, std::size_t index, const port::WriteResult& result);
  void remove_entries(std::uint64_t first, std::uint64_t last, Task then);

  port::RecordStore& records_;
  port::Executor& executor_;
  port::Pool& pool_;
  std::string partition_;
  bool running_ = false;
  std::uint64_t done_ = 0;   // up to here nothing is left to do
  std::uint64_t until_ = 0;  // of this run
  std::uint64_t next_ = 0;
  std::vector<WallMs> boundaries_;  // times of named versions (VER4)
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace atelier::feature::docs
