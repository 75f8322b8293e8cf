#include "base/metrics.h"

#include <algorithm>
#include <cstdio>
#include <set>

namespace atelier::metrics {
namespace {

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.15g", value);
  return text;
}

}  // namespace

void Histogram::observe_us(std::uint64_t microseconds) {
  const auto* bound = std::lower_bound(std::begin(kBoundsUs), std::end(kBoundsUs), microseconds);
  buckets_[bound - std::begin(kBoundsUs)].fetch_add(1, std::memory_order_relaxed);
  sum_us_.fetch_add(microseconds, std::memory_order_relaxed);
}

void Histogram::append_to(std::string& out, std::string_view name) const {
  std::uint64_t below = 0;
  for (std::size_t i = 0; i <= kBounds; ++i) {
    below += buckets_[i].load(std::memory_order_relaxed);
    out += name;
    out += "_bucket{le=\"";
    out += i < kBounds ? number(static_cast<double>(kBoundsUs[i]) / 1e6) : "+Inf";
    out += "\"} " + std::to_string(below) + '\n';
  }
  out += name;
  out +=
      "_sum " + number(static_cast<double>(sum_us_.load(std::memory_order_relaxed)) / 1e6) + '\n';
  out += name;
  out += "_count " + std::to_string(below) + '\n';
}

Registry::Entry& Registry::add(std::string name, std::string help, std::string type,
                               std::string labels) {
  auto entry = std::make_unique<Entry>();
  entry->name = std::move(name);
  entry->help = std::move(help);
  entry->type = std::move(type);
  entry->labels = std::move(labels);
  return *entries_.emplace_back(std::move(entry));
}

Counter& Registry::counter(std::string name, std::string help, std::string labels) {
  Entry& entry = add(std::move(name), std::move(help), "counter", std::move(labels));
  entry.counter = std::make_unique<Counter>();
  return *entry.counter;
}

Histogram& Registry::histogram(std::string name, std::string help) {
  Entry& entry = add(std::move(name), std::move(help), "histogram", {});
  entry.histogram = std::make_unique<Histogram>();
  return *entry.histogram;
}

void Registry::gauge(std::string name, std::string help, std::function<double()> read) {
  add(std::move(name), std::move(help), "gauge", {}).read = std::move(read);
}

std::string Registry::render() const {
  std::string out;
  std::string_view last;
  for (const auto& entry : entries_) {
    if (entry->name != last) {
      out += "# HELP " + entry->name + ' ' + entry->help + '\n';
      out += "# TYPE " + entry->name + ' ' + entry->type + '\n';
      last = entry->name;
    }
    if (entry->histogram) {
      entry->histogram->append_to(out, entry->name);
      continue;
    }
    out += entry->name;
    if (!entry->labels.empty()) out += '{' + entry->labels + '}';
    out += ' ';
    out += entry->counter ? std::to_string(entry->counter->value()) : number(entry->read());
    out += '\n';
  }
  return out;
}

std::string Registry::names() const {
  std::set<std::string> names;
  for (const auto& entry : entries_) names.insert(entry->name);
  std::string out;
  for (const std::string& name : names) out += name + '\n';
  return out;
}

}  // namespace atelier::metrics
