#include "app/token.h"

#include <charconv>
#include <filesystem>

#include "adapter/crypto/openssl_crypto.h"
#include "adapter/crypto/server_trust.h"
#include "adapter/crypto/system_random.h"
#include "adapter/filesystem/key_ring.h"
#include "base/ids.h"
#include "core/principal.h"
#include "net/system_clock.h"

namespace atelier::app {

Result<DurationMs> parse_duration(const std::string& text) {
  DurationMs amount = 0;
  const auto [unit, failed] = std::from_chars(text.data(), text.data() + text.size(), amount);
  const std::string_view name(unit, static_cast<std::size_t>(text.data() + text.size() - unit));
  const DurationMs scale = name == "ms"  ? 1
                           : name == "s" ? 1000
                           : name == "m" ? 60'000
                           : name == "h" ? 3'600'000
                           : name == "d" ? 86'400'000
                                         : 0;
  if (failed != std::errc() || scale == 0 || amount < 1 || amount > 30 * 86'400'000LL / scale) {
    return invalid(text + ": write a duration as 90s, 15m, 1h or 7d, at most 30d");
  }
  return amount * scale;
}

Result<std::string> make_token(const TokenOptions& options) {
  if (options.user.empty() || options.name.empty()) return invalid("--user and --name are needed");
  if (!options.room.empty() && !is_room_id(options.room)) {
    return invalid("--room must be 1 to 64 of A-Z a-z 0-9 _ -");
  }
  if (!core::parse_role(options.role)) {
    return invalid("--role must be viewer, commenter, editor or owner");
  }
  ATELIER_TRY(const DurationMs ttl, parse_duration(options.ttl));
  std::error_code failed;
  std::filesystem::create_directories(options.data, failed);
  if (failed) return unavailable("The data folder cannot be made: " + failed.message());
  const net::SystemClock clock;
  adapter::SystemRandom random;
  const adapter::OpenSslCrypto crypto;
  ATELIER_TRY(const auto vault, adapter::Vault::open({options.data, options.key_file}, random));
  ATELIER_TRY(const auto ring, adapter::KeyRing::open(options.data, *vault, random, clock));
  const adapter::ServerTrust trust(*ring, crypto);
  wire::JwtClaims claims;
  claims.subject = options.user;
  claims.name = options.name;
  claims.issuer = std::string(adapter::kOwnIssuer);
  claims.audience = "atelier";
  claims.issued_at = clock.wall();
  claims.expires_at = claims.issued_at + ttl;
  claims.id = random.uuid_v7(claims.issued_at);
  if (!options.room.empty()) claims.rooms.emplace_back(options.room, options.role);
  return trust.make_token(claims);
}

}  // namespace atelier::app
