#include "app/serve.h"

#include <chrono>
#include <cstdio>
#include <future>
#include <memory>
#include <vector>

#include "app/erase.h"
#include "app/lane.h"
#include "app/mail_setup.h"
#include "app/oidc_setup.h"
#include "app/process.h"
#include "app/search_fill.h"
#include "app/server_facts.h"
#include "app/server_metrics.h"
#include "app/server_secret.h"
#include "app/site.h"
#include "app/stored_secrets.h"
#include "base/log.h"
#include "gateway/auth/server_authenticator.h"
#include "gateway/auth/setup_secret.h"
#include "gateway/auth/site_guard.h"
#include "gateway/auth/throttle.h"
#include "gateway/rest/pictures.h"
#include "gateway/rest/retention.h"
#include "gateway/rest/trash.h"
#include "net/server.h"

namespace atelier::app {
namespace {

constexpr DurationMs kLookAgainMs = 20;

gateway::GuestPolicy guests_of(const Config& config) {
  if (config.guests == "off") return gateway::GuestPolicy::kOff;
  return config.guests == "open" ? gateway::GuestPolicy::kOpen : gateway::GuestPolicy::kLinks;
}

gateway::ServerAuthenticator::Options authenticator_options(const Config& config) {
  gateway::ServerAuthenticator::Options options;
  options.guests = guests_of(config);
  return options;
}

gateway::Registration registration_of(const Config& config) {
  if (config.registration == "open") return gateway::Registration::kOpen;
  return config.registration == "invite" ? gateway::Registration::kInvite
                                         : gateway::Registration::kClosed;
}

feature::mail::OutboxNeeds outbox_needs(Platform& platform, const Config& config) {
  const MailSender sender = sender_of(config);
  return {*platform.store, *platform.executors()[0], platform.clock, platform.mailer.get(),
          kWorkspace,      sender.address,           sender.name};
}

// What the gateways of all loops share, in the order it is made and against which it goes.
struct Shared {
  Shared(Platform& made_platform, Actors& actors, const Config& config,
         const std::optional<gateway::OidcSettings>& oidc_settings, const std::string& secret)
      : platform(made_platform),
        authenticator(
            {*actors.workspace, platform.executors(), *platform.trust,
             [this](const wire::JwtClaims& claims) { return platform.trust->make_token(claims); },
             platform.clock, platform.random, platform.crypto},
            authenticator_options(config)),
        guard(platform.crypto, secret, config.public_url, config.allowed_origins),
        throttle(platform.executors(), platform.clock, {.enabled = config.rate_limits}),
        outbox(outbox_needs(platform, config)),
        services{*actors.hub,
                 *actors.workspace,
                 authenticator,
                 guard,
                 throttle,
                 *platform.pool,
                 *platform.store,
                 *platform.blobs,
                 *platform.search,
                 platform.clock,
                 platform.random,
                 platform.crypto,
                 platform.executors(),
                 outbox},
        faces(*actors.hub) {
    actors.deliveries->add_sink(0, faces);
    outbox.start();
    services.options.workspace = kWorkspace;
    services.options.guests = guests_of(config);
    services.options.registration = registration_of(config);
    services.restart = ask_for_restart;
    if (!oidc_settings) return;
    oidc = std::make_unique<gateway::OidcProvider>(
        gateway::OidcProvider::Needs{platform.executors(), *platform.http, platform.clock,
                                     platform.crypto},
        *oidc_settings);
    services.oidc = oidc.get();
  }

