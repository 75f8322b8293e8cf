// DeliveryLog: one order of durable deliveries for the whole node, on one loop. It numbers them,
// keeps the newest for connection recovery (spec/core.md COR50..), and posts to each loop. A
// connection's offset is "<incarnation>.<position>".
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "core/delivery_journal.h"
#include "core/outlet.h"
#include "port/clock.h"
#include "port/executor.h"

namespace atelier::core {

struct DeliveryLogOptions {
  DurationMs keep_ms = 10 * 60 * 1000;
  std::size_t keep_bytes = 64 * 1024 * 1024;
};

class DeliveryLog final : public Outlet {
 public:
  using Options = DeliveryLogOptions;
  /// What a connection missed: per room the position at which it joined.
  struct Missed {
    std::uint64_t after = 0;
    std::map<std::string, std::uint64_t> joined = {};
    std::string principal = {};
    PeerId peer = kNoPeer;
  };
  using Found = UniqueFunction<void(Result<std::vector<SharedDelivery>>)>;

  /// `loops[0]` is where the log lives.
  DeliveryLog(std::vector<port::Executor*> loops, const port::Clock& clock, std::string incarnation,
              Options options = {});

  /// Sinks of one loop; called at start-up, before any traffic.
  void add_sink(std::size_t loop, DeliverySink& sink);

  /// From now on positions survive a restart; before any traffic. Outlives the log.
  void set_journal(DeliveryJournal& journal) { journal_ = &journal; }

  void send(std::vector<Outgoing> batch) override;

  /// Durable deliveries of these rooms behind `after`, in order; not_found when they are not all
  /// kept any more. `found` runs on `loop`, before every delivery that is not in the result.
  void recover(std::size_t loop, Missed missed, Found found);

  /// For an offset of an earlier incarnation: the seq behind which each room goes on (read the rest
  /// with room.events), or not_found. `found` runs on `loop`.
  void seqs_at(std::size_t loop, std::string offset, DeliveryJournal::Rooms rooms,
               DeliveryJournal::Found found);

  /// "<incarnation>.<position>", and back: nothing for another incarnation.
  std::string offset(std::uint64_t position) const;
  std::optional<std::uint64_t> position_of(std::string_view offset) const;

 private:
  struct Kept {
    SharedDelivery delivery;
    MonoMs at = 0;
    std::size_t bytes = 0;
  };
  using Item = std::variant<SharedDelivery, std::shared_ptr<OutgoingAnswer>>;

  void route(std::vector<Outgoing> batch);
  SharedDelivery number(Delivery delivery);
  void trim();
  Result<std::vector<SharedDelivery>> find(const Missed& missed) const;
  void run(std::size_t loop, std::vector<Item>& items);

  std::vector<port::Executor*> loops_;
  const port::Clock& clock_;
  std::string incarnation_;
  Options options_;
  std::vector<std::vector<DeliverySink*>> sinks_;
  DeliveryJournal* journal_ = nullptr;
  std::deque<Kept> kept_;
  std::size_t kept_bytes_ = 0;
  std::uint64_t head_ = 0;
  std::uint64_t forgotten_ = 0;  // highest position that is not kept any more
};

}  // namespace atelier::core
