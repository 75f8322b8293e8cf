#include "test/sim/simulation.h"

#include <algorithm>

#include "core/keys.h"
#include "core/ledger.h"
#include "core/log_actor.h"

namespace atelier::sim {

Simulation::Simulation(std::uint64_t seed, bool tracing) : server_(seed) {
  server_.tracing = tracing;
  server_.set_fault_percent(server_.below(3) == 0 ? 0 : server_.below(20));
  const core::Role roles[] = {core::Role::kOwner, core::Role::kEditor, core::Role::kCommenter};
  const char* names[] = {"ann", "bob", "cleo"};
  for (std::size_t i = 0; i < 3; ++i) {
    clients_.push_back(std::make_unique<SimClient>(
        server_, core::Principal{names[i], names[i], core::PrincipalKind::kUser}, roles[i]));
  }
}

std::vector<std::string> Simulation::run() {
  for (int i = 0; i < 80; ++i) {
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
  if (dice < 3) return server_.crash_and_restart();
  if (dice < 5) return server_.rig.store.fail_next_reads(1, port::StoreStatus::kUnavailable);
  act_client(*clients_[server_.below(clients_.size())]);
}

void Simulation::act_client(SimClient& client) {
  if (!client.is_connected()) return client.connect(rooms_);
  const std::uint64_t dice = server_.below(20);
  const std::string& room = rooms_[server_.below(rooms_.size())];
  if (dice == 0) return client.disconnect();
  if (dice == 1) return client.broadcast(room, "{\"n\":" + std::to_string(++said_) + "}");
  client.say(room, "message " + std::to_string(++said_));
}

void Simulation::pass_time() {
  for (std::uint64_t steps = server_.below(30); steps > 0; --steps) server_.rig.world.step();
  if (server_.below(3) != 0) {
    server_.rig.world.advance(static_cast<DurationMs>(server_.below(80)));
  }
}

// No more faults: everything that was sent must get through.
void Simulation::settle() {
  server_.set_fault_percent(0);
  if (server_.has_crashed() || server_.below(2) == 0) server_.crash_and_restart();
  for (int i = 0; i < 200; ++i) {
    bool settled = true;
    for (const auto& client : clients_) {
      if (!client->is_connected()) client->connect(rooms_);
      settled = settled && client->is_settled(rooms_.size());
    }
    server_.rig.world.advance(100);
    if (settled) return;
  }
  problems_.push_back("the clients never got everything acknowledged");
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
      problems_.push_back(room + ": the chain of hashes is broken");
    }
    events.push_back(*core::decode_event(record.value, chain));
  }
  return events;
}

void Simulation::check_room(const std::string& room) {
  const std::vector<core::Event> log = read_log(room);
  std::map<std::string, int> times;
  for (std::size_t i = 0; i < log.size(); ++i) {
    if (log[i].seq != i + 1) problems_.push_back(room + ": the log has a gap");
    if (!log[i].id.empty() && ++times[log[i].id] > 1) {
      problems_.push_back(log[i].id + " was applied twice");
    }
  }
  std::map<std::uint64_t, std::string> told;
  for (const auto& client : clients_) {
    check_client(*client, room, log);
    for (const auto& [place, what] : client->told) {
      if (place.first != room) continue;
      if (told.try_emplace(place.second, what).first->second != what) {
        problems_.push_back(room + ": two observers saw different events at one seq");
      }
    }
  }
}

void Simulation::check_client(const SimClient& client, const std::string& room,
                              const std::vector<core::Event>& log) {
  for (const auto& [id, message] : client.messages) {
    if (message.room != room || message.acked_seq == 0) continue;
    const bool kept = message.acked_seq <= log.size() && log[message.acked_seq - 1].id == id;
    if (!kept) problems_.push_back(id + " was acknowledged and lost");
  }
  for (const Stay& stay : client.stays) {
    if (stay.room == room) check_stay(client, stay, log);
  }
}

// Up to the last event seen, or to the end for those still there, nothing is missing.
void Simulation::check_stay(const SimClient& client, const Stay& stay,
                            const std::vector<core::Event>& log) {
  const std::uint64_t seen = stay.seen.empty() ? stay.join_seq : *stay.seen.rbegin();
  const std::uint64_t last = stay.ended ? seen : log.size();
  for (const core::Event& event : log) {
    if (event.kind != "chat.sent" || event.seq <= stay.join_seq || event.seq > last) continue;
    if (!stay.seen.contains(event.seq)) {
      problems_.push_back(client.principal().id + " missed " + stay.room + " " +
                          std::to_string(event.seq));
    }
  }
}

}  // namespace atelier::sim
