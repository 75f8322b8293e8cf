#include "net/loop_host.h"

#include <charconv>

#include "net/connection.h"
#include "wire/http/date.h"

namespace atelier::net {

LoopHost::LoopHost(Parts parts)
    : parts_(std::move(parts)), read_buffer_(new char[kReadBufferBytes]) {}

LoopHost::~LoopHost() = default;

void LoopHost::add(std::shared_ptr<Connection> connection) {
  counters_.connections.add(1);
  connection->set_registry_index(connections_.size());
  connections_.push_back(connection);
  if (stopped_) connection->drop();
}

void LoopHost::remove(Connection& connection) {
  const std::size_t index = connection.registry_index();
  counters_.connections.subtract(1);
  bury(std::move(connections_[index]));
  if (index + 1 < connections_.size()) {
    connections_[index] = std::move(connections_.back());
    connections_[index]->set_registry_index(index);
  }
  connections_.pop_back();
}

void LoopHost::schedule_flush(std::shared_ptr<Connection> connection) {
  to_flush_.push_back(std::move(connection));
  if (flush_scheduled_) return;
  flush_scheduled_ = true;
  if (flushing_) {
    // What on_writable sends waits a turn, or one fast receiver could hold the loop for ever.
    parts_.loop.post([this] { flush_all(); });
  } else {
    parts_.loop.at_turn_end([this] { flush_all(); });
  }
}

void LoopHost::flush_all() {
  flush_scheduled_ = false;
  flushing_ = true;
  std::vector<std::shared_ptr<Connection>> batch;
  batch.swap(to_flush_);
  for (const std::shared_ptr<Connection>& connection : batch) connection->flush();
  flushing_ = false;
  batch.clear();
  if (to_flush_.empty()) to_flush_.swap(batch);  // keeps the capacity
}

void LoopHost::bury(std::shared_ptr<void> what) {
  if (!what) return;
  buried_.push_back(std::move(what));
  if (buried_.size() == 1) {
    parts_.loop.at_turn_end([this] { end_turn_with_burials(); });
  }
}

void LoopHost::end_turn_with_burials() {
  std::vector<std::shared_ptr<void>> gone;
  gone.swap(buried_);
}

void LoopHost::drain() {
  draining_ = true;
  const std::vector<std::shared_ptr<Connection>> all = connections_;
  for (const std::shared_ptr<Connection>& connection : all) connection->drain();
}

void LoopHost::stop() {
  stopped_ = true;
  const std::vector<std::shared_ptr<Connection>> all = connections_;
  for (const std::shared_ptr<Connection>& connection : all) connection->drop();
  to_flush_.clear();
}

std::string LoopHost::next_request_id() {
  char digits[16];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), ++request_ids_, 16).ptr;
  return std::string(parts_.request_id_prefix).append(digits, end);
}

const std::string& LoopHost::date() {
  const WallMs second = parts_.clock.wall() / 1000;
  if (second != date_second_) {
    date_second_ = second;
    date_ = wire::http::format_date(second * 1000);
  }
  return date_;
}

}  // namespace atelier::net
