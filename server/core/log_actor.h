// LogActor: what rooms and workspaces share. Commands in order of arrival -> decide -> apply to
// memory
// -> ledger -> deliveries and answers once stored. Opens from the log on the first command; when
// the log fails it drops its memory, answers `unavailable` to what waited, and opens again. Knows
// nothing of peers and roles: its owner does. One executor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/answer_slot.h"
#include "core/command.h"
#include "core/idempotency.h"
#include "core/ledger.h"
#include "core/outlet.h"
#include "core/policy.h"
#include "core/room_feature.h"
#include "port/clock.h"
#include "port/crypto.h"

namespace atelier::core {

/// What an actor borrows; outlives it.
struct ActorPorts {
  port::RecordStore& store;
  port::Executor& executor;
  const port::Clock& clock;
  const port::Crypto& crypto;
  Outlet& outlet;
};

class LogActor {
 public:
  class Owner {
   public:
    virtual ~Owner() = default;
    /// Fresh ones, at each opening.
    virtual std::vector<std::unique_ptr<LogFeature>> make_features() = 0;
    /// The role of the caller at this moment; may commit events of its own (admission).
    virtual Result<Role> authorize(const Access& access) = 0;
    /// Why nobody may give this command now, whatever the role.
    virtual std::optional<Error> refusal(const CommandSpec&) const { return std::nullopt; }
    /// What is in memory may be stored as a snapshot.
    virtual bool keeps_snapshots() const { return true; }
    /// What clients get of an event, addressed; after it was applied.
    virtual std::optional<OutgoingDelivery> render(const Event& event) = 0;
    virtual OutgoingDelivery address(Delivery delivery) = 0;
    /// What else has to leave behind an event that was in doubt (COR43).
    virtual void delivered_late(const Event&) {}
    /// After the features applied a live event.
    virtual void applied(const Event&) {}
    /// The log was read; features hold the state.
    virtual void opened() {}
    /// The memory goes, features first; it opens again with the next command.
    virtual void closed() {}
  };
  /// Work in order with the commands; an error when the log cannot be opened.
  using Turn = UniqueFunction<void(Result<void>)>;
  using Effect = Ledger::Effect;

  LogActor(Owner& owner, ActorPorts ports, const CommandTable& table, LedgerOptions options);
  ~LogActor();
  LogActor(const LogActor&) = delete;
  LogActor& operator=(const LogActor&) = delete;

  void submit(CommandRequest request, AnswerSlot slot);
  void enqueue(Turn turn);

  /// Events outside of a command; only while open (in turns and authorize).
  void commit(const Principal& actor, PeerId peer, Decision decision, Effect effect);
  /// `effect` runs when all that was committed is stored.
  void after_all(Effect effect);
  /// Leaves at the end of this turn, in order with what events cause.
  void send(Outgoing outgoing);
  void answer(AnswerSlot& slot, Result<Answer> result);

  std::uint64_t head() const { return ledger_ == nullptr ? 0 : ledger_->head(); }
  WallMs now() const { return ports_.clock.wall(); }
  const ActorPorts& ports() const { return ports_; }
  const std::string& partition() const { return options_.partition; }
  /// Changes with each opening: callbacks of features and queries are dropped with it.
  std::weak_ptr<void> alive() const { return generation_; }
  bool is_open() const { return state_ == State::kOpen; }
  /// Nothing queued, nothing on its way to the store: may be destroyed.
  bool is_quiet() const;
  void put_snapshot();
  /// Drops the memory as soon as everything is stored; the next command reads the log again.
  void close_soon();

 private:
  enum class State : std::uint8_t { kClosed, kOpening, kOpen };
  struct Item;
  /// Who caused events, and when: the answer names the same moment as they do (EVT15).
  struct Cause {
    const Principal& actor;
    PeerId peer;
    std::string id;
    WallMs at;
  };

  void open();
  Ledger::Loader loader();
  void load_snapshot(std::uint64_t seq, const std::string& bytes);
  void load_entries(std::vector<LedgerEntry> entries, Task go_on);
  void apply_page(std::vector<LedgerEntry>& entries, const port::Page& contents);
  void deliver_late(const Event& event);
  void on_opened(Result<std::uint64_t> head);
  void on_failed(Error error);
  void reopen_later();
  void close();
  void refuse_all(const Error& error);

  void prepare(Item& item);
  void read_rows(Item& item);
  void process();
  void run(Item& item);
  void run_command(Item& item);
  bool answer_again(Item& item);
  void decide(Item& item);
  void accept(Item& item, Decision decision);
  void run_query(Item& item);
  void commit_as(const Cause& cause, Decision decision, Effect effect);
  std::vector<NewEntry> write_events(const Cause& cause, Decision& decision,
                                     std::vector<Outgoing>& out);
  void patch_queued(const std::vector<port::Write>& rows);
  LogFeature* feature(std::string_view name) const;
  void flush_outgoing();
  std::string save() const;

  Owner& owner_;
  ActorPorts ports_;
  const CommandTable& table_;
  LedgerOptions options_;
  State state_ = State::kClosed;
  MonoMs retry_at_ = 0;
  int failed_openings_ = 0;
  bool was_open_ = false;
  std::uint64_t delivered_ = 0;  // seq up to which deliveries have left
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
  std::shared_ptr<int> generation_ = std::make_shared<int>(0);
  std::unique_ptr<Ledger> ledger_;
  std::vector<std::unique_ptr<LogFeature>> features_;
  Idempotency seen_;
  std::string chain_;
  std::deque<std::shared_ptr<Item>> queue_;
  bool processing_ = false;
  std::vector<Outgoing> outgoing_;
};

/// Sort key of an event's personal content.
std::string content_key(std::uint64_t seq);

}  // namespace atelier::core
