#include "app/server_secret.h"

namespace atelier::app {
namespace {

constexpr std::size_t kBytes = 32;
constexpr const char* kName = "keys/server.secret";

}  // namespace

Result<std::string> read_server_secret(const adapter::Vault& vault, port::Random& random) {
  auto secret = vault.read(kName);
  if (!secret && secret.error().code == Errc::kNotFound) {
    std::string made = random.bytes(kBytes);
    if (const auto created = vault.create(kName, made); !created) return created.error();
    return made;
  }
  if (secret && secret->size() != kBytes) return invalid(std::string(kName) + " is damaged");
  return secret;
}

}  // namespace atelier::app
