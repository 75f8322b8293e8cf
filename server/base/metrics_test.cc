#include "base/metrics.h"

#include "gtest/gtest.h"

namespace atelier::metrics {
namespace {

TEST(Metrics, RendersPrometheusText) {
  Registry registry;
  registry.counter("a_total", "Things", "reason=\"x\"").add(2);
  registry.counter("a_total", "Things", "reason=\"y\"").add();
  registry.gauge("b", "Level", [] { return 1.5; });
  EXPECT_EQ(registry.render(),
            "# HELP a_total Things\n# TYPE a_total counter\na_total{reason=\"x\"} 2\n"
            "a_total{reason=\"y\"} 1\n# HELP b Level\n# TYPE b gauge\nb 1.5\n");
  EXPECT_EQ(registry.names(), "a_total\nb\n");
}

TEST(Metrics, HistogramsAreCumulative) {
  Histogram histogram;
  histogram.observe_us(50);
  histogram.observe_us(70);
  histogram.observe_us(99'000'000);
  std::string text;
  histogram.append_to(text, "h");
  EXPECT_NE(text.find("h_bucket{le=\"5e-05\"} 1\n"), std::string::npos) << text;
  EXPECT_NE(text.find("h_bucket{le=\"0.0001\"} 2\n"), std::string::npos);
  EXPECT_NE(text.find("h_bucket{le=\"+Inf\"} 3\n"), std::string::npos);
  EXPECT_NE(text.find("h_count 3\n"), std::string::npos);
}

}  // namespace
}  // namespace atelier::metrics
