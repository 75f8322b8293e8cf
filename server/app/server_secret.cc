#include "app/server_secret.h"

#include <filesystem>

#include "adapter/filesystem/durable_file.h"

namespace atelier::app {
namespace {

constexpr std::size_t kBytes = 32;
constexpr mode_t kOwnerOnly = 0600;

}  // namespace

Result<std::string> read_server_secret(const std::string& data, port::Random& random) {
  const std::filesystem::path folder = std::filesystem::path(data) / "keys";
  const std::filesystem::path file = folder / "server.secret";
  auto secret = adapter::read_file(file);
  if (!secret && secret.error().code == Errc::kNotFound) {
    const std::string made = random.bytes(kBytes);
    const auto created =
        adapter::create_durably(file, folder / "server.secret.new", made, kOwnerOnly);
    if (!created) return created.error();
    return made;
  }
  if (secret && secret->size() != kBytes) return invalid(file.string() + " is damaged");
  return secret;
}

}  // namespace atelier::app