  Platform& platform;
  gateway::ServerAuthenticator authenticator;
  gateway::SiteGuard guard;
  gateway::Throttle throttle;
  feature::mail::Outbox outbox;
  std::unique_ptr<gateway::OidcProvider> oidc;
  gateway::Services services;
  gateway::FaceWatch faces;
};

// Runs `begin(done)` on loop 0 and waits for `done`; false when it takes longer than `limit`.
template <class F>
bool wait_on_loop(Platform& platform, DurationMs limit, F begin) {
  auto finished = std::make_shared<std::promise<void>>();
  std::future<void> result = finished->get_future();
  platform.loops[0]->loop().post([begin = std::move(begin), finished]() mutable {
    begin([finished] { finished->set_value(); });
  });
  return result.wait_for(std::chrono::milliseconds(limit)) == std::future_status::ready;
}

void print_setup_link(Platform& platform, Actors& actors, const std::string& base) {
  wait_on_loop(platform, 10'000, [&platform, &actors, base](Task done) {
    gateway::open_setup(*actors.workspace, platform.random, platform.crypto,
                        [base, done = std::move(done)](Result<std::string> secret) mutable {
                          if (secret && !secret->empty()) {
                            std::fprintf(stderr, "First owner: open %s/setup#%s\n", base.c_str(),
                                         secret->c_str());
                          }
                          done();
                        });
  });
}

// Everything between the platform and the port.
class Process {
 public:
  static Result<std::unique_ptr<Process>> make(const Config& config) {
    ATELIER_TRY(auto platform, Platform::open(config));
    if (auto filled = fill_search(*platform); !filled) return filled.error();
    ATELIER_TRY(std::string secret, read_server_secret(*platform->vault, platform->random));
    ATELIER_TRY(auto site, read_site(config.web, platform->crypto));
    ATELIER_TRY(const Config complete, with_stored_secrets(config, *platform->vault));
    ATELIER_TRY(const auto oidc, oidc_settings_of(complete, secret));
    return std::unique_ptr<Process>(
        new Process(config, std::move(platform), {secret, oidc}, std::move(site)));
  }
  ~Process() {
    if (server_ != nullptr) server_->stop();
    platform_->stop_loops();
  }

  /// `announces`: the ready line is printed, once in the life of the process.
  Result<std::uint16_t> listen(bool announces) {
    ATELIER_TRY(const HostPort address, parse_host_port(config_.listen));
    net::ServerOptions options;
    options.host = address.host;
    options.port = address.port;
    options.tls_certificate_file = config_.tls_certificate;
    options.tls_key_file = config_.tls_key;
    options.trusted_proxies = config_.trusted_proxies;
    std::vector<net::Server::Lane> served;
    for (std::size_t i = 0; i < lanes_.size(); ++i) {
      served.push_back({&platform_->loops[i]->loop(), &lanes_[i]->front()});
    }
    server_ = std::make_unique<net::Server>(options, std::move(served), platform_->clock);
    metrics_.watch(*server_);
    metrics_.watch(shared_.outbox);
    if (shared_.oidc != nullptr) metrics_.watch(*shared_.oidc);
    ATELIER_TRY(const std::uint16_t port, server_->start());
    const bool tls = !config_.tls_certificate.empty();
    std::string base = config_.public_url;
    while (base.ends_with('/')) base.pop_back();
    if (base.empty()) {
      base = (tls ? "https://" : "http://") + address.host + ':' + std::to_string(port);
    }
    print_setup_link(*platform_, actors_, base);
    wait_on_loop(*platform_, 10'000, [this, base](Task done) {
      actors_.public_url = base;
      if (shared_.oidc != nullptr) shared_.oidc->set_public_url(base);
      gateway::settle_invites(shared_.services);
      gateway::show_faces(shared_.services);
      std::make_shared<gateway::TrashSweep>(shared_.services, lanes_[0]->visits(), 0)->start();
      std::make_shared<gateway::RetentionSweep>(shared_.services, 0)->start();
      done();
    });
    if (announces) print_ready(address.host, port, tls);
    return port;
  }

  void reload() {
    if (auto reloaded = server_->reload_tls(); !reloaded) {
      log::warn("certificate not reloaded", {{"reason", reloaded.error().message}});
    }
  }

  /// New connections are refused, the others sent away in batches, and what was accepted is stored.
  void drain() {
    log::info("draining");
    server_->drain();
    for (std::size_t i = 0; i < lanes_.size(); ++i) {
      platform_->loops[i]->loop().post([&lane = *lanes_[i]] { lane.drain(); });
    }
    wait_on_loop(*platform_, config_.drain_ms,
                 [this](Task done) { when_disconnected(std::move(done)); });
    wait_on_loop(*platform_, config_.drain_ms, [this](Task done) {
      actors_.hub->drain([this, done = std::move(done)]() mutable {
        actors_.workspace->drain(
            [this, done = std::move(done)]() mutable { drain_rest(std::move(done)); });
      });
    });
  }

