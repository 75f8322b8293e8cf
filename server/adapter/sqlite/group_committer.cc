#include "adapter/sqlite/group_committer.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <utility>

#include "base/log.h"
#include "port/record_limits.h"

namespace atelier::adapter {
namespace {

using port::StoreStatus;

constexpr std::size_t kEraseStep = 200;
constexpr std::size_t kSweepStep = 200;
constexpr DurationMs kIdleWaitMs = 1000;
constexpr int kCheckpointPages = 1000;
// 64 MB: from here on the writer itself checkpoints, or a busy server's log would grow for ever.
constexpr int kLongLogPages = 16 * 1024;

bool has_put(const std::vector<port::Write>& writes) {
  return std::ranges::any_of(
      writes, [](const port::Write& write) { return std::holds_alternative<port::Put>(write); });
}

void give(WriteJob& job, port::WriteResult result) {
  if (auto* transact = std::get_if<TransactJob>(&job)) {
    transact->done(std::move(result));
  } else {
    std::get<EraseJob>(job).done(result.status);
  }
}

}  // namespace

GroupCommitter::GroupCommitter(Database database, Checkpointer& checkpointer,
                               const port::Clock& clock, std::filesystem::path folder,
                               StoreOptions options)
    : database_(std::move(database)),
      writer_(database_),
      checkpointer_(checkpointer),
      clock_(clock),
      folder_(std::move(folder)),
      options_(std::move(options)),
      queue_({options_.max_queued_jobs, options_.max_queued_bytes}),
      next_sweep_(clock.mono() + options_.sweep_every_ms) {
  sqlite3_wal_hook(database_.raw(), &GroupCommitter::on_wal_pages, this);
  thread_ = std::thread([this] { run(); });
}

GroupCommitter::~GroupCommitter() {
  close();
}

void GroupCommitter::submit(WriteJob job, std::size_t bytes) {
  if (queue_.push(job, bytes)) return;
  const bool closed = queue_.is_closed();
  if (!closed) count_throttled();
  const StoreStatus status = closed ? StoreStatus::kUnavailable : StoreStatus::kThrottled;
  answer_later([job = std::move(job), status]() mutable { give(job, {status}); });
}

void GroupCommitter::count_throttled() {
  const std::scoped_lock lock(stats_mutex_);
  ++stats_.throttled;
}

void GroupCommitter::close() {
  queue_.close();
  if (thread_.joinable()) thread_.join();
}

StoreStats GroupCommitter::stats() const {
  StoreStats copy;
  {
    const std::scoped_lock lock(stats_mutex_);
    copy = stats_;
  }
  copy.queued = queue_.size();
  return copy;
}

void GroupCommitter::run() {
  while (true) {
    const DurationMs wait = unfinished_.empty() ? kIdleWaitMs : 0;
    auto taken = queue_.take({options_.max_group_jobs, options_.max_group_bytes}, wait);
    for (Task& notice : taken.notices) notice();
    std::ranges::move(std::exchange(unfinished_, {}), std::back_inserter(taken.jobs));
    if (taken.ended && taken.jobs.empty()) return;
    if (!taken.jobs.empty()) commit_group(std::move(taken.jobs));
    sweep_if_due();
    keep_log_short();
  }
}

void GroupCommitter::commit_group(std::vector<WriteJob> jobs) {
  const auto start = std::chrono::steady_clock::now();
  std::vector<Outcome> outcomes;
  const StoreStatus status = write_group(jobs, outcomes);
  if (status != StoreStatus::kOk) {
    // Once per outage: a full disk fails every group, and the log is on that disk too.
    if (stats_.healthy) log::error("storage write failed", {{"reason", writer_.reason()}});
    outcomes.assign(jobs.size(), Outcome{{status}});
  }
  const auto elapsed = std::chrono::steady_clock::now() - start;
  note_group(outcomes, status,
             static_cast<std::uint64_t>(
                 std::chrono::duration_cast<std::chrono::microseconds>(elapsed).count()));
  answer(jobs, outcomes);
}

StoreStatus GroupCommitter::write_group(const std::vector<WriteJob>& jobs,
                                        std::vector<Outcome>& outcomes) {
  const bool disk_is_low = options_.disk.is_low(folder_);
  note_disk(disk_is_low);
  if (!writer_.begin()) {
    writer_.roll_back();
    return StoreStatus::kUnavailable;
  }
  for (const WriteJob& job : jobs) {
    std::optional<Outcome> outcome = write_one(job, disk_is_low);
    if (!outcome) {
      writer_.roll_back();
      return StoreStatus::kUnavailable;
    }
    outcomes.push_back(std::move(*outcome));
  }
  return writer_.commit();
}

std::optional<GroupCommitter::Outcome> GroupCommitter::write_one(const WriteJob& job,
                                                                 bool disk_is_low) {
  if (const auto* transact = std::get_if<TransactJob>(&job)) {
    if (disk_is_low && has_put(transact->writes)) return Outcome{{StoreStatus::kUnavailable}};
    auto result = writer_.apply(transact->writes, clock_.wall());
    return result ? std::optional(Outcome{std::move(*result)}) : std::nullopt;
  }
  const auto& range = std::get<EraseJob>(job);
  const auto erased = writer_.erase(range.partition, range.from, range.until, kEraseStep);
  if (!erased) return std::nullopt;
  return Outcome{{}, *erased == kEraseStep};
}

void GroupCommitter::answer(std::vector<WriteJob>& jobs, std::vector<Outcome>& outcomes) {
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    if (outcomes[i].unfinished) {
      unfinished_.push_back(std::move(jobs[i]));
    } else {
      give(jobs[i], std::move(outcomes[i].result));
    }
  }
}

