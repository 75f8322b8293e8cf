// Simulation: one run of clients, network faults, store faults, crashes and restarts, all from a
// seed, and the check of what was promised.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/event.h"
#include "test/sim/log_check.h"
#include "test/sim/sim_client.h"

namespace atelier::sim {

class Simulation {
 public:
  Simulation(std::uint64_t seed, bool tracing);

  /// Runs to the end; sentences about what went wrong, none when all promises held.
  std::vector<std::string> run();

 private:
  void act();
  void act_client(SimClient& client);
  void pass_time();
  void settle();
  std::vector<core::Event> read_log(const std::string& room);
  void check_room(const std::string& room);
  void check_wishes(const SimClient& client, const std::string& room, const LogCheck& log);
  void check_wish(const Wish& wish, const LogCheck& log);
  void check_stay(const SimClient& client, const Stay& stay, const LogCheck& log);
  void check_told(const std::string& room);
  void check_history(const std::string& room, const LogCheck& log);
  void check_message(const json::object& shown, const LogCheck& log);
  void check_rest(const std::string& room, const LogCheck& log);
  json::object ask_owner(const std::string& room, const std::string& name, const std::string& body);
  void bring_back(SimClient& client, const std::string& room);
  void complain(const std::string& room, const std::string& what);

  Memory memory_;
  SimServer server_;
  Workload workload_;
  std::vector<std::string> rooms_{"studio", "lobby"};
  std::vector<std::unique_ptr<SimClient>> clients_;
  std::vector<std::string> problems_;
};

}  // namespace atelier::sim
