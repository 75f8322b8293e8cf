#include "app/server_metrics.h"

#include <chrono>

namespace atelier::app {
namespace {

template <class Number>
double as_double(Number value) {
  return static_cast<double>(value);
}

}  // namespace

ServerMetrics::ServerMetrics(Platform& platform)
    : delivered_(registry_.counter("atelier_deliveries_total", "Events handed to sockets.")),
      dropped_(registry_.counter("atelier_deliveries_dropped_total",
                                 "Events left out, or transports closed, for slow readers.",
                                 "reason=\"volatile\"")),
      closed_(registry_.counter("atelier_deliveries_dropped_total", "", "reason=\"closed\"")),
      command_latency_(registry_.histogram(
          "atelier_command_seconds", "From a command to its answer, its deliveries included.")),
      turn_(registry_.histogram("atelier_loop_turn_seconds", "Work of one turn of a loop.")) {
  metrics::Histogram& turn = turn_;
  for (const auto& loop : platform.loops) {
    loop->loop().post([&loop = loop->loop(), &turn] {
      loop.observe_turns([&turn](std::chrono::nanoseconds took) {
        turn.observe_us(static_cast<std::uint64_t>(took.count()) / 1000);
      });
    });
  }
  const auto stored = [this, &store = *platform.records](const char* name, const char* help,
                                                         auto member) {
    registry_.gauge(name, help, [&store, member] { return as_double(store.stats().*member); });
  };
  using Stats = adapter::StoreStats;
  stored("atelier_store_commits", "Groups of writes synced to disk.", &Stats::commits);
  stored("atelier_store_transactions", "Transactions in them.", &Stats::transactions);
  stored("atelier_store_failures", "Transactions that could not be stored.", &Stats::failures);
  stored("atelier_store_throttled", "Writes refused because too many waited.", &Stats::throttled);
  stored("atelier_store_queued", "Writes that wait.", &Stats::queued);
}

void ServerMetrics::watch(const net::Server& server) {
  const auto net = [this, &server](const char* name, const char* help,
                                   std::uint64_t net::ServerStats::*member) {
    registry_.gauge(name, help, [&server, member] { return as_double(server.stats().*member); });
  };
  net("atelier_connections", "Open connections.", &net::ServerStats::connections);
  net("atelier_websockets", "Open WebSockets.", &net::ServerStats::websockets);
  net("atelier_outgoing_buffered_bytes", "Written by us, not taken by the kernel yet.",
      &net::ServerStats::buffered_bytes);
  net("atelier_connections_accepted", "Connections accepted since the start.",
      &net::ServerStats::accepted_total);
  net("atelier_connections_refused", "Connections above the limit.",
      &net::ServerStats::refused_total);
  net("atelier_http_requests", "Requests since the start.", &net::ServerStats::requests_total);
  net("atelier_http_request_errors", "Requests that were malformed, too large or too slow.",
      &net::ServerStats::request_errors_total);
  net("atelier_received_bytes", "Bytes read.", &net::ServerStats::bytes_in_total);
  net("atelier_sent_bytes", "Bytes written.", &net::ServerStats::bytes_out_total);
  net("atelier_read_calls", "Reading system calls.", &net::ServerStats::read_calls_total);
  net("atelier_write_calls", "Writing system calls.", &net::ServerStats::write_calls_total);
}

void ServerMetrics::watch(const feature::mail::Outbox& outbox) {
  using Stats = feature::mail::OutboxStats;
  const auto mail = [this, &outbox](const char* name, const char* help, auto member) {
    registry_.gauge(name, help, [&outbox, member] { return as_double(outbox.stats().*member); });
  };
  mail("atelier_mail_waiting", "Mails that wait, or that owners pass on.", &Stats::waiting);
  mail("atelier_mail_sent", "Mails sent since the start.", &Stats::sent);
  mail("atelier_mail_failures", "Tries since the start that failed.", &Stats::failed);
}

void ServerMetrics::watch(const gateway::OidcProvider& provider) {
  using Stats = gateway::OidcProvider::Stats;
  const auto count = [this, &provider](const char* name, const char* help, auto member) {
    registry_.gauge(name, help,
                    [&provider, member] { return as_double((provider.stats().*member).load()); });
  };
  count("atelier_oidc_known", "People whom the sign-in provider named.", &Stats::known);
  count("atelier_oidc_refused", "Its answers that broke a rule.", &Stats::refused);
  count("atelier_oidc_unreached", "Times that it did not answer.", &Stats::unreached);
}

}  // namespace atelier::app
