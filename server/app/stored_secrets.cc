#include "app/stored_secrets.h"

#include <array>
#include <filesystem>

#include "adapter/crypto/system_random.h"

namespace atelier::app {
namespace {

struct StoredSecret {
  const char* name;
  std::string Config::*member;
};
constexpr std::array kStored{StoredSecret{"mail_password", &Config::mail_password},
                             StoredSecret{"oidc_client_secret", &Config::oidc_client_secret}};

std::string file_of(const std::string& name) {
  return "secrets/" + name;
}

bool may_be_stored(const std::string& name) {
  for (const StoredSecret& each : kStored) {
    if (name == each.name) return true;
  }
  return false;
}

}  // namespace

Result<void> make_secrets_folder(const std::filesystem::path& data) {
  const std::filesystem::path folder = data / "secrets";
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (!failed) {
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failed);
  }
  if (failed) return unavailable("cannot use the folder " + folder.string());
  return {};
}

Result<Config> with_stored_secrets(Config config, const adapter::Vault& vault) {
  for (const StoredSecret& each : kStored) {
    std::string& value = config.*each.member;
    const bool in_file =
        each.member == &Config::oidc_client_secret && !config.oidc_client_secret_file.empty();
    if (!value.empty() || in_file) continue;
    auto stored = vault.read(file_of(each.name));
    if (stored) {
      value = std::move(*stored);
    } else if (stored.error().code != Errc::kNotFound) {
      return stored.error();
    }
  }
  return config;
}

Result<std::string> store_secret(const SecretOptions& options, const std::string& value) {
  if (!may_be_stored(options.name)) {
    return invalid("--name must be mail_password or oidc_client_secret");
  }
  const std::string line = value.substr(0, value.find_first_of("\r\n"));
  if (line.empty()) return invalid("write the secret on standard input, in one line");
  if (auto made = make_secrets_folder(options.data); !made) return made.error();
  adapter::SystemRandom random;
  ATELIER_TRY(const auto vault, adapter::Vault::open({options.data, options.key_file}, random));
  if (auto kept = vault->replace(file_of(options.name), line); !kept) return kept.error();
  return options.name + " is kept sealed; a server that is running reads it at its next start";
}

Result<std::string> rekey(const SecretOptions& options) {
  if (!std::filesystem::exists(options.data)) return not_found("There is no such data folder.");
  adapter::SystemRandom random;
  ATELIER_TRY(const std::size_t count,
              adapter::Vault::rekey({options.data, options.key_file}, random));
  return std::to_string(count) + " secrets are sealed under a new key";
}

}  // namespace atelier::app
