#include "adapter/sqlite/scrub.h"

#include <system_error>

#include "adapter/filesystem/durable_file.h"
#include "adapter/sqlite/database.h"

namespace atelier::adapter {
namespace {

// VACUUM writes the file anew from what is in it; the checkpoint empties the write-ahead log.
constexpr const char* kRewrite = "PRAGMA secure_delete=ON; VACUUM; PRAGMA wal_checkpoint(TRUNCATE)";
// The index of words keeps what was removed until its parts are merged: it is made again.
constexpr const char* kRebuildWords = "INSERT INTO words (words) VALUES ('rebuild')";

}  // namespace

Result<void> scrub_databases(const std::filesystem::path& folder) {
  const std::filesystem::path search = folder / "search.db";
  if (std::filesystem::exists(search)) {
    ATELIER_TRY(Database database, Database::open(search));
    if (auto rebuilt = database.execute(kRebuildWords); !rebuilt) return rebuilt;
    if (auto rewritten = database.execute(kRewrite); !rewritten) return rewritten;
  }
  std::error_code failed;
  std::filesystem::remove(folder / "search.db.damaged", failed);
  if (failed) return unavailable("search.db.damaged cannot be removed: " + failed.message());
  ATELIER_TRY(Database records, Database::open(folder / "records.db"));
  if (auto rewritten = records.execute(kRewrite); !rewritten) return rewritten;
  return sync_folder(folder);
}

}  // namespace atelier::adapter
