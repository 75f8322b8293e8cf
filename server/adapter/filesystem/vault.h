// The secrets of a data folder on disk: files below `keys/` and `secrets/`, sealed under a key that
// stands in a file of its own (spec/safe.md SAF30 to SAF35). Files that were written before there
// was a key are sealed when they are read. Blocking; any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "port/random.h"

namespace atelier::adapter {

struct VaultPlace {
  std::filesystem::path data;
  std::filesystem::path key_file = {};  // empty: `key` in the data folder
};

class Vault {
 public:
  /// Makes the key file when nothing is sealed yet. The error says what to do when it is missing,
  /// damaged, or open to others.
  static Result<std::unique_ptr<Vault>> open(VaultPlace place, port::Random& random);
  /// Another key for everything; the server is not running. How many files were sealed anew. An
  /// interrupted one goes on, and until then both keys open what they sealed.
  static Result<std::size_t> rekey(VaultPlace place, port::Random& random);

  /// `name` is below the data folder: "keys/server.secret". not_found; conflict when it was sealed
  /// under another key.
  Result<std::string> read(const std::string& name) const;
  /// conflict when it exists.
  Result<void> create(const std::string& name, std::string_view plain) const;
  Result<void> replace(const std::string& name, std::string_view plain) const;

 private:
  Vault(VaultPlace place, std::vector<std::string> keys, port::Random& random)
      : place_(std::move(place)), keys_(std::move(keys)), random_(random) {}
  std::filesystem::path aside(const std::string& name) const;

  VaultPlace place_;
  std::vector<std::string> keys_;  // the first seals
  port::Random& random_;
};

}  // namespace atelier::adapter
