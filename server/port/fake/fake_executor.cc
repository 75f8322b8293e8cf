#include "port/fake/fake_executor.h"

#include <utility>

#include "base/result.h"

namespace atelier::port {
namespace {

constexpr int kMaxTurns = 1'000'000;
constexpr std::uint64_t kMaxTasksPerTurn = 4;

}  // namespace

bool FakeWorld::step() {
  std::vector<FakeExecutor*> ready;
  for (FakeExecutor* loop : loops_) {
    if (loop != nullptr && loop->has_work()) ready.push_back(loop);
  }
  if (ready.empty()) return false;
  ready[random_.below(ready.size())]->turn();
  return true;
}

void FakeWorld::run_until_idle() {
  int turns = 0;
  while (step()) ATELIER_ASSERT(++turns < kMaxTurns);
}

void FakeWorld::advance(DurationMs by) {
  const MonoMs until = clock_.mono() + by;
  run_until_idle();
  while (!timers_.empty() && timers_.begin()->first.first <= until) {
    fire_first_timer();
    run_until_idle();
  }
  clock_.advance(until - clock_.mono());
}

bool FakeWorld::advance_to_next_timer() {
  run_until_idle();
  if (timers_.empty()) return false;
  fire_first_timer();
  run_until_idle();
  return true;
}

void FakeWorld::fire_first_timer() {
  auto first = timers_.extract(timers_.begin());
  if (first.key().first > clock_.mono()) clock_.advance(first.key().first - clock_.mono());
  first.mapped().loop->queue(FakeExecutor::kTimers, std::move(first.mapped().task));
}

FakeExecutor::FakeExecutor(FakeWorld& world) : world_(world), index_(world.loops_.size() + 1) {
  world_.loops_.push_back(this);
}

FakeExecutor::~FakeExecutor() {
  world_.loops_[index_ - 1] = nullptr;
  if (world_.current_ == this) world_.current_ = nullptr;
  // Out of the map first: what a dropped task owns may cancel timers when it goes.
  std::vector<Task> dropped;
  for (auto timer = world_.timers_.begin(); timer != world_.timers_.end();) {
    if (timer->second.loop != this) {
      ++timer;
      continue;
    }
    dropped.push_back(std::move(timer->second.task));
    timer = world_.timers_.erase(timer);
  }
}

void FakeExecutor::post(Task task) {
  queue(world_.current_ == nullptr ? 0 : world_.current_->index_, std::move(task));
}

Executor::TimerId FakeExecutor::run_after(DurationMs delay, Task task) {
  ATELIER_ASSERT(delay >= 0);
  const TimerId id = ++world_.last_timer_;
  const MonoMs due = world_.clock_.mono() + delay;
  world_.timers_.emplace(std::pair{due, id}, FakeWorld::Timer{this, std::move(task)});
  return id;
}

void FakeExecutor::cancel(TimerId timer) {
  for (auto at = world_.timers_.begin(); at != world_.timers_.end(); ++at) {
    if (at->first.second != timer) continue;
    ATELIER_ASSERT(at->second.loop == this);
    const Task dropped = std::move(at->second.task);
    world_.timers_.erase(at);
    return;
  }
}

void FakeExecutor::queue(std::size_t caller, Task task) {
  inboxes_[caller].push_back(std::move(task));
  ++queued_;
}

void FakeExecutor::turn() {
  FakeExecutor* const before = enter();
  for (auto count = 1 + world_.random_.below(kMaxTasksPerTurn); count > 0 && queued_ > 0; --count) {
    run_one();
  }
  leave(before);
}

void FakeExecutor::run_one() {
  auto inbox = inboxes_.begin();
  std::advance(inbox, static_cast<std::ptrdiff_t>(world_.random_.below(inboxes_.size())));
  Task task = std::move(inbox->second.front());
  inbox->second.pop_front();
  if (inbox->second.empty()) inboxes_.erase(inbox);
  --queued_;
  task();
}

FakeExecutor* FakeExecutor::enter() {
  return std::exchange(world_.current_, this);
}

void FakeExecutor::leave(FakeExecutor* before) {
  while (!turn_end_.empty()) {
    for (Task& task : std::exchange(turn_end_, {})) task();
  }
  world_.current_ = before;
}

}  // namespace atelier::port
