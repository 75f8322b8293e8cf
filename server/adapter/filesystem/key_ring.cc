#include "adapter/filesystem/key_ring.h"

#include <algorithm>
#include <utility>

#include "base/base64.h"
#include "base/ids.h"
#include "base/json.h"
#include "base/log.h"

namespace atelier::adapter {
namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kKidBytes = 9;
constexpr DurationMs kLookEveryMs = 1000;

// Key names have the shape of room names: 1 to 64 letters, digits, `-` and `_`.
bool is_kid(std::string_view kid) {
  return is_room_id(kid);
}

std::string written(const SigningKey& key) {
  const json::object object{{"kid", key.kid},
                            {"algorithm", "HS256"},
                            {"secret", base64::encode_url(key.secret)},
                            {"created_at", key.created_at}};
  return json::serialize(object) + "\n";
}

Result<SigningKey> parse_key(std::string_view text, std::string_view kid) {
  ATELIER_TRY(const json::value value, parse_json(text));
  const json::object* object = value.if_object();
  if (object == nullptr) return invalid("not an object");
  const auto secret = string_member(*object, "secret");
  const auto created_at = int_member(*object, "created_at");
  if (string_member(*object, "kid") != kid || !secret || !created_at) return invalid("no key");
  if (string_member(*object, "algorithm") != "HS256") return invalid("another algorithm");
  auto bytes = base64::decode_url(*secret);
  if (!bytes || bytes->size() < kSecretBytes) return invalid("the secret is too short");
  return SigningKey{std::string(kid), std::move(*bytes), *created_at};
}

}  // namespace

Result<std::unique_ptr<KeyRing>> KeyRing::open(const std::filesystem::path& folder,
                                               const Vault& vault, port::Random& random,
                                               const port::Clock& clock) {
  const std::filesystem::path keys = folder / "keys";
  std::error_code failed;
  std::filesystem::create_directories(keys, failed);
  if (!failed) {
    std::filesystem::permissions(keys, std::filesystem::perms::owner_all, failed);
  }
  if (failed) {
    return unavailable("cannot use the folder " + keys.string() + ": " + failed.message());
  }
  std::unique_ptr<KeyRing> ring(new KeyRing(keys, vault, random, clock));
  ring->load();
  if (!ring->keys_.empty()) return ring;
  if (auto made = ring->rotate(); !made) return made.error();
  return ring;
}

SigningKey KeyRing::newest() const {
  const std::scoped_lock lock(mutex_);
  const auto newest = std::ranges::max_element(
      keys_, {}, [](const auto& entry) { return std::pair(entry.second.created_at, entry.first); });
  ATELIER_ASSERT(newest != keys_.end());
  return newest->second;
}

std::optional<SigningKey> KeyRing::find(std::string_view kid) {
  const std::scoped_lock lock(mutex_);
  auto found = keys_.find(kid);
  if (found == keys_.end() && is_kid(kid) && clock_.mono() >= next_look_) {
    next_look_ = clock_.mono() + kLookEveryMs;
    load();
    found = keys_.find(kid);
  }
  return found == keys_.end() ? std::nullopt : std::optional(found->second);
}

Result<void> KeyRing::rotate() {
  SigningKey key{base64::encode_url(random_.bytes(kKidBytes)), random_.bytes(kSecretBytes),
                 clock_.wall()};
  const auto created = vault_.create("keys/" + key.kid + ".json", written(key));
  if (!created) return created;
  const std::scoped_lock lock(mutex_);
  keys_.insert_or_assign(key.kid, key);
  return {};
}

void KeyRing::load() {
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, failed)) {
    const std::filesystem::path& file = entry.path();
    const std::string kid = file.stem().string();
    if (file.extension() != ".json" || !is_kid(kid)) continue;
    const auto text = vault_.read("keys/" + kid + ".json");
    auto key = text ? parse_key(*text, kid) : Result<SigningKey>(text.error());
    if (key) {
      keys_.insert_or_assign(kid, std::move(*key));
    } else {
      log::warn("a signing key cannot be used", {{"kid", kid}, {"reason", key.error().message}});
    }
  }
}

}  // namespace atelier::adapter
