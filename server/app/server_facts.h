// What owners of the workspace are told of the server (RST41 to RST43): its disk, how it does, what
// the configuration says. Reads only; never a secret, a path or an address of the configuration.
#pragma once

#include "app/platform.h"
#include "feature/mail/outbox.h"
#include "gateway/rest/admin.h"
#include "net/server.h"

namespace atelier::app {

struct FactSources {
  Platform& platform;
  const Config& config;
  const feature::mail::Outbox& outbox;
  /// Null until the server listens.
  std::function<const net::Server*()> server;
  std::function<std::string()> not_ready;
};

/// What `sources` names outlives the facts.
gateway::ServerFacts make_facts(FactSources sources);

}  // namespace atelier::app
