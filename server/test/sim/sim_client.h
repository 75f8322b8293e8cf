// SimClient: what a careful client does: it keeps a command until it is answered, sends it again
// with the same id after every loss, and joins its rooms again. It remembers all it was told.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "test/sim/sim_server.h"
#include "test/sim/workload.h"

namespace atelier::sim {

/// One stay in a room: from a join answer to its end.
struct Stay {
  std::string room;
  std::uint64_t join_seq = 0;
  std::set<std::uint64_t> seen;
  bool ended = false;
};

/// A command and what became of it.
struct Wish {
  enum class State : std::uint8_t { kOpen, kDone, kRefused, kUnknown };
  Order order;
  State state = State::kOpen;
  int attempts = 0;
  std::uint64_t seq = 0;  // of the good answer; 0: nothing was stored
};

class SimClient {
 public:
  SimClient(SimServer& server, Memory& memory, core::Principal principal, core::Role claim);

  const core::Principal& principal() const { return principal_; }
  core::Role claim() const { return claim_; }
  bool is_connected() const { return link_ != nullptr; }
  bool is_in(const std::string& room) { return stay_in(room) != nullptr; }
  /// Everything is answered, and each room joined or refused since the connection began.
  bool is_settled(const std::vector<std::string>& rooms);

  void connect(const std::vector<std::string>& rooms);
  void disconnect();
  void join(const std::string& room);
  void leave(const std::string& room);
  void give(Order order);

  // From the network.
  void on_lost(const SharedLink& link);
  /// `leaves`: how often it had left the room when it asked; what it asked before is void.
  void on_joined(const std::string& room, std::uint64_t leaves, const Result<core::Answer>& answer);
  void on_answer(std::size_t wish, const Result<core::Answer>& answer);
  void on_event(const core::Delivery& delivery);

  std::vector<Wish> wishes;
  std::vector<Stay> stays;
  std::map<std::pair<std::string, std::uint64_t>, std::string> told;  // (room, seq) -> event
  std::set<std::string> always_in;    // rooms of which it must never be told that it may not
  std::vector<std::string> problems;  // broken promises, as sentences

 private:
  Stay* stay_in(const std::string& room);
  void send(std::size_t wish);
  void refused(Wish& wish, const Error& error);
  void check_order(Stay& stay, const core::Delivery& delivery);

  SimServer& server_;
  Memory& memory_;
  core::Principal principal_;
  core::Role claim_;
  SharedLink link_;
  std::set<std::string> refused_rooms_;          // since the connection began
  std::map<std::string, std::uint64_t> leaves_;  // by room, ever
};

}  // namespace atelier::sim
