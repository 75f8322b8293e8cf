#include "app/server_metrics.h"

#include "adapter/filesystem/temporary_folder.h"
#include "gateway/front.h"
#include "gtest/gtest.h"

namespace atelier::app {
namespace {

TEST(ServerMetrics, NamesArePinned) {
  const adapter::TemporaryFolder folder;
  Config config;
  config.data = folder.path().string();
  config.loops = 1;
  config.min_free_mb = 0;
  const auto platform = Platform::open(config);
  ASSERT_TRUE(platform) << platform.error().message;
  ServerMetrics metrics(**platform);
  gateway::Front front;
  const net::Server server({}, {{&(*platform)->loops[0]->loop(), &front}}, (*platform)->clock);
  metrics.watch(server);
  const feature::mail::Outbox outbox(
      {*(*platform)->store, (*platform)->loops[0]->loop(), (*platform)->clock});
  metrics.watch(outbox);
  (*platform)->stop_loops();  // they observe their turns in metrics
  EXPECT_EQ(metrics.registry().names(),
            "atelier_command_seconds\natelier_connections\natelier_connections_accepted\n"
            "atelier_connections_refused\natelier_deliveries_dropped_total\n"
            "atelier_deliveries_total\natelier_http_request_errors\natelier_http_requests\n"
            "atelier_loop_turn_seconds\natelier_mail_failures\natelier_mail_sent\n"
            "atelier_mail_waiting\natelier_outgoing_buffered_bytes\natelier_read_calls\n"
            "atelier_received_bytes\natelier_sent_bytes\natelier_store_commits\n"
            "atelier_store_failures\natelier_store_queued\natelier_store_throttled\n"
            "atelier_store_transactions\natelier_websockets\natelier_write_calls\n");
}

}  // namespace
}  // namespace atelier::app
