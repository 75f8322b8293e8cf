#include "test/sim/sim_client.h"

#include <algorithm>

#include "core/policy.h"

namespace atelier::sim {

SimClient::SimClient(SimServer& server, Memory& memory, core::Principal principal, core::Role claim)
    : server_(server), memory_(memory), principal_(std::move(principal)), claim_(claim) {}

Stay* SimClient::stay_in(const std::string& room) {
  for (Stay& stay : stays) {
    if (!stay.ended && stay.room == room) return &stay;
  }
  return nullptr;
}

bool SimClient::is_settled(const std::vector<std::string>& rooms) {
  return is_connected() &&
         std::ranges::all_of(
             rooms,
             [this](const auto& room) { return is_in(room) || refused_rooms_.contains(room); }) &&
         std::ranges::none_of(wishes,
                              [](const Wish& wish) { return wish.state == Wish::State::kOpen; });
}

void SimClient::connect(const std::vector<std::string>& rooms) {
  link_ = server_.connect(*this);
  refused_rooms_.clear();
  server_.trace(principal_.id + " connects as " + std::to_string(link_->peer));
  for (const std::string& room : rooms) join(room);
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    if (wishes[i].state == Wish::State::kOpen) send(i);
  }
}

void SimClient::disconnect() {
  server_.trace(principal_.id + " loses the connection");
  if (const SharedLink link = link_) server_.disconnect(link);
}

void SimClient::join(const std::string& room) {
  if (link_ != nullptr) server_.join(link_, room, leaves_[room]);
}

void SimClient::leave(const std::string& room) {
  Stay* const stay = stay_in(room);
  if (stay == nullptr) return;
  server_.trace(principal_.id + " leaves " + room);
  stay->ended = true;
  ++leaves_[room];
  server_.leave(link_, room);
}

void SimClient::on_lost(const SharedLink& link) {
  if (link != link_) return;
  link_.reset();
  for (Stay& stay : stays) stay.ended = true;
  for (Wish& wish : wishes) {
    const bool once = wish.order.id.empty();
    if (once && wish.state == Wish::State::kOpen) wish.state = Wish::State::kUnknown;
  }
}

void SimClient::give(Order order) {
  server_.trace(principal_.id + " gives " + order.name + " in " + order.room + " " + order.body);
  wishes.push_back({std::move(order)});
  send(wishes.size() - 1);
}

void SimClient::send(std::size_t wish) {
  if (link_ == nullptr) return;
  ++wishes[wish].attempts;
  server_.command(link_, wishes[wish].order, wish);
}

void SimClient::on_joined(const std::string& room, std::uint64_t leaves,
                          const Result<core::Answer>& answer) {
  if (leaves != leaves_[room]) return;
  if (answer) {
    server_.trace(principal_.id + " joined " + room + " at " + std::to_string(answer->seq));
    if (Stay* const before = stay_in(room)) before->ended = true;
    stays.push_back({room, answer->seq, {}, false});
    return;
  }
  if (answer.error().code == Errc::kUnavailable) {
    server_.later(100, [this, room, link = link_] {
      if (link != nullptr && link == link_) join(room);
    });
    return;
  }
  refused_rooms_.insert(room);
  if (answer.error() == core::room_in_trash()) return;  // told to owners only, who bring it back
  if (answer.error() != core::no_such_room()) problems.push_back(answer.error().message);
  if (always_in.contains(room)) problems.push_back("may not enter " + room + " any more");
}

void SimClient::on_answer(std::size_t index, const Result<core::Answer>& answer) {
  Wish& wish = wishes[index];
  if (!answer) return refused(wish, answer.error());
  server_.trace(principal_.id + " has ack of " + wish.order.name + " " + wish.order.id + " at " +
                std::to_string(answer->seq));
  if (wish.state == Wish::State::kDone && wish.seq != answer->seq) {
    problems.push_back(wish.order.id + " was acknowledged with two seqs");
  }
  wish.state = Wish::State::kDone;
  wish.seq = answer->seq;
  memory_.note_answer(wish.order, answer->body);
  const Stay* stay = stay_in(wish.order.room);
  if (wish.order.name == "chat.send" && stay != nullptr && answer->seq > stay->join_seq &&
      !stay->seen.contains(answer->seq)) {
    problems.push_back(wish.order.id + " was acknowledged before it was delivered");
  }
}

void SimClient::refused(Wish& wish, const Error& error) {
  if (wish.state != Wish::State::kOpen) return;
  if (error.code == Errc::kUnavailable && !wish.order.id.empty()) {
    const auto index = static_cast<std::size_t>(&wish - wishes.data());
    server_.later(100, [this, index, link = link_] {
      const bool open = wishes[index].state == Wish::State::kOpen;
      if (open && link != nullptr && link == link_) send(index);
    });
    return;
  }
  server_.trace(principal_.id + " is refused " + wish.order.name + ": " + error.message);
  const bool maybe = error.code == Errc::kUnavailable;
  wish.state = maybe ? Wish::State::kUnknown : Wish::State::kRefused;
  const bool shut_out =
      error == core::no_such_room() || error.message.starts_with("this needs the role");
  if (shut_out && always_in.contains(wish.order.room)) {
    problems.push_back(wish.order.name + " was refused to an owner: " + error.message);
  }
  if (error.code == Errc::kInternal || error.code == Errc::kUnsupported) {
    problems.push_back(wish.order.name + ": " + error.message);
  }
}

void SimClient::on_event(const core::Delivery& delivery) {
  if (delivery.audience == core::Audience::kElsewhere) return;
  Stay* stay = stay_in(delivery.room);
  if (stay == nullptr) {
    const bool left = std::ranges::any_of(
        stays, [&](const Stay& each) { return each.room == delivery.room && each.ended; });
    // What was on its way when it left may still come; after that, or before a join, nothing.
    if (!left) problems.push_back(delivery.name + " of " + delivery.room + " before the join");
    return;
  }
  if (delivery.seq != 0) check_order(*stay, delivery);
  if (delivery.name == "room.removed" || delivery.name == "room.deleted") stay->ended = true;
}

void SimClient::check_order(Stay& stay, const core::Delivery& delivery) {
  const std::uint64_t last = stay.seen.empty() ? stay.join_seq : *stay.seen.rbegin();
  if (delivery.seq <= last) {
    problems.push_back(delivery.room + " " + std::to_string(delivery.seq) + " came out of order");
  }
  stay.seen.insert(delivery.seq);
  memory_.note(delivery);
  const std::string what = delivery.name + delivery.args;
  const auto [at, is_new] = told.try_emplace({delivery.room, delivery.seq}, what);
  // A person's status within room.member is that of the moment: told again later it may differ.
  if (!is_new && at->second != what && delivery.name != "room.member") {
    problems.push_back("two events share a seq: " + at->second + " and " + what);
  }
}

}  // namespace atelier::sim
