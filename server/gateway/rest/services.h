// What the REST routes use. One object for all loops of a process; its parts are safe from any loop
// or are asked by posting. It outlives every Api and is destroyed after the loops have stopped.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/hub.h"
#include "core/workspace.h"
#include "feature/mail/outbox.h"
#include "gateway/auth/server_authenticator.h"
#include "gateway/auth/throttle.h"
#include "gateway/http/api.h"
#include "gateway/oidc/provider.h"
#include "port/blob_store.h"
#include "port/search_index.h"

namespace atelier::gateway {

/// Who may make an account: nobody, who shows an invite, everybody (AUTH67).
enum class Registration : std::uint8_t { kClosed, kInvite, kOpen };
std::string_view name_of(Registration registration);

struct RestOptions {
  std::string workspace = "main";
  Registration registration = Registration::kClosed;
  GuestPolicy guests = GuestPolicy::kLinks;
  std::string version = "1";
  /// Uploads at work at the same time, per loop: each holds its whole body in memory.
  int uploads_at_once = 2;
};

struct Services {
  core::Hub& hub;
  core::Workspace& workspace;
  Authenticator& authenticator;
  const CsrfGuard& csrf;
  Throttle& throttle;
  port::Pool& pool;
  port::RecordStore& store;
  port::BlobStore& blobs;
  port::SearchIndex& search;
  const port::Clock& clock;
  port::Random& random;
  const port::Crypto& crypto;
  std::vector<port::Executor*> loops;
  feature::mail::Outbox& outbox;
  RestOptions options = {};
  /// Makes the server begin anew within its process, soon: what was asked to be erased goes then.
  std::function<void()> restart = [] {};
  OidcProvider* oidc = nullptr;  // null: nobody is set up to sign people in (AUTH90)
  std::shared_ptr<int> alive = std::make_shared<int>(0);
};

class DocumentVisits;

/// Adds every route of spec/rest.md; once per loop, each to the Api of that loop. `visits` are that
/// loop's.
void register_routes(Api& api, Services& services, DocumentVisits& visits);

/// Gives those who accepted an invite what a crash kept from them (AUTH65). Once, at the start, on
/// loop 0.
void settle_invites(Services& services);

}  // namespace atelier::gateway
