// Passwords of other servers that stand in the data folder, sealed, rather than in the
// configuration (spec/safe.md SAF34), and changing the key that they are sealed under (SAF35).
#pragma once

#include <filesystem>
#include <string>

#include "adapter/filesystem/vault.h"
#include "app/config.h"

namespace atelier::app {

/// `config` with what it leaves empty and the folder has.
Result<Config> with_stored_secrets(Config config, const adapter::Vault& vault);

struct SecretOptions {
  std::string data = "data";
  std::string key_file;
  std::string name;  // mail_password, oidc_client_secret
};
/// `atelier secret`: keeps `value`, its first line, under that name. What is printed.
Result<std::string> store_secret(const SecretOptions& options, const std::string& value);

/// Where secrets stand, for the owner only.
Result<void> make_secrets_folder(const std::filesystem::path& data);

/// `atelier rekey`, on a folder whose server is not running. What is printed.
Result<std::string> rekey(const SecretOptions& options);

}  // namespace atelier::app
