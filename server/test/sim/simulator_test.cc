// Whole runs of the node from seeds. A failing seed runs alone, with its trace, by
//   ATELIER_SIM_SEED=<seed> ATELIER_SIM_TRACE=1 whole_test --gtest_filter='Simulator.*'
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "app/room_commands.h"
#include "base/log.h"
#include "test/sim/simulation.h"

namespace atelier::sim {
namespace {

constexpr std::uint64_t kSeeds = 200;

void run_seed(std::uint64_t seed, bool tracing) {
  const std::vector<std::string> problems = Simulation(seed, tracing).run();
  if (problems.empty()) return;
  std::string text;
  for (const std::string& problem : problems) text += "\n  " + problem;
  ADD_FAILURE() << "seed " << seed << text << "\n  ATELIER_SIM_SEED=" << seed
                << " ATELIER_SIM_TRACE=1 whole_test --gtest_filter='Simulator.*'";
}

// A command that nobody thought of here would never meet crashes, demotions or an archived room.
TEST(Simulator, COR1_EveryCommandOfARoomIsInTheWorkload) {
  core::CommandTable table;
  app::register_room_commands(table);
  std::vector<std::string> given = Workload::names();
  std::ranges::sort(given);
  EXPECT_EQ(given, table.names());
}

TEST(Simulator, COR4_COR8_COR20_COR31_COR33_COR34_COR40_COR41_COR42_PromisesHoldForEverySeed) {
  log::set_level(log::Level::kError);
  const char* only = std::getenv("ATELIER_SIM_SEED");
  const bool tracing = std::getenv("ATELIER_SIM_TRACE") != nullptr;
  if (only != nullptr) return run_seed(std::strtoull(only, nullptr, 10), tracing);
  for (std::uint64_t seed = 1; seed <= kSeeds && !testing::Test::HasFailure(); ++seed) {
    run_seed(seed, tracing);
  }
}

// The same seed makes the same run, else a failing seed would be no bug report.
TEST(Simulator, COR31_RunsAreRepeatable) {
  const auto transactions = [](std::uint64_t seed) {
    SimServer server(seed);
    Memory memory;
    SimClient client(server, memory, {"ann", "Ann"}, core::Role::kOwner);
    Workload workload({[&server](std::uint64_t bound) { return server.below(bound); },
                       [&server] { return server.uuid(); },
                       server.rig.crypto,
                       {"bob"}},
                      memory);
    client.connect({"studio"});
    for (int i = 0; i < 40; ++i) {
      client.give(workload.next("studio"));
      server.rig.world.advance(30);
    }
    return server.rig.store.transactions() * 1000 + client.told.size();
  };
  EXPECT_EQ(transactions(5), transactions(5));
}

}  // namespace
}  // namespace atelier::sim
