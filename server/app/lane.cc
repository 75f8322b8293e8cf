#include "app/lane.h"

#include "gateway/auth/open_guest.h"
#include "gateway/rest/room_list.h"
#include "wire/http/cors.h"

namespace atelier::app {
namespace {

using Exchange = std::unique_ptr<port::HttpExchange>;

gateway::RoomsGateway::Needs rooms_needs(const LaneNeeds& needs, std::size_t loop,
                                         gateway::PeerIds& peers, gateway::LoginWatch& logins,
                                         gateway::RoomsFanOut& fan_out) {
  gateway::Services& services = needs.services;
  return {
      *needs.actors.hub,
      needs.actors.room_commands,
      services.authenticator,
      *services.loops[loop],
      services.clock,
      peers,
      fan_out,
      rates_of(needs.config),
      &logins,
      needs.metrics.command_latency(),
      [&services, loop](const gateway::Identity& identity, std::string other, core::Reply reply) {
        gateway::open_direct_room(services, loop, identity, std::move(other),
                                  [reply = std::move(reply)](Result<std::string> room) mutable {
                                    if (!room) return reply(room.error());
                                    core::Answer answer;
                                    answer.body = "{\"room\":\"" + *room + "\"}";
                                    reply(std::move(answer));
                                  });
      }};
}

gateway::EngineOptions engine_options(const LaneNeeds& needs) {
  gateway::EngineOptions options;
  options.allow = [&csrf = needs.services.csrf](const port::HttpRequest& request) {
    return csrf.is_own_origin(request);
  };
  options.cors = !needs.config.allowed_origins.empty();
  options.cors_policy.origins = needs.config.allowed_origins;
  options.cors_policy.credentials = true;
  if (needs.services.options.guests == gateway::GuestPolicy::kOpen) {
    options.introduce = gateway::guest_introduction(needs.services.random);
  }
  return options;
}

port::HttpResponse plain(int status, std::string body, const char* type = "text/plain") {
  return {status, {{"Content-Type", type}, {"Cache-Control", "no-store"}}, std::move(body)};
}

}  // namespace

Lane::Lane(const LaneNeeds& needs, std::size_t loop)
    : peers_(loop),
      broadcaster_(*needs.services.loops[loop], needs.metrics.fan_out()),
      fan_out_(broadcaster_),
      rooms_(rooms_needs(needs, loop, peers_, logins_, fan_out_)),
      namespace_(rooms_),
      session_needs_{namespace_,
                     *needs.services.loops[loop],
                     needs.services.clock,
                     needs.services.random,
                     codec_,
                     {}},
      engine_({loop, *needs.services.loops[loop], needs.services.clock, needs.services.random},
              engine_options(needs),
              [this](gateway::EngineSession& session) {
                return std::make_unique<gateway::SocketIoSession>(session_needs_, session);
              }),
      sse_({*needs.actors.hub, needs.services.authenticator, *needs.services.loops[loop],
            needs.services.clock, peers_, &logins_}),
      yjs_({*needs.actors.docs, needs.services.authenticator, *needs.services.loops[loop],
            needs.services.clock, peers_,
            [&csrf = needs.services.csrf](const port::HttpRequest& request) {
              return csrf.is_own_origin(request);
            },
            rates_of(needs.config), &logins_}),
      hocuspocus_({*needs.actors.docs, needs.services.authenticator, *needs.services.loops[loop],
                   needs.services.clock, peers_,
                   [&csrf = needs.services.csrf](const port::HttpRequest& request) {
                     return csrf.is_own_origin(request);
                   },
                   rates_of(needs.config), &logins_}),
      visits_(*needs.actors.docs, peers_),
      api_(needs.services.authenticator, needs.services.csrf, loop) {
  needs.actors.deliveries->add_sink(loop, rooms_);
  needs.actors.deliveries->add_sink(loop, sse_);
  needs.actors.deliveries->add_sink(loop, logins_);
  needs.actors.docs->add_sink(loop, yjs_);
  needs.actors.docs->add_sink(loop, hocuspocus_);
  needs.actors.docs->add_sink(loop, visits_);
  gateway::register_routes(api_, needs.services, visits_);
  gateway::add_admin_routes(api_, needs.services, needs.facts);
  mount_all(needs);
}

void Lane::mount_all(const LaneNeeds& needs) {
  mount_sockets();
  front_.mount({"/api/", [this](Exchange exchange) { api_.handle(std::move(exchange)); },
                [this](const port::HttpRequest& head) { return api_.max_body_bytes(head); }});
  mount_health(needs);
  front_.otherwise([&site = needs.site](Exchange exchange) {
    exchange->respond(site.answer(exchange->request()));
  });
}

void Lane::mount_sockets() {
  front_.mount({"/socket.io", [this](Exchange exchange) { engine_.handle(std::move(exchange)); },
                [this](const port::HttpRequest& head) { return engine_.max_body_bytes(head); },
                true});
  front_.mount({"/events/", [this](Exchange exchange) { sse_.handle(std::move(exchange)); }});
  front_.mount({"/yjs/", [this](Exchange exchange) { yjs_.handle(std::move(exchange)); }});
  front_.mount({"/hocuspocus",
                [this](Exchange exchange) { hocuspocus_.handle(std::move(exchange)); }, nullptr,
                true});
}

void Lane::mount_health(const LaneNeeds& needs) {
  front_.mount({"/metrics", [&metrics = needs.metrics.registry()](Exchange exchange) {
                  exchange->respond(
                      plain(200, metrics.render(), "text/plain; version=0.0.4; charset=utf-8"));
                }});
  front_.mount({"/healthz", [](Exchange exchange) { exchange->respond(plain(200, "alive\n")); }});
  front_.mount({"/readyz", [not_ready = needs.not_ready](Exchange exchange) {
                  const std::string reason = not_ready();
                  exchange->respond(reason.empty() ? plain(200, "ready\n")
                                                   : plain(503, reason + '\n'));
                }});
}

void Lane::drain() {
  engine_.drain();
  sse_.drain();
  yjs_.drain();
  hocuspocus_.drain();
}

}  // namespace atelier::app
