// The sign-in provider from the configuration (spec/auth.md AUTH90).
#pragma once

#include <optional>
#include <string>

#include "app/config.h"
#include "gateway/oidc/provider.h"

namespace atelier::app {

/// Nothing when no issuer is configured; the error says which setting to mend.
Result<std::optional<gateway::OidcSettings>> oidc_settings_of(const Config& config,
                                                              const std::string& server_secret);

}  // namespace atelier::app
