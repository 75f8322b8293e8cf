#include "adapter/sqlite/recode.h"

#include <utility>
#include <vector>

#include "adapter/sqlite/database.h"

namespace atelier::adapter {
namespace {

constexpr std::size_t kRecordsPerStep = 300;

struct Changed {
  std::string partition;
  std::string sort;
  std::optional<std::string> value;
};

Error failure(const Database& database) {
  return unavailable("records.db: " + std::string(database.last_error()));
}

/// The next records behind the last of `step`, in their new form.
Result<std::vector<Changed>> read_step(Database& database, Statement& read, const Changed& last,
                                       const Recode& recode) {
  read.bind_blob(1, last.partition);
  read.bind_blob(2, last.sort);
  read.bind(3, static_cast<std::int64_t>(kRecordsPerStep));
  std::vector<Changed> step;
  int code = read.step();
  for (; code == SQLITE_ROW; code = read.step()) {
    auto value = recode(read.bytes(0), read.bytes(1), read.bytes(2));
    if (!value) return value.error();
    step.push_back({std::string(read.bytes(0)), std::string(read.bytes(1)), std::move(*value)});
  }
  read.reset();
  if (code != SQLITE_DONE) return failure(database);
  return step;
}

Result<std::size_t> write_step(Database& database, Statement& write,
                               const std::vector<Changed>& step) {
  std::size_t count = 0;
  if (auto begun = database.execute("BEGIN IMMEDIATE"); !begun) return begun.error();
  for (const Changed& each : step) {
    if (!each.value) continue;
    write.bind_blob(1, each.partition);
    write.bind_blob(2, each.sort);
    write.bind_blob(3, *each.value);
    if (write.run_and_reset() != SQLITE_DONE) return failure(database);
    ++count;
  }
  if (auto stored = database.execute("COMMIT"); !stored) return stored.error();
  return count;
}

}  // namespace

Result<std::size_t> recode_records(const std::filesystem::path& folder, const Recode& recode) {
  ATELIER_TRY(Database database, Database::open(folder / "records.db"));
  Statement read(database.raw(),
                 "SELECT partition, sort, value FROM records WHERE (partition, sort) > (?1, ?2)"
                 " ORDER BY partition, sort LIMIT ?3");
  Statement write(database.raw(),
                  "UPDATE records SET value = ?3 WHERE partition = ?1 AND sort = ?2");
  std::size_t count = 0;
  Changed last;
  while (true) {
    ATELIER_TRY(std::vector<Changed> step, read_step(database, read, last, recode));
    if (step.empty()) return count;
    ATELIER_TRY(const std::size_t written, write_step(database, write, step));
    count += written;
    last = std::move(step.back());
  }
}

}  // namespace atelier::adapter
