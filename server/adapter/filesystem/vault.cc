#include "adapter/filesystem/vault.h"

#include <sys/stat.h>

#include <array>
#include <cstdio>
#include <optional>
#include <utility>

#include "adapter/crypto/sealed_box.h"
#include "adapter/filesystem/durable_file.h"
#include "adapter/filesystem/folder_lock.h"
#include "base/base64.h"

namespace atelier::adapter {
namespace {

constexpr std::string_view kKeyMark = "atelier-key-1 ";
constexpr mode_t kOwnerOnly = 0600;
constexpr mode_t kOthers = 0077;
constexpr std::array kFolders{"keys", "secrets"};

std::filesystem::path key_file_of(const VaultPlace& place) {
  return place.key_file.empty() ? place.data / "key" : place.key_file;
}

/// Of a change of keys that is not over.
std::filesystem::path next_key_file_of(const VaultPlace& place) {
  std::filesystem::path next = key_file_of(place);
  return next += ".new";
}

Result<std::string> read_key(const std::filesystem::path& file) {
  ATELIER_TRY(const std::string text, read_file(file));
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return unavailable("The key file cannot be read.");
  if ((status.st_mode & kOthers) != 0) {
    return invalid("The key file " + file.string() +
                   " can be read by others than its owner: chmod 600 it.");  // SAF32
  }
  std::string_view rest = text;
  if (rest.starts_with(kKeyMark)) rest.remove_prefix(kKeyMark.size());
  while (rest.ends_with('\n')) rest.remove_suffix(1);
  auto key = base64::decode_url(rest);
  if (!text.starts_with(kKeyMark) || !key || key->size() != kSealingKeyBytes) {
    return invalid("The key file " + file.string() + " is damaged: put back a copy of it.");
  }
  return std::move(*key);
}

Result<std::string> make_key(const std::filesystem::path& file, port::Random& random) {
  const std::string key = random.bytes(kSealingKeyBytes);
  std::filesystem::path aside = file;
  aside += "." + base64::encode_url(random.bytes(6));
  std::string text(kKeyMark);
  text.append(base64::encode_url(key)).append("\n");
  const auto made = create_durably(file, aside, text, kOwnerOnly);
  // Another process was faster.
  if (!made && made.error().code == Errc::kConflict) return read_key(file);
  if (!made)
    return Error{made.error().code,
                 "The key file " + file.string() + " cannot be made: " + made.error().message};
  return key;
}

/// Names of the secrets of a data folder, below it.
std::vector<std::string> names_in(const std::filesystem::path& data) {
  std::vector<std::string> names;
  for (const char* folder : kFolders) {
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(data / folder, failed)) {
      if (!entry.is_regular_file(failed) || entry.path().extension() == ".new") continue;
      names.push_back(std::string(folder) + "/" + entry.path().filename().string());
    }
  }
  return names;
}

bool has_sealed(const std::filesystem::path& data) {
  for (const std::string& name : names_in(data)) {
    const auto bytes = read_file(data / name);
    if (bytes && is_sealed(*bytes)) return true;
  }
  return false;
}

Error missing_key(const std::filesystem::path& file) {
  return invalid("The key file " + file.string() +
                 " is missing, and the secrets of this data folder are sealed under it: put it "
                 "back, or say with --key-file where it is.");
}

std::optional<std::string> open_with(const std::vector<std::string>& keys, const std::string& name,
                                     std::string_view sealed) {
  for (const std::string& key : keys) {
    if (auto plain = unseal(key, name, sealed)) return plain;
  }
  return std::nullopt;
}

Error other_key(const VaultPlace& place, const std::string& name) {
  return {Errc::kConflict, name + " was sealed under another key than that in " +
                               key_file_of(place).string() +
                               ", or is damaged: put back the key "
                               "file that belongs to this folder."};
}

}  // namespace

Result<std::unique_ptr<Vault>> Vault::open(VaultPlace place, port::Random& random) {
  const std::filesystem::path file = key_file_of(place);
  auto key = read_key(file);
  if (!key && key.error().code == Errc::kNotFound) {
    if (has_sealed(place.data)) return missing_key(file);
    key = make_key(file, random);
  }
  if (!key) return key.error();
  std::vector<std::string> keys{std::move(*key)};
  auto next = read_key(next_key_file_of(place));
  if (next) keys.push_back(std::move(*next));
  std::unique_ptr<Vault> vault(new Vault(std::move(place), std::move(keys), random));
  // SAF33: a key that does not fit is noticed before anything is served.
  for (const std::string& name : names_in(vault->place_.data)) {
    const auto bytes = read_file(vault->place_.data / name);
    if (!bytes || !is_sealed(*bytes)) continue;
    if (!open_with(vault->keys_, name, *bytes)) return other_key(vault->place_, name);
  }
  return vault;
}

std::filesystem::path Vault::aside(const std::string& name) const {
  return place_.data / (name + "." + base64::encode_url(random_.bytes(6)) + ".new");
}

Result<std::string> Vault::read(const std::string& name) const {
  ATELIER_TRY(const std::string bytes, read_file(place_.data / name));
  if (is_sealed(bytes)) {
    auto plain = open_with(keys_, name, bytes);
    if (!plain) return other_key(place_, name);
    return std::move(*plain);
  }
  if (auto sealed = replace(name, bytes); !sealed) return sealed.error();  // SAF31
  return bytes;
}

Result<void> Vault::create(const std::string& name, std::string_view plain) const {
  return create_durably(place_.data / name, aside(name), seal(keys_[0], name, plain, random_),
                        kOwnerOnly);
}

Result<void> Vault::replace(const std::string& name, std::string_view plain) const {
  return replace_durably(place_.data / name, aside(name), seal(keys_[0], name, plain, random_),
                         kOwnerOnly);
}

Result<std::size_t> Vault::rekey(VaultPlace place, port::Random& random) {
  ATELIER_TRY(const auto lock, FolderLock::take(place.data));
  ATELIER_TRY(const auto old, open(place, random));
  const std::filesystem::path file = key_file_of(place);
  const std::filesystem::path next = next_key_file_of(place);
  ATELIER_TRY(const std::string key, make_key(next, random));
  const Vault anew(place, {key}, random);
  std::size_t count = 0;
  for (const std::string& name : names_in(place.data)) {
    // Also what an interrupted one has done: the old vault opens both.
    const auto keys = std::vector<std::string>{key, old->keys_[0]};
    ATELIER_TRY(const std::string bytes, read_file(place.data / name));
    std::optional<std::string> plain = is_sealed(bytes) ? open_with(keys, name, bytes) : bytes;
    if (!plain) return other_key(place, name);
    if (auto sealed = anew.replace(name, *plain); !sealed) return sealed.error();
    ++count;
  }
  if (std::rename(next.c_str(), file.c_str()) != 0) {
    return unavailable("The new key file could not be put in place of " + file.string());
  }
  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  if (auto synced = sync_folder(folder); !synced) return synced.error();
  return count;
}

}  // namespace atelier::adapter
