#include "test/sim/simulation.h"

#include <algorithm>

#include "core/keys.h"
#include "core/ledger.h"
#include "core/log_actor.h"

namespace atelier::sim {
namespace {

struct Person {
  const char* name;
  core::Role claim;
};
// The first one stays an owner; the last one can come by a link only.
constexpr Person kPeople[] = {{"ann", core::Role::kOwner},
                              {"bob", core::Role::kEditor},
                              {"cleo", core::Role::kCommenter},
                              {"dan", core::Role::kViewer},
                              {"eve", core::Role::kNone}};

Chances chances_of(SimServer& server) {
  Chances chances{[&server](std::uint64_t bound) { return server.below(bound); },
                  [&server] { return server.uuid(); },
                  server.rig.crypto,
                  {}};
  for (const Person& person : kPeople) {
    if (person.claim != core::Role::kOwner) chances.people.emplace_back(person.name);
  }
  return chances;
}

}  // namespace

Simulation::Simulation(std::uint64_t seed, bool tracing)
    : server_(seed), workload_(chances_of(server_), memory_) {
  server_.tracing = tracing;
  for (const Person& person : kPeople) {
    clients_.push_back(std::make_unique<SimClient>(
        server_, memory_, core::Principal{person.name, person.name, core::PrincipalKind::kUser},
        person.claim));
  }
  for (const std::string& room : rooms_) {
    const auto made = server_.rig.create(room, clients_[0]->principal());
    if (!made) complain(room, made.error().message);
    clients_[0]->always_in.insert(room);
  }
  server_.set_fault_percent(server_.below(3) == 0 ? 0 : server_.below(20));
}

std::vector<std::string> Simulation::run() {
  for (int i = 0; i < 120; ++i) {
    act();
    pass_time();
    if (server_.has_crashed()) server_.crash_and_restart();
  }
  settle();
  for (const std::string& room : rooms_) check_room(room);
  for (const auto& client : clients_) {
    for (const std::string& problem : client->problems) {
      problems_.push_back(client->principal().id + ": " + problem);
    }
  }
  return problems_;
}

void Simulation::act() {
  const std::uint64_t dice = server_.below(100);
  if (dice < 2) return server_.crash_and_restart();
  if (dice < 4) return server_.rig.store.fail_next_reads(1, port::StoreStatus::kUnavailable);
  if (dice < 7) return server_.slow_down();
  // Some at once, so that they meet in one transaction; the owner more often than others, since
  // nobody else may do everything.
  for (std::uint64_t more = 1 + server_.below(3); more > 0; --more) {
    const std::uint64_t who = server_.below(clients_.size() + 2);
    act_client(*clients_[who < clients_.size() ? who : 0]);
  }
}

void Simulation::act_client(SimClient& client) {
  if (!client.is_connected()) return client.connect(rooms_);
  const std::uint64_t dice = server_.below(24);
  const std::string& room = rooms_[server_.below(rooms_.size())];
  if (dice == 0) return client.disconnect();
  if (dice == 1) return client.leave(room);
  if (dice < 5 && !client.is_in(room)) return client.join(room);
  client.give(workload_.next(room));
}

void Simulation::pass_time() {
  for (std::uint64_t steps = server_.below(30); steps > 0; --steps) server_.rig.world.step();
  if (server_.below(3) != 0) {
    server_.rig.world.advance(static_cast<DurationMs>(server_.below(80)));
  }
  if (server_.below(2) == 0) server_.speed_up();
}

// No more faults: everything that was sent must get through.
void Simulation::settle() {
  server_.set_fault_percent(0);
  server_.rig.store.release_all();
  if (server_.has_crashed() || server_.below(2) == 0) server_.crash_and_restart();
  for (int i = 0; i < 200; ++i) {
    bool settled = true;
    for (const auto& client : clients_) {
      if (!client->is_connected()) client->connect(rooms_);
      for (const std::string& room : rooms_) {
        if (i % 10 == 9 && !client->is_in(room)) client->join(room);
        if (!client->always_in.contains(room) || client->is_in(room)) continue;
        settled = false;  // it may be in the trash
        if (i % 10 == 4) bring_back(*client, room);
      }
      settled = settled && client->is_settled(rooms_);
    }
    server_.rig.world.advance(100);
    if (settled) return;
  }
  problems_.push_back("the clients never got everything answered");
}

void Simulation::bring_back(SimClient& client, const std::string& room) {
  const std::string id = server_.uuid();
  client.give({room, "room.restore", "{\"id\":\"" + id + "\"}", id});
}

void Simulation::complain(const std::string& room, const std::string& what) {
  problems_.push_back(room + ": " + what);
}

std::vector<core::Event> Simulation::read_log(const std::string& room) {
  port::Page log;
  do {  // a read fault may still be waiting for its read
    server_.rig.store.query(
        {core::room_partition("main", room), core::Ledger::log_key(0), "log0", 100'000},
        [&](port::Page page) { log = std::move(page); });
    server_.rig.world.run_until_idle();
  } while (log.status != port::StoreStatus::kOk);
  std::vector<core::Event> events;
  std::string chain;
  for (const port::Record& record : log.records) {
    if (!core::follows(record.value, chain, server_.rig.crypto)) {
      complain(room, "the chain of hashes is broken");
    }
    events.push_back(*core::decode_event(record.value, chain));
    if (events.back().seq != events.size()) complain(room, "the log has a gap");
  }
  return events;
}

}  // namespace atelier::sim