void GroupCommitter::note_group(const std::vector<Outcome>& outcomes, StoreStatus status,
                                std::uint64_t elapsed_us) {
  const std::size_t size = outcomes.size();
  const std::scoped_lock lock(stats_mutex_);
  stats_.healthy = status == StoreStatus::kOk;
  stats_.commits += stats_.healthy ? 1 : 0;
  stats_.transactions += size;
  for (const Outcome& outcome : outcomes) {
    if (outcome.result.status == StoreStatus::kConflict) ++stats_.conflicts;
    if (outcome.result.status == StoreStatus::kUnavailable) ++stats_.failures;
    if (outcome.result.status == StoreStatus::kUnknown) ++stats_.failures;
  }
  stats_.commit_us_sum += elapsed_us;
  stats_.commit_us_max = std::max(stats_.commit_us_max, elapsed_us);
  stats_.largest_group = std::max(stats_.largest_group, size);
  const auto power = static_cast<std::size_t>(std::bit_width(size) - 1);
  ++stats_.groups_by_size[std::min(power, stats_.groups_by_size.size() - 1)];
}

void GroupCommitter::note_disk(bool is_low) {
  if (is_low == stats_.disk_is_low) return;
  if (is_low) log::error("little free disk: writes are refused", {{"folder", folder_.string()}});
  const std::scoped_lock lock(stats_mutex_);
  stats_.disk_is_low = is_low;
}

void GroupCommitter::sweep_if_due() {
  const MonoMs now = clock_.mono();
  if (now < next_sweep_) return;
  next_sweep_ = now + options_.sweep_every_ms;
  if (!writer_.begin()) return;
  const auto removed = writer_.sweep(clock_.wall(), kSweepStep);
  if (!removed) {
    writer_.roll_back();
    log::warn("removing expired records failed", {{"reason", writer_.reason()}});
    return;
  }
  if (writer_.commit() != StoreStatus::kOk) return;
  // A full step: there may be more, but what waits to be written goes first.
  if (*removed == kSweepStep) next_sweep_ = now;
  const std::scoped_lock lock(stats_mutex_);
  stats_.expired_removed += *removed;
}

void GroupCommitter::keep_log_short() {
  if (wal_pages_ >= kLongLogPages) {
    // Readers in the way or the Checkpointer at work: the next commit tries again.
    sqlite3_wal_checkpoint_v2(database_.raw(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr,
                              nullptr);
  } else if (wal_pages_ >= kCheckpointPages) {
    checkpointer_.wake();
  }
  wal_pages_ = 0;
}

int GroupCommitter::on_wal_pages(void* self, sqlite3*, const char*, int pages) {
  static_cast<GroupCommitter*>(self)->wal_pages_ = pages;
  return SQLITE_OK;
}

}  // namespace atelier::adapter
