#include "adapter/sqlite/read_pool.h"

#include <utility>

namespace atelier::adapter {
namespace {

constexpr DurationMs kIdleWaitMs = 60'000;

}  // namespace

void refuse(ReadJob& job, port::StoreStatus status) {
  if (auto* get = std::get_if<GetJob>(&job)) {
    get->done({status, {}});
  } else {
    std::get<QueryJob>(job).done({status, {}, false});
  }
}

ReadPool::ReadPool(std::vector<Database> databases, const port::Clock& clock,
                   BoundedQueue<ReadJob>::Bounds bounds)
    : databases_(std::move(databases)), clock_(clock), queue_(bounds) {
  for (Database& database : databases_) {
    threads_.emplace_back([this, &database] { run(database); });
  }
}

ReadPool::~ReadPool() {
  close();
}

bool ReadPool::submit(ReadJob& job) {
  const auto* get = std::get_if<GetJob>(&job);
  // Keys are what a waiting read holds in memory; the constant stands for the rest.
  const std::size_t bytes = 256 + (get == nullptr ? 0 : get->keys.size() * 256);
  return queue_.push(job, bytes);
}

void ReadPool::close() {
  queue_.close();
  for (std::thread& thread : std::exchange(threads_, {})) thread.join();
}

void ReadPool::run(Database& database) {
  RecordReader reader(database);
  while (true) {
    auto taken = queue_.take({1, ~std::size_t{0}}, kIdleWaitMs);
    if (taken.ended) return;
    for (ReadJob& job : taken.jobs) {
      if (auto* get = std::get_if<GetJob>(&job)) {
        get->done(reader.get(get->keys, clock_.wall()));
      } else {
        auto& query = std::get<QueryJob>(job);
        query.done(reader.query(query.range, clock_.wall()));
      }
    }
  }
}

}  // namespace atelier::adapter
