#include "app/actors.h"

#include "app/room_commands.h"
#include "feature/chat/chat.h"
#include "feature/door/door.h"
#include "feature/follow/follow.h"
#include "feature/meeting/meeting.h"
#include "feature/people/people.h"
#include "feature/surface/surface.h"
#include "feature/thread/thread.h"

namespace atelier::app {

RoomFeatures room_features(Platform& platform, port::SearchIndex& search,
                           const std::string& server_secret) {
  namespace people = feature::people;
  RoomFeatures features;
  features.emplace_back("chat", feature::chat::make_feature(search));
  features.emplace_back("surface", feature::surface::make_feature(kWorkspace));
  features.emplace_back("thread", feature::thread::make_feature(search));
  features.emplace_back(
      "links", people::make_links({platform.crypto, platform.random, kWorkspace, server_secret}));
  features.emplace_back("files", people::make_files());
  features.emplace_back("door", feature::door::make_feature());
  features.emplace_back("meeting", feature::meeting::make_feature());
  features.emplace_back("follow", feature::follow::make_feature());
  return features;
}

core::Workspace::Features workspace_features(Platform& platform, const std::string& server_secret,
                                             std::function<std::string()> public_url) {
  core::Workspace::Features features;
  features.emplace_back("people",
                        feature::people::make_people({platform.crypto, platform.random, kWorkspace,
                                                      server_secret, std::move(public_url)}));
  return features;
}

core::RateLimits rates_of(const Config& config) {
  core::RateLimits rates;
  rates.enabled = config.rate_limits;
  return rates;
}

Actors::Actors(Platform& platform, const Config& config, const std::string& server_secret) {
  register_room_commands(room_commands);
  feature::people::register_workspace_commands(workspace_commands);

  const std::vector<port::Executor*> loops = platform.executors();
  const std::string incarnation = platform.random.uuid_v7(platform.clock.wall());
  deliveries = std::make_unique<core::DeliveryLog>(loops, platform.clock, incarnation);
  const core::Node node{loops,           *platform.store, platform.clock,
                        platform.random, platform.crypto, *deliveries};
  core::HubOptions options;
  options.workspace = kWorkspace;
  options.rates = rates_of(config);
  hub = std::make_unique<core::Hub>(
      node, room_commands, room_features(platform, *platform.search, server_secret), options);
  workspace = std::make_unique<core::Workspace>(
      node, workspace_commands,
      workspace_features(platform, server_secret, [this] { return public_url; }), kWorkspace);
  roles = std::make_unique<feature::docs::HubRoles>(*hub);
  docs = std::make_unique<feature::docs::Docs>(
      feature::docs::DocumentStores{*platform.store, *platform.blobs, platform.clock,
                                    platform.random, *platform.pool, kWorkspace},
      *roles, loops, config.rate_limits);
  for (std::size_t loop = 0; loop < loops.size(); ++loop) {
    deliveries->add_sink(loop, docs->policy_sink(loop));
  }
}

}  // namespace atelier::app
