// What people wrote, sealed in the data folder (spec/safe.md SAF50 to SAF54): the key of the
// content, and bringing a folder into that form and back while its server is down.
#pragma once

#include <string>

#include "adapter/filesystem/vault.h"

namespace atelier::app {

/// The key that records and blobs of the folder are sealed under; empty: they are not. The error
/// says what to do when `atelier encrypt` was interrupted.
Result<std::string> read_content_key(const std::string& data, const adapter::Vault& vault);

struct EncryptOptions {
  std::string data = "data";
  std::string key_file;
  bool off = false;  // opens what is sealed, for good
};
/// `atelier encrypt`, on a folder whose server is not running; a new folder is begun sealed. Takes
/// up what an interrupted one left. What is printed.
Result<std::string> encrypt(const EncryptOptions& options);

}  // namespace atelier::app
