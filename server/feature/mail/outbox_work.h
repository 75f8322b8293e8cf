// The outbox itself, on its executor: what waits, when each is due, and the one mail under way.
// Outbox (outbox.h) posts to it.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "feature/mail/outbox.h"
#include "feature/mail/outbox_record.h"

namespace atelier::feature::mail {

class Outbox::Work : public std::enable_shared_from_this<Outbox::Work> {
 public:
  explicit Work(OutboxNeeds needs) : needs_(std::move(needs)) {}
  ~Work();

  void start() { scan(); }
  void put(core::Mail mail, Done done);
  void may_write_to(const std::string& address, Done done);
  void look(std::string id);
  void hurry();
  void list(std::size_t limit, Listed listed);
  void drain(Task done);

  port::Executor& executor() { return needs_.executor; }
  const std::string& from() const { return needs_.from; }
  OutboxStats stats() const { return {waiting_, sent_, failed_}; }
  bool has_mail_server() const { return needs_.mailer != nullptr; }

 private:
  /// What is in memory of a mail that waits.
  struct Entry {
    WallMs at = 0;
    WallMs until = 0;
    WallMs next_at = 0;
    bool unsent = false;
    bool tried = false;
  };
  /// The mail under way.
  struct Current {
    Waiting waiting;
    std::uint64_t version = 0;
  };
  struct Listing;

  // outbox_put.cc
  void put_unless_known(core::Mail mail, Done done, const port::ReadResult& read);
  void store(Waiting waiting, Done done);
  void stored(const Waiting& waiting, Done done, const port::WriteResult& result);
  Result<void> admit(const std::string& address) const;
  /// Takes the next free place of the address' hour, at `wanted` or later.
  WallMs take_place(const std::string& address, WallMs wanted);
  void forget_old_places();

  // outbox_scan.cc
  void scan();
  void scan_from(std::string from);
  void scanned(const port::Page& page);
  void read_row(const std::string& id, UniqueFunction<void(const port::ReadResult&)> then);
  void found(const port::Record& record);
  void keep_for_owner(Waiting waiting, std::uint64_t version);
  void add(const Waiting& waiting);
  void forget(const std::string& id);
  void forget_ended();

  // outbox_send.cc
  void run();
  void arm(DurationMs delay);
  void begin(const std::string& id);
  void send(const port::Record& record);
  void on_outcome(port::MailOutcome outcome);
  void later(port::MailOutcome outcome);
  void finish(std::string state, std::string error);
  void note(std::vector<port::Write> writes);
  void end_current();
  WallMs end_of(const Waiting& waiting) const;

  // outbox_list.cc
  void list_links(std::shared_ptr<Listing> listing);
  void list_over(std::shared_ptr<Listing> listing);

  /// For callbacks of store and mailer: dropped with this.
  template <class F>
  auto back(F function);

  WallMs now() const { return needs_.clock.wall(); }

  OutboxNeeds needs_;
  std::map<std::string, Entry> entries_;
  std::atomic<std::uint64_t> waiting_ = 0;  // of entries_; these three are read on any thread
  std::atomic<std::uint64_t> sent_ = 0;
  std::atomic<std::uint64_t> failed_ = 0;
  std::set<std::pair<WallMs, std::string>> due_;
  std::map<std::string, std::deque<WallMs>> places_;  // by address, of the last hour and to come
  std::optional<Current> current_;
  bool busy_ = false;  // from begin until the result is noted
  bool scanning_ = false;
  bool more_stored_ = false;  // than entries_ may hold
  WallMs next_scan_ = 0;
  std::size_t pauses_ = 0;
  WallMs paused_until_ = 0;
  port::Executor::TimerId timer_ = port::Executor::kNoTimer;
  bool draining_ = false;
  std::vector<Task> drained_;
};

}  // namespace atelier::feature::mail
