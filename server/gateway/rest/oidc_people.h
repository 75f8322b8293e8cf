// Who a provider named becomes somebody of the workspace (spec/auth.md AUTH95, AUTH96).
#pragma once

#include "gateway/oidc/visit.h"
#include "gateway/rest/calls.h"
#include "wire/auth/id_token.h"

namespace atelier::gateway {

/// Logs the person in, with an account that is found, linked or made, accepts the invite of the
/// visit, and redirects the call; errors too, as words for the page that the call fails at.
void sign_in_person(Services& services, const Call& call, const OidcVisit& visit,
                    const wire::IdClaims& claims);

}  // namespace atelier::gateway
