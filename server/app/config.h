// Configuration: built-in defaults, overridden by a TOML file, by ATELIER_* variables, by flags.
// Unknown keys are errors. docs/operating.md lists every setting from the same table.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace atelier::app {

/// A key of an embedding site; its algorithm is pinned here, never taken from a token.
struct JwtKey {
  std::string kid;
  std::string algorithm;  // HS256, RS256, ES256, EdDSA
  std::string secret;     // HS256
  std::string file;       // PEM public key of the others
  std::string issuer;     // what `iss` must be
};

struct Config {
  std::string listen = "127.0.0.1:8080";
  std::string data = "data";
  std::string key_file;  // of the secrets in the data folder; empty: `key` in it
  std::string web;       // folder of the built web app; empty: none is served
  std::string public_url;
  std::string guests = "links";         // off, links, open
  std::string registration = "closed";  // closed, invite, open
  std::vector<std::string> allowed_origins;
  std::vector<std::string> trusted_proxies;
  std::string tls_certificate;
  std::string tls_key;
  std::string log_level = "info";
  bool rate_limits = true;
  std::size_t loops = 0;  // 0: one per core, at most 8
  std::uint64_t min_free_mb = 512;
  DurationMs drain_ms = 10'000;
  std::string mail_url;  // smtp://host:port or smtps://host:port; empty: no mail is sent
  std::string mail_user;
  std::string mail_password;
  std::string mail_from;
  std::string mail_starttls = "required";  // required, off
  std::string mail_ca;
  std::string oidc_issuer;  // who signs people in; empty: nobody but we
  std::string oidc_client_id;
  std::string oidc_client_secret;
  std::string oidc_client_secret_file;
  std::string oidc_name;
  std::string oidc_scopes = "openid email profile";
  std::vector<std::string> oidc_allow;
  std::string oidc_ca;
  std::vector<JwtKey> jwt_keys;
};

/// Named values as flags give them: "listen" -> "127.0.0.1:0".
using Overrides = std::map<std::string, std::string>;

/// `file` may be empty. `environment` maps ATELIER_LISTEN and so on.
Result<Config> load_config(const std::string& file, const Overrides& environment,
                           const Overrides& flags);
/// The ATELIER_* variables of this process.
Overrides environment_overrides();

struct SettingHelp {
  std::string name;
  std::string help;
};
/// Every setting with its explanation, in order.
std::vector<SettingHelp> settings();

struct HostPort {
  std::string host;
  std::uint16_t port = 0;
};
/// "127.0.0.1:8080", "[::1]:0", "localhost:80".
Result<HostPort> parse_host_port(const std::string& text);

}  // namespace atelier::app
