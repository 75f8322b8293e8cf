#include "app/encrypt.h"

#include <filesystem>
#include <optional>

#include "adapter/crypto/content_box.h"
#include "adapter/crypto/system_random.h"
#include "adapter/filesystem/durable_file.h"
#include "adapter/filesystem/file_blobs.h"
#include "adapter/filesystem/folder_lock.h"
#include "adapter/sealed/sealed_store.h"
#include "adapter/sqlite/recode.h"
#include "adapter/sqlite/scrub.h"
#include "app/stored_secrets.h"

namespace atelier::app {
namespace {

using std::filesystem::path;

// The state of a folder is which of these secrets it has: none, not sealed; `content.key`, sealed.
// While a folder is brought from one to the other there is `content.next` or `content.off` as well.
constexpr const char* kKey = "secrets/content.key";
constexpr const char* kNext = "secrets/content.next";
constexpr const char* kOff = "secrets/content.off";

bool has(const path& data, const char* name) {
  return std::filesystem::exists(data / name);
}

Result<void> forget(const path& data, const char* name) {
  std::error_code failed;
  std::filesystem::remove(data / name, failed);
  if (failed) return unavailable(std::string(name) + " cannot be removed: " + failed.message());
  return adapter::sync_folder(data / "secrets");
}

adapter::Recode sealing(const std::string& key, port::Random& random) {
  return [&key, &random](std::string_view partition, std::string_view sort,
                         std::string_view value) -> Result<std::optional<std::string>> {
    const std::string name = adapter::sealing_name(partition, sort);
    if (adapter::unseal_content(key, name, value)) return std::optional<std::string>();
    return std::optional(adapter::seal_content(key, name, value, random));
  };
}

adapter::Recode unsealing(const std::string& key) {
  return [&key](std::string_view partition, std::string_view sort,
                std::string_view value) -> Result<std::optional<std::string>> {
    return adapter::unseal_content(key, adapter::sealing_name(partition, sort), value);
  };
}

/// The index of words is not sealed: it goes, and is made anew in memory or in its file.
Result<void> remove_index(const path& data) {
  for (const char* name : {"search.db", "search.db-wal", "search.db-shm", "search.db.damaged"}) {
    std::error_code failed;
    std::filesystem::remove(data / name, failed);
    if (failed) return unavailable(std::string(name) + " cannot be removed: " + failed.message());
  }
  return {};
}

/// Everything that is stored, and no trace of its other form left in the files.
Result<std::string> bring_over(const path& data, const std::string& key, bool seals,
                               port::Random& random) {
  std::size_t records = 0;
  if (auto removed = remove_index(data); !removed) return removed.error();
  if (std::filesystem::exists(data / "records.db")) {
    ATELIER_TRY(records,
                adapter::recode_records(data, seals ? sealing(key, random) : unsealing(key)));
  }
  std::error_code ignored;
  std::filesystem::create_directories(data / "aside", ignored);
  ATELIER_TRY(const std::size_t blobs, adapter::FileBlobs::recode(data, key, seals, random));
  if (std::filesystem::exists(data / "records.db")) {
    if (auto scrubbed = adapter::scrub_databases(data); !scrubbed) return scrubbed.error();
  }
  return std::to_string(records) + " records and " + std::to_string(blobs) + " files";
}

Result<std::string> turn_on(const path& data, const adapter::Vault& vault, port::Random& random) {
  if (has(data, kOff)) return invalid("This folder is being opened: finish it with --off first.");
  if (has(data, kKey) && !has(data, kNext)) return std::string("this folder is sealed already");
  if (auto made = make_secrets_folder(data); !made) return made.error();
  if (!has(data, kNext)) {
    auto kept = vault.create(kNext, random.bytes(adapter::kContentKeyBytes));
    if (!kept) return kept.error();
  }
  ATELIER_TRY(const std::string key, vault.read(kNext));
  ATELIER_TRY(const std::string done, bring_over(data, key, true, random));
  if (!has(data, kKey)) {
    if (auto kept = vault.create(kKey, key); !kept) return kept.error();
  }
  if (auto forgotten = forget(data, kNext); !forgotten) return forgotten.error();
  return done + " sealed; without the key file of this folder all of its content is lost";
}

Result<std::string> turn_off(const path& data, const adapter::Vault& vault, port::Random& random) {
  if (has(data, kNext))
    return invalid("This folder is being sealed: finish it without --off first.");
  if (!has(data, kKey)) {
    if (auto forgotten = forget(data, kOff); !forgotten) return forgotten.error();
    return std::string("this folder is not sealed");
  }
  if (!has(data, kOff)) {
    if (auto kept = vault.create(kOff, "{}"); !kept) return kept.error();
  }
  ATELIER_TRY(const std::string key, vault.read(kKey));
  ATELIER_TRY(const std::string done, bring_over(data, key, false, random));
  if (auto forgotten = forget(data, kKey); !forgotten) return forgotten.error();
  if (auto forgotten = forget(data, kOff); !forgotten) return forgotten.error();
  return done + " opened; encrypt the disk if others could take it";
}

}  // namespace

Result<std::string> read_content_key(const std::string& data, const adapter::Vault& vault) {
  if (has(data, kNext)) {
    return invalid("Sealing this folder was interrupted: run `atelier encrypt` on it again.");
  }
  if (has(data, kOff)) {
    return invalid("Opening this folder was interrupted: run `atelier encrypt --off` on it again.");
  }
  if (!has(data, kKey)) return std::string();
  return vault.read(kKey);
}

Result<std::string> encrypt(const EncryptOptions& options) {
  const path data(options.data);
  std::error_code failed;
  std::filesystem::create_directories(data, failed);
  if (failed) return unavailable("The data folder cannot be made: " + failed.message());
  ATELIER_TRY(const auto lock, adapter::FolderLock::take(data));
  if (auto made = make_secrets_folder(data); !made) return made.error();
  adapter::SystemRandom random;
  ATELIER_TRY(const auto vault, adapter::Vault::open({data, options.key_file}, random));
  return options.off ? turn_off(data, *vault, random) : turn_on(data, *vault, random);
}

}  // namespace atelier::app
