// Counters, gauges and histograms, and their Prometheus text. Registered at start-up, before any
// other thread runs; afterwards updating them is lock-free from any thread. Names are pinned by a
// golden list in a test.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace atelier::metrics {

class Counter {
 public:
  void add(std::uint64_t count = 1) { value_.fetch_add(count, std::memory_order_relaxed); }
  std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

/// Durations in microseconds, in buckets from 50 us to 10 s.
class Histogram {
 public:
  static constexpr std::uint64_t kBoundsUs[] = {
      50,     100,    250,     500,     1'000,   2'500,     5'000,     10'000,
      25'000, 50'000, 100'000, 250'000, 500'000, 1'000'000, 2'500'000, 10'000'000};
  static constexpr std::size_t kBounds = sizeof(kBoundsUs) / sizeof(kBoundsUs[0]);

  void observe_us(std::uint64_t microseconds);
  void append_to(std::string& out, std::string_view name) const;

 private:
  std::atomic<std::uint64_t> buckets_[kBounds + 1]{};
  std::atomic<std::uint64_t> sum_us_{0};
};

class Registry {
 public:
  /// `labels` as they stand between the braces, e.g. `reason="slow"`; the same name may come with
  /// several labels, one after the other.
  Counter& counter(std::string name, std::string help, std::string labels = {});
  Histogram& histogram(std::string name, std::string help);
  /// Read when the text is rendered, on the rendering thread; must be safe there.
  void gauge(std::string name, std::string help, std::function<double()> read);

  /// Prometheus text format 0.0.4.
  std::string render() const;
  /// Distinct names, sorted, one a line.
  std::string names() const;

 private:
  struct Entry {
    std::string name, help, type, labels;
    std::unique_ptr<Counter> counter;
    std::unique_ptr<Histogram> histogram;
    std::function<double()> read;
  };
  Entry& add(std::string name, std::string help, std::string type, std::string labels);
  std::vector<std::unique_ptr<Entry>> entries_;
};

}  // namespace atelier::metrics
