// The rooms, the workspace and the documents of this process, with all their features by name: the
// one place that says which features exist. Made from a Platform; knows no protocol.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/config.h"
#include "app/platform.h"
#include "core/delivery_log.h"
#include "core/hub.h"
#include "core/workspace.h"
#include "feature/docs/docs.h"
#include "feature/docs/hub_roles.h"

namespace atelier::app {

inline constexpr const char* kWorkspace = "main";

class Actors {
 public:
  /// `server_secret`: 32 bytes that only this server knows.
  Actors(Platform& platform, const Config& config, const std::string& server_secret);
  Actors(const Actors&) = delete;
  Actors& operator=(const Actors&) = delete;

  /// What links in mails begin with; on loop 0, set before the port is told.
  std::string public_url;
  core::CommandTable room_commands;
  core::CommandTable workspace_commands;
  std::unique_ptr<core::DeliveryLog> deliveries;
  std::unique_ptr<core::Hub> hub;
  std::unique_ptr<core::Workspace> workspace;
  std::unique_ptr<feature::docs::HubRoles> roles;
  std::unique_ptr<feature::docs::Docs> docs;
};

using RoomFeatures = std::vector<std::pair<std::string, core::RoomFeatureFactory>>;
/// The features of a room, which find what they index in `search`.
RoomFeatures room_features(Platform& platform, port::SearchIndex& search,
                           const std::string& server_secret);
core::Workspace::Features workspace_features(Platform& platform, const std::string& server_secret,
                                             std::function<std::string()> public_url);

/// Rates of the configuration: the defaults, or none.
core::RateLimits rates_of(const Config& config);

}  // namespace atelier::app
