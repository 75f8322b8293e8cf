// The server's own signing keys: files `keys/<kid>.json` in the data folder, sealed and readable by
// the owner only (spec/auth.md, AUTH30 to AUTH33). `atelier token` and a running server share them
// through the disk. Any thread.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "adapter/filesystem/vault.h"
#include "base/result.h"
#include "port/clock.h"
#include "port/random.h"

namespace atelier::adapter {

struct SigningKey {
  std::string kid;     // [A-Za-z0-9_-]{1,64}
  std::string secret;  // 32 random bytes, for HS256
  WallMs created_at = 0;
};

class KeyRing {
 public:
  /// `folder` is the data folder. Loads all keys; creates one when there is none.
  /// `vault` is of the same folder and outlives the ring.
  static Result<std::unique_ptr<KeyRing>> open(const std::filesystem::path& folder,
                                               const Vault& vault, port::Random& random,
                                               const port::Clock& clock);

  /// The newest key: what new tokens are signed with.
  SigningKey newest() const;
  /// The key of that name. Unknown ones make the ring look on disk again, at most once a second.
  std::optional<SigningKey> find(std::string_view kid);
  /// Adds a newer key. Older ones go on verifying.
  Result<void> rotate();

 private:
  KeyRing(std::filesystem::path folder, const Vault& vault, port::Random& random,
          const port::Clock& clock)
      : folder_(std::move(folder)), vault_(vault), random_(random), clock_(clock) {}
  void load();

  const std::filesystem::path folder_;
  const Vault& vault_;
  port::Random& random_;
  const port::Clock& clock_;
  mutable std::mutex mutex_;
  std::map<std::string, SigningKey, std::less<>> keys_;
  MonoMs next_look_ = 0;
};

}  // namespace atelier::adapter
