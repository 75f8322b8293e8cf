// Reads of records on one connection. One thread.
#pragma once

#include <vector>

#include "adapter/sqlite/database.h"
#include "base/time.h"
#include "port/record_store.h"

namespace atelier::adapter {

class RecordReader {
 public:
  explicit RecordReader(Database& database);

  /// All keys from one snapshot.
  port::ReadResult get(const std::vector<port::RecordKey>& keys, WallMs now);
  port::Page query(const port::Range& range, WallMs now);

 private:
  bool read_all(const std::vector<port::RecordKey>& keys, WallMs now, port::ReadResult& result);
  Statement& choose(const port::Range& range);
  int fill(Statement& rows, const port::Range& range, port::Page& page);

  Database& database_;
  Statement begin_;
  Statement end_;
  Statement get_;
  Statement forwards_;
  Statement forwards_until_;
  Statement backwards_;
  Statement backwards_until_;
};

}  // namespace atelier::adapter
