// One log read again from its first event, through the features it has while the server runs, to
// learn which rows each event makes. Nothing that the features cause leaves this object: no timers,
// no deliveries, no index.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/room_feature.h"
#include "core/room_state.h"
#include "port/executor.h"
#include "port/search_index.h"

namespace atelier::app {

/// Takes everything and does nothing.
class NoSearch final : public port::SearchIndex {
 public:
  void put(port::SearchDocument) override {}
  void remove(std::string, std::string, std::string) override {}
  void remove_author(std::string) override {}
  void remove_room(std::string) override {}
  void search(port::SearchQuery, UniqueFunction<void(Result<port::SearchPage>)>) override {}
  void flush(UniqueFunction<void()>) override {}
};

class NoExecutor final : public port::Executor {
 public:
  void post(Task) override {}
  TimerId run_after(DurationMs, Task) override { return kNoTimer; }
  void cancel(TimerId) override {}
  void at_turn_end(Task) override {}
  bool is_current() const override { return true; }
};

class Replay final : public core::RoomContext {
 public:
  /// `room` is empty for the log of a workspace.
  Replay(std::string partition, std::string room, port::RecordStore& store, WallMs now)
      : partition_(std::move(partition)), room_(std::move(room)), store_(store), now_(now) {}

  void add(std::unique_ptr<core::LogFeature> feature) { features_.push_back(std::move(feature)); }
  /// The room's own state, as one of the features.
  void add_room_state(const std::string& directory);

  void apply(const core::Event& event);
  std::vector<port::Write> rows(const core::Event& event) const;
  /// The room was removed for good: nothing follows from its log any more (TRS9).
  bool is_purged() const { return state_ != nullptr && state_->is_purged(); }

  // RoomContext
  const std::string& id() const override { return room_; }
  const std::string& partition() const override { return partition_; }
  const std::string& title() const override { return state_ == nullptr ? room_ : state_->title(); }
  port::RecordStore& store() override { return store_; }
  port::Executor& executor() override { return executor_; }
  WallMs now() const override { return now_; }
  std::uint64_t head() const override { return head_; }
  const core::Member* member(std::string_view principal) const override {
    return state_ == nullptr ? nullptr : state_->member(principal);
  }
  void each_member(const std::function<void(const core::Member&)>& visit) const override;
  void each_present(const std::function<void(const core::Member&)>&) const override {}
  const std::string& consent() const override { return consent_; }
  std::uint64_t visible_from(std::string_view) const override { return 0; }
  bool is_present(std::string_view) const override { return false; }
  void deliver(core::Delivery) override {}
  void submit(core::CommandRequest, core::Reply) override {}
  std::weak_ptr<void> alive() const override { return {}; }

 private:
  std::string partition_;
  std::string room_;
  std::string consent_;
  port::RecordStore& store_;
  WallMs now_;
  NoExecutor executor_;
  std::uint64_t head_ = 0;
  core::RoomState* state_ = nullptr;  // one of the features
  std::vector<std::unique_ptr<core::LogFeature>> features_;
};

}  // namespace atelier::app