 private:
  struct Secrets {
    std::string server;
    std::optional<gateway::OidcSettings> oidc;
  };
  Process(const Config& config, std::unique_ptr<Platform> platform, const Secrets& secrets,
          gateway::StaticSite site)
      : config_(config),
        platform_(std::move(platform)),
        site_(std::move(site)),
        metrics_(*platform_),
        actors_(*platform_, config_, secrets.server),
        shared_(*platform_, actors_, config_, secrets.oidc, secrets.server),
        facts_(make_facts({*platform_, config_, shared_.outbox, [this] { return server_.get(); },
                           [this] { return not_ready(); }})) {
    const LaneNeeds needs{*platform_, actors_,  config_, shared_.services,
                          site_,      metrics_, facts_,  [this] {
          return not_ready(); }};
    std::vector<gateway::EngineServer*> engines;
    for (std::size_t loop = 0; loop < platform_->loops.size(); ++loop) {
      lanes_.push_back(std::make_unique<Lane>(needs, loop));
      engines.push_back(&lanes_.back()->engine());
    }
    for (const auto& lane : lanes_) lane->engine().join(engines);
  }

  // On loop 0: `done` once every connection has left.
  void when_disconnected(Task done) {
    if (server_->stats().connections == 0) return done();
    platform_->loops[0]->loop().run_after(kLookAgainMs, [this, done = std::move(done)]() mutable {
      when_disconnected(std::move(done));
    });
  }

  void drain_rest(Task done) {
    actors_.docs->drain(
        0, [this, done = std::move(done)]() mutable { shared_.outbox.drain(std::move(done)); });
  }

  std::string not_ready() const {
    const adapter::StoreStats stats = platform_->records->stats();
    if (stats.disk_is_low) return "The disk is nearly full: writes are refused.";
    if (!stats.healthy) return "The last write could not be stored.";
    return {};
  }

  const Config& config_;
  std::unique_ptr<Platform> platform_;
  gateway::StaticSite site_;
  ServerMetrics metrics_;
  Actors actors_;
  Shared shared_;
  gateway::ServerFacts facts_;
  std::vector<std::unique_ptr<Lane>> lanes_;
  std::unique_ptr<net::Server> server_;
};

log::Level level_of(const std::string& name) {
  if (name == "debug") return log::Level::kDebug;
  if (name == "warn") return log::Level::kWarn;
  return name == "error" ? log::Level::kError : log::Level::kInfo;
}

// True when it is to begin anew, then on the same port.
Result<bool> serve_until_signal(Config& config, bool announces) {
  ATELIER_TRY(const auto process, Process::make(config));
  ATELIER_TRY(const std::uint16_t port, process->listen(announces));
  log::info("serving", {{"port", static_cast<int>(port)}});
  int signal = wait_for_signal();
  for (; is_reload_signal(signal); signal = wait_for_signal()) process->reload();
  process->drain();
  const std::size_t colon = config.listen.rfind(':');
  config.listen = config.listen.substr(0, colon + 1) + std::to_string(port);
  return is_restart_signal(signal);
}

}  // namespace

Result<void> serve(const Config& config) {
  block_signals();
  raise_file_limit();
  log::set_level(level_of(config.log_level));
  if (!config.rate_limits) {
    log::warn("rate limits are off: for benchmarks and trusted networks only");
  }
  Config current = config;
  for (bool again = true; again;) {
    // SAF3: before anything is opened that could hold what is to be erased in memory.
    if (auto erased = finish_erasures(current); !erased) return erased;
    ATELIER_TRY(again, serve_until_signal(current, current.listen == config.listen));
    if (again) log::info("beginning anew");
  }
  return {};
}

}  // namespace atelier::app
