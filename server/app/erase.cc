#include "app/erase.h"

#include <cstdio>
#include <filesystem>
#include <optional>
#include <utility>

#include "adapter/filesystem/folder_lock.h"
#include "adapter/sqlite/scrub.h"
#include "app/erase/eraser.h"
#include "app/platform.h"
#include "app/server_secret.h"
#include "base/log.h"
#include "core/erasure.h"

namespace atelier::app {
namespace {

struct Opened {
  std::unique_ptr<Platform> platform;
  std::unique_ptr<Eraser> eraser;

  ~Opened() {
    if (platform != nullptr) platform->stop_loops();
  }
};

Result<std::unique_ptr<Opened>> open(const Config& config) {
  auto opened = std::make_unique<Opened>();
  ATELIER_TRY(opened->platform, Platform::open(config));
  ATELIER_TRY(const std::string secret,
              read_server_secret(*opened->platform->vault, opened->platform->random));
  opened->eraser = std::make_unique<Eraser>(*opened->platform, secret);
  return opened;
}

std::string line_of(const ErasedCounts& counts) {
  return std::to_string(counts.rooms) + " rooms, " + std::to_string(counts.documents) +
         " documents, " + std::to_string(counts.files) + " files, " + std::to_string(counts.mails) +
         " mails";
}

// The stores are closed: what was deleted leaves the files too (SAF7).
Result<void> scrub(const Config& config) {
  const std::filesystem::path folder(config.data);
  {
    ATELIER_TRY(const auto lock, adapter::FolderLock::take(folder));
    if (auto done = adapter::scrub_databases(folder); !done) return done;
  }
  ATELIER_TRY(const auto opened, open(config));
  return opened->eraser->scrubbed();
}

// Who could not be erased stays noted; the others are done.
Result<std::string> erase_noted(const Config& config, const std::string& also) {
  std::string line;
  std::optional<Error> failed;
  bool must_scrub = false;
  {
    ATELIER_TRY(const auto opened, open(config));
    Eraser& eraser = *opened->eraser;
    if (!also.empty()) {
      ATELIER_TRY(const std::string person, eraser.find(also));
      if (auto noted = eraser.note(person); !noted) return noted.error();
    }
    ATELIER_TRY(const auto people, eraser.asked());
    for (const std::string& person : people) {
      const auto counts = eraser.erase(person);
      if (!counts) {
        const std::string before = failed ? failed->message + "; " : std::string();
        failed = counts.error();
        failed->message = before + person + " could not be erased: " + failed->message;
        log::error("erasure_failed", {{"person", person}, {"reason", counts.error().message}});
        continue;
      }
      line = line_of(*counts);
      log::info("person_erased", {{"person", person}, {"found", line}});
    }
    ATELIER_TRY(must_scrub, eraser.must_scrub());
  }
  if (must_scrub) {
    if (auto done = scrub(config); !done) return done.error();
  }
  if (failed) return *failed;
  return line;
}

// With no more opened than that takes: it is asked at every start.
Result<bool> is_anything_noted(const Config& config) {
  const std::filesystem::path folder(config.data);
  if (!std::filesystem::exists(folder / "records.db")) return false;
  const net::SystemClock clock;
  ATELIER_TRY(const auto records, adapter::SqliteStore::open(folder, clock));
  ATELIER_TRY(const auto blobs, adapter::FileBlobs::open(folder));
  WaitingStore store(*records, *blobs);
  ATELIER_TRY(const port::Page noted, store.page({core::erasure_partition(kWorkspace), "", "", 1}));
  return !noted.records.empty();
}

}  // namespace

Result<void> finish_erasures(const Config& config) {
  ATELIER_TRY(const bool noted, is_anything_noted(config));
  if (!noted) return {};
  const auto done = erase_noted(config, "");
  if (done) return {};
  // SAF9: others work on meanwhile.
  log::error("erasures_wait", {{"reason", done.error().message}});
  std::fprintf(stderr,
               "atelier: an erasure is not finished: %s\n"
               "  It is noted and tried again at the next start; the server goes on without it.\n",
               done.error().message.c_str());
  return {};
}

Result<std::string> erase(const Config& config, const EraseOptions& options) {
  if (!std::filesystem::exists(std::filesystem::path(config.data) / "records.db")) {
    return not_found("There is no data folder of a server at " + config.data);
  }
  ATELIER_TRY(const std::string line, erase_noted(config, options.person));
  return "erased " + options.person + ": " + line;
}

}  // namespace atelier::app
