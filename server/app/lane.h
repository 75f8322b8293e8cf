// All gateways of one loop behind one front door. Made from the actors and what the loops share;
// lives and dies with its loop's thread stopped.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "app/actors.h"
#include "app/config.h"
#include "app/platform.h"
#include "app/server_metrics.h"
#include "gateway/auth/login_watch.h"
#include "gateway/engineio/engine_server.h"
#include "gateway/front.h"
#include "gateway/hocuspocus/hocuspocus_gateway.h"
#include "gateway/http/api.h"
#include "gateway/http/static_site.h"
#include "gateway/rest/admin.h"
#include "gateway/rest/document_visits.h"
#include "gateway/rest/services.h"
#include "gateway/rooms/rooms_gateway.h"
#include "gateway/rooms/rooms_namespace.h"
#include "gateway/socketio/broadcaster.h"
#include "gateway/socketio/socketio_session.h"
#include "gateway/sse/sse_gateway.h"
#include "gateway/yjs/yjs_gateway.h"

namespace atelier::app {

/// What every lane uses; outlives them.
struct LaneNeeds {
  Platform& platform;
  Actors& actors;
  const Config& config;
  gateway::Services& services;
  const gateway::StaticSite& site;
  ServerMetrics& metrics;
  const gateway::ServerFacts& facts;
  /// What /readyz says: empty when ready, else the reason.
  std::function<std::string()> not_ready;
};

class Lane {
 public:
  Lane(const LaneNeeds& needs, std::size_t loop);
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;

  gateway::Front& front() { return front_; }
  gateway::EngineServer& engine() { return engine_; }
  gateway::DocumentVisits& visits() { return visits_; }
  /// Ends connections in batches; clients come back elsewhere or later. On the loop.
  void drain();

 private:
  void mount_all(const LaneNeeds& needs);
  void mount_sockets();
  void mount_health(const LaneNeeds& needs);

  gateway::Front front_;
  gateway::PeerIds peers_;
  gateway::LoginWatch logins_;
  gateway::Broadcaster broadcaster_;
  gateway::RoomsFanOut fan_out_;
  gateway::RoomsGateway rooms_;
  gateway::RoomsNamespace namespace_;
  wire::socketio::TextCodec codec_;
  gateway::SocketIoSession::Needs session_needs_;
  gateway::EngineServer engine_;
  gateway::SseGateway sse_;
  gateway::YjsGateway yjs_;
  gateway::HocuspocusGateway hocuspocus_;
  gateway::DocumentVisits visits_;
  gateway::Api api_;
};

}  // namespace atelier::app
