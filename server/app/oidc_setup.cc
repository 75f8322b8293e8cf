#include "app/oidc_setup.h"

#include "adapter/filesystem/durable_file.h"
#include "port/http_client.h"

namespace atelier::app {
namespace {

// "https://id.example.org" is called "id.example.org" unless it has a name.
std::string host_of(const std::string& issuer) {
  const std::size_t from = issuer.find("://") + 3;
  return issuer.substr(from, issuer.find('/', from) - from);
}

Result<std::string> client_secret_of(const Config& config) {
  if (config.oidc_client_secret_file.empty()) return config.oidc_client_secret;
  if (!config.oidc_client_secret.empty()) {
    return invalid("set oidc_client_secret or oidc_client_secret_file, not both");
  }
  auto text = adapter::read_file(config.oidc_client_secret_file);
  if (!text) return invalid("oidc_client_secret_file cannot be read");
  while (text->ends_with('\n') || text->ends_with('\r')) text->pop_back();
  return text;
}

bool is_one_word(const std::string& list, const std::string& word) {
  return (" " + list + " ").find(" " + word + " ") != std::string::npos;
}

}  // namespace

Result<std::optional<gateway::OidcSettings>> oidc_settings_of(const Config& config,
                                                              const std::string& server_secret) {
  if (config.oidc_issuer.empty()) return std::optional<gateway::OidcSettings>();
  if (!port::is_callable_url(config.oidc_issuer)) {
    return invalid("oidc_issuer must be an https address, such as https://id.example.org");
  }
  if (config.oidc_client_id.empty()) return invalid("oidc_issuer needs oidc_client_id");
  if (!is_one_word(config.oidc_scopes, "openid")) {
    return invalid("oidc_scopes must name openid");
  }
  gateway::OidcSettings settings;
  settings.issuer = config.oidc_issuer;
  settings.client_id = config.oidc_client_id;
  ATELIER_TRY(settings.client_secret, client_secret_of(config));
  settings.name = config.oidc_name.empty() ? host_of(config.oidc_issuer) : config.oidc_name;
  settings.scopes = config.oidc_scopes;
  for (std::string domain : config.oidc_allow) {
    for (char& c : domain) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    settings.allow.push_back(std::move(domain));
  }
  settings.server_secret = server_secret;
  return std::optional(std::move(settings));
}

}  // namespace atelier::app
