#include "app/config.h"

#include <toml++/toml.h>
#include <charconv>
#include <functional>

extern char** environ;

namespace atelier::app {
namespace {

using Set = std::function<Result<void>(Config&, const std::string&)>;

struct Setting {
  std::string name;
  std::string help;
  Set set;
};

Set text(std::string Config::*member) {
  return [member](Config& config, const std::string& value) -> Result<void> {
    config.*member = value;
    return {};
  };
}

Set one_of(std::string Config::*member, std::vector<std::string> allowed) {
  return [member, allowed](Config& config, const std::string& value) -> Result<void> {
    for (const std::string& choice : allowed) {
      if (choice == value) {
        config.*member = value;
        return {};
      }
    }
    std::string list;
    for (const std::string& choice : allowed) list += (list.empty() ? "" : ", ") + choice;
    return invalid("must be one of: " + list);
  };
}

template <class Number>
Set number(Number Config::*member) {
  return [member](Config& config, const std::string& value) -> Result<void> {
    const auto [end, failed] =
        std::from_chars(value.data(), value.data() + value.size(), config.*member);
    if (failed != std::errc() || end != value.data() + value.size()) {
      return invalid("must be a whole number");
    }
    return {};
  };
}

Set on_off(bool Config::*member) {
  return [member](Config& config, const std::string& value) -> Result<void> {
    if (value != "on" && value != "off") return invalid("must be on or off");
    config.*member = value == "on";
    return {};
  };
}

Set list(std::vector<std::string> Config::*member) {
  return [member](Config& config, const std::string& value) -> Result<void> {
    std::vector<std::string>& out = config.*member;
    out.clear();
    for (std::size_t at = 0; at < value.size();) {
      const std::size_t end = std::min(value.find(',', at), value.size());
      if (end > at) out.push_back(value.substr(at, end - at));
      at = end + 1;
    }
    return {};
  };
}

const std::vector<Setting>& table() {
  static const std::vector<Setting> settings{
      {"listen", "address and port; port 0 picks a free one", text(&Config::listen)},
      {"data", "the data folder", text(&Config::data)},
      {"key_file",
       "file with the key of the secrets in the data folder; made when there is none; key in the "
       "data folder unless you say where",
       text(&Config::key_file)},
      {"web", "folder of the built web app", text(&Config::web)},
      {"public_url", "address under which people reach the server, for links",
       text(&Config::public_url)},
      {"guests", "who may come without an account: off, links, open",
       one_of(&Config::guests, {"off", "links", "open"})},
      {"registration", "who may make an account: closed, invite (who was invited), open",
       one_of(&Config::registration, {"closed", "invite", "open"})},
      {"allowed_origins", "other sites that may connect from a browser, comma separated",
       list(&Config::allowed_origins)},
      {"trusted_proxies", "addresses whose X-Forwarded-* headers count, comma separated",
       list(&Config::trusted_proxies)},
      {"tls_certificate", "PEM file with the certificate chain", text(&Config::tls_certificate)},
      {"tls_key", "PEM file with the private key", text(&Config::tls_key)},
      {"log_level", "debug, info, warn or error",
       one_of(&Config::log_level, {"debug", "info", "warn", "error"})},
      {"rate_limits", "on, or off for benchmarks and trusted networks",
       on_off(&Config::rate_limits)},
      {"loops", "event loops; 0: one per core, at most 8", number(&Config::loops)},
      {"min_free_mb", "below this much free disk, writes are refused (MB)",
       number(&Config::min_free_mb)},
      {"drain_ms", "how long SIGTERM waits for connections to leave (ms)",
       number(&Config::drain_ms)},
      {"mail_url", "mail server: smtp://HOST:PORT or smtps://HOST:PORT", text(&Config::mail_url)},
      {"mail_user", "login at the mail server", text(&Config::mail_user)},
      {"mail_password", "its password; better as a variable than as a flag",
       text(&Config::mail_password)},
      {"mail_from", "who writes: rooms@example.org or \"Studio <rooms@example.org>\"",
       text(&Config::mail_from)},
      {"mail_starttls", "required, or off for a mail server on the same machine",
       one_of(&Config::mail_starttls, {"required", "off"})},
      {"mail_ca", "PEM file with the authority of the mail server's certificate, if it is private",
       text(&Config::mail_ca)},
      {"oidc_issuer",
       "OpenID Connect provider that people may sign in with: https://id.example.org",
       text(&Config::oidc_issuer)},
      {"oidc_client_id", "what the provider calls this server", text(&Config::oidc_client_id)},
      {"oidc_client_secret", "its secret there; better as a variable or a file than as a flag",
       text(&Config::oidc_client_secret)},
      {"oidc_client_secret_file", "file that holds that secret",
       text(&Config::oidc_client_secret_file)},
      {"oidc_name", "the provider's name on the button", text(&Config::oidc_name)},
      {"oidc_scopes", "what is asked of the provider, with spaces", text(&Config::oidc_scopes)},
      {"oidc_allow", "domains whose verified addresses need no invite, comma separated",
       list(&Config::oidc_allow)},
      {"oidc_ca", "PEM file with the authority of the provider's certificate, if it is private",
       text(&Config::oidc_ca)},
  };
  return settings;
}

Result<void> apply(Config& config, const std::string& name, const std::string& value,
                   const std::string& where) {
  for (const Setting& setting : table()) {
    if (setting.name != name) continue;
    if (auto set = setting.set(config, value); !set) {
      return invalid(where + ": " + name + " " + set.error().message);
    }
    return {};
  }
  return invalid(where + ": there is no setting named " + name);
}

std::string value_text(const toml::node& node) {
  if (const auto* array = node.as_array()) {
    std::string joined;
    for (const toml::node& item : *array) {
      joined += (joined.empty() ? "" : ",") + item.value_or(std::string());
    }
    return joined;
  }
  if (node.is_boolean()) return node.value_or(false) ? "on" : "off";
  if (node.is_integer()) return std::to_string(node.value_or(std::int64_t{0}));
  return node.value_or(std::string());
}

Result<JwtKey> read_key(const toml::table& table, const std::string& file) {
  JwtKey key;
  const std::map<std::string, std::string*> members{{"kid", &key.kid},
                                                    {"algorithm", &key.algorithm},
                                                    {"secret", &key.secret},
                                                    {"file", &key.file},
                                                    {"issuer", &key.issuer}};
  for (const auto& [name, node] : table) {
    const auto member = members.find(std::string(name.str()));
    if (member == members.end()) {
      return invalid(file + ": jwt_keys knows no " + std::string(name.str()));
    }
    *member->second = node.value_or(std::string());
  }
  if (key.kid.empty() || key.algorithm.empty() || key.secret.empty() == key.file.empty()) {
    return invalid(file + ": each of jwt_keys needs kid, algorithm, and either secret or file");
  }
  return key;
}

// [mail] with url is mail_url.
Result<void> read_table(Config& config, const std::string& prefix, const toml::table& table,
                        const std::string& file) {
  for (const auto& [name, node] : table) {
    const std::string key = prefix + '_' + std::string(name.str());
    if (node.is_table()) return invalid(file + ": there is no table named " + key);
    if (auto set = apply(config, key, value_text(node), file); !set) return set.error();
  }
  return {};
}

Result<void> read_file(Config& config, const std::string& file) {
  // toml++ throws for what it cannot read; this is the adapter that met the exception.
  try {
    const toml::table parsed = toml::parse_file(file);
    for (const auto& [name, node] : parsed) {
      const std::string key(name.str());
      if (key == "jwt_keys" && node.is_array_of_tables()) {
        for (const toml::node& item : *node.as_array()) {
          ATELIER_TRY(JwtKey read, read_key(*item.as_table(), file));
          config.jwt_keys.push_back(std::move(read));
        }
      } else if (node.is_table()) {
        if (auto set = read_table(config, key, *node.as_table(), file); !set) return set.error();
      } else if (auto set = apply(config, key, value_text(node), file); !set) {
        return set.error();
      }
    }
  } catch (const toml::parse_error& error) {
    return invalid(file + ": " + std::string(error.description()));
  }
  return {};
}

}  // namespace

Result<Config> load_config(const std::string& file, const Overrides& environment,
                           const Overrides& flags) {
  Config config;
  if (!file.empty()) {
    if (auto read = read_file(config, file); !read) return read.error();
  }
  for (const auto& [name, value] : environment) {
    if (auto set = apply(config, name, value, "environment"); !set) return set.error();
  }
  for (const auto& [name, value] : flags) {
    if (auto set = apply(config, name, value, "command line"); !set) return set.error();
  }
  return config;
}

Overrides environment_overrides() {
  static constexpr std::string_view kPrefix = "ATELIER_";
  Overrides found;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view line = *entry;
    const std::size_t equals = line.find('=');
    if (!line.starts_with(kPrefix) || equals == std::string_view::npos) continue;
    std::string name(line.substr(kPrefix.size(), equals - kPrefix.size()));
    for (char& c : name) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    found.emplace(std::move(name), line.substr(equals + 1));
  }
  return found;
}

std::vector<SettingHelp> settings() {
  std::vector<SettingHelp> out;
  for (const Setting& setting : table()) out.push_back({setting.name, setting.help});
  return out;
}

Result<HostPort> parse_host_port(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  HostPort out;
  if (colon == std::string::npos) return invalid(text + ": write HOST:PORT");
  out.host = text.substr(0, colon);
  if (out.host.starts_with('[') && out.host.ends_with(']')) {
    out.host = out.host.substr(1, out.host.size() - 2);
  }
  const char* end = text.data() + text.size();
  const auto [stop, failed] = std::from_chars(text.data() + colon + 1, end, out.port);
  if (out.host.empty() || failed != std::errc() || stop != end) {
    return invalid(text + ": write HOST:PORT with a port from 0 to 65535");
  }
  return out;
}

}  // namespace atelier::app
