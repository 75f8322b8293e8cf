#include "adapter/sqlite/partition_sizes.h"

#include "adapter/sqlite/database.h"
#include "base/json.h"

namespace atelier::adapter {
namespace {

constexpr const char* kTotals =
    "SELECT partition, COUNT(*), SUM(LENGTH(partition) + LENGTH(sort) + LENGTH(value))"
    " FROM records GROUP BY partition";
// Sort keys that begin with "file/", of rooms.
constexpr const char* kFiles =
    "SELECT partition, value FROM records WHERE sort >= X'66696C652F' AND sort < X'66696C6530'"
    " AND partition >= X'726F6F6D2F' AND partition < X'726F6F6D30'";

}  // namespace

Result<std::map<std::string, PartitionSize>> partition_sizes(const std::filesystem::path& folder) {
  ATELIER_TRY(Database database, Database::open(folder / "records.db"));
  std::map<std::string, PartitionSize> sizes;
  Statement totals(database.raw(), kTotals);
  int step = totals.step();
  for (; step == SQLITE_ROW; step = totals.step()) {
    PartitionSize& size = sizes[std::string(totals.bytes(0))];
    size.records = totals.number(1);
    size.bytes = totals.number(2);
  }
  Statement files(database.raw(), kFiles);
  for (int next = files.step(); next == SQLITE_ROW; next = files.step()) {
    PartitionSize& size = sizes[std::string(files.bytes(0))];
    ++size.files;
    size.file_bytes += int_member(object_of(files.bytes(1)), "size").value_or(0);
  }
  if (step != SQLITE_DONE) return unavailable("The sizes cannot be read now: try again.");
  return sizes;
}

}  // namespace atelier::adapter
