#include "test/sim/sim_client.h"

#include <algorithm>

namespace atelier::sim {

SimClient::SimClient(SimServer& server, core::Principal principal, core::Role claim)
    : server_(server), principal_(std::move(principal)), claim_(claim) {}

Stay* SimClient::stay_in(const std::string& room) {
  for (Stay& stay : stays) {
    if (!stay.ended && stay.room == room) return &stay;
  }
  return nullptr;
}

bool SimClient::is_settled(std::size_t rooms) const {
  const auto open = std::ranges::count_if(stays, [](const Stay& stay) { return !stay.ended; });
  return static_cast<std::size_t>(open) == rooms &&
         std::ranges::all_of(messages, [](const auto& each) { return each.second.acked_seq != 0; });
}

void SimClient::connect(const std::vector<std::string>& rooms) {
  link_ = server_.connect(*this);
  server_.trace(principal_.id + " connects as " + std::to_string(link_->peer));
  for (const std::string& room : rooms) server_.join(link_, room, claim_);
}

void SimClient::disconnect() {
  server_.trace(principal_.id + " loses the connection");
  if (const SharedLink link = link_) server_.disconnect(link);
}

void SimClient::on_lost(const SharedLink& link) {
  if (link != link_) return;
  link_.reset();
  for (Stay& stay : stays) stay.ended = true;
}

void SimClient::say(const std::string& room, const std::string& text) {
  const std::string id = server_.rig.world.random().uuid_v7(server_.rig.world.clock().wall());
  messages[id] = {room, "{\"id\":\"" + id + "\",\"text\":\"" + text + "\"}"};
  server_.trace(principal_.id + " says " + id + " in " + room);
  if (stay_in(room) != nullptr) send(id);
}

void SimClient::broadcast(const std::string& room, const std::string& payload) {
  if (stay_in(room) != nullptr) server_.command(link_, room, "room.broadcast", payload, "");
}

void SimClient::send(const std::string& id) {
  const Message& message = messages[id];
  server_.command(link_, message.room, "chat.send", message.body, id);
}

void SimClient::send_soon(const std::string& id) {
  server_.later(100, [this, id, link = link_] {
    if (link != nullptr && link == link_ && messages[id].acked_seq == 0) send(id);
  });
}

void SimClient::join_soon(const std::string& room) {
  server_.later(100, [this, room, link = link_] {
    if (link != nullptr && link == link_) server_.join(link_, room, claim_);
  });
}

void SimClient::on_joined(const std::string& room, const Result<core::Answer>& answer) {
  if (!answer) {
    if (answer.error().code != Errc::kUnavailable) problems.push_back(answer.error().message);
    join_soon(room);
    return;
  }
  server_.trace(principal_.id + " joined " + room + " at " + std::to_string(answer->seq));
  stays.push_back({room, answer->seq, {}, false});
  for (const auto& [id, message] : messages) {
    if (message.room == room && message.acked_seq == 0) send(id);
  }
}

void SimClient::on_answer(const std::string& room, const std::string& id,
                          const Result<core::Answer>& answer) {
  if (id.empty()) return;
  Message& message = messages[id];
  if (!answer) {
    if (answer.error().code != Errc::kUnavailable) {
      problems.push_back(id + " was refused: " + answer.error().message);
    }
    send_soon(id);
    return;
  }
  server_.trace(principal_.id + " has ack of " + id + " at " + std::to_string(answer->seq));
  if (message.acked_seq != 0 && message.acked_seq != answer->seq) {
    problems.push_back(id + " was acknowledged with two seqs");
  }
  message.acked_seq = answer->seq;
  const Stay* stay = stay_in(room);
  if (stay != nullptr && answer->seq > stay->join_seq && !stay->seen.contains(answer->seq)) {
    problems.push_back(id + " was acknowledged before it was delivered");
  }
}

void SimClient::on_event(const core::Delivery& delivery) {
  if (delivery.seq == 0) return;
  Stay* stay = stay_in(delivery.room);
  if (stay == nullptr) {
    problems.push_back("an event of " + delivery.room + " came before the join answer");
    return;
  }
  const std::uint64_t last = stay->seen.empty() ? stay->join_seq : *stay->seen.rbegin();
  if (delivery.seq <= last) {
    problems.push_back(delivery.room + " " + std::to_string(delivery.seq) + " came out of order");
  }
  stay->seen.insert(delivery.seq);
  const std::string what = delivery.name + delivery.args;
  const auto [at, is_new] = told.try_emplace({delivery.room, delivery.seq}, what);
  if (!is_new && at->second != what) problems.push_back("two events share a seq: " + what);
}

}  // namespace atelier::sim
