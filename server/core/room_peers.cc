// Room: joining and leaving.
#include <algorithm>
#include <utility>

#include "base/json.h"
#include "base/json_text.h"
#include "base/limits.h"
#include "core/room.h"

namespace atelier::core {

void Room::join(JoinRequest request, Reply reply) {
  last_used_ = actor_.ports().clock.mono();
  auto slot =
      std::make_shared<AnswerSlot>(actor_.ports().outlet, loop_of(request.peer), std::move(reply));
  actor_.enqueue([this, slot, request = std::move(request)](Result<void> open) {
    if (!open) return slot->finish(open.error());
    const Principal& self = request.access.principal;
    if (self.id.empty() || self.id.size() > limits::kPrincipalIdBytes ||
        self.name.size() > limits::kPrincipalNameBytes) {
      return slot->finish(invalid("the name or id of this person is empty or too long"));
    }
    if (peers_.size() >= limits::kPeersPerRoom) {
      return slot->finish(Error{Errc::kUnavailable, "this room is full", 60'000});
    }
    admitted(request, std::move(*slot));
  });
}

// COR40: the answer tells the state at head(). It waits until that is stored, and leaves before
// what comes later; sinks skip what it contains.
void Room::admitted(const JoinRequest& request, AnswerSlot slot) {
  const Result<Role> role = authorize_present(request.access);
  if (!role) return actor_.answer(slot, role.error());
  const bool is_new = add_peer(request, *role);
  const Answer good{join_body(request.access.principal, *role), head(), 0, *role};
  auto held = std::make_shared<AnswerSlot>(std::move(slot));
  actor_.after_all([this, held, good, is_new, peer = request.peer](Result<void> stored) {
    // Who had joined before stays when joining again fails.
    if (!stored && is_new) remove_peer(peer);
    actor_.answer(*held, stored ? Result<Answer>(good) : Result<Answer>(stored.error()));
  });
}

bool Room::add_peer(const JoinRequest& request, Role role) {
  const Principal& self = request.access.principal;
  const Member* known = state_->member(self.id);
  if (known == nullptr) {
    visitors_[self.id] = {self, role};
  } else if (!self.name.empty() && known->principal.name != self.name) {
    Decision decision;
    decision.events.push_back(RoomState::named());
    actor_.commit(self, request.peer, std::move(decision), nullptr);
  }
  const bool is_new = peers_.insert_or_assign(request.peer, Peer{self, request.visible}).second;
  if (is_new) ++peers_on_loop_[loop_of(request.peer)];
  if (request.visible) presence_.join(request.peer, self, request.place);
  return is_new;
}

void Room::leave(PeerId peer, Reply reply) {
  auto slot = std::make_shared<AnswerSlot>(actor_.ports().outlet, loop_of(peer), std::move(reply));
  actor_.enqueue([this, slot, peer](Result<void> open) {
    remove_peer(peer);
    if (!open) return actor_.answer(*slot, Answer{});
    // Behind the answer to a join that may still wait for the store (COR37).
    actor_.after_all([this, slot](Result<void>) { actor_.answer(*slot, Answer{}); });
  });
}

void Room::set_connected(PeerId peer, bool connected) {
  actor_.enqueue(
      [this, peer, connected](Result<void>) { presence_.set_connected(peer, connected); });
}

void Room::remove_peer(PeerId peer) {
  const auto found = peers_.find(peer);
  if (found == peers_.end()) return;
  const std::string principal = found->second.principal.id;
  --peers_on_loop_[loop_of(peer)];
  peers_.erase(found);
  presence_.leave(peer);
  for (RoomFeature* feature : features_) feature->left(peer);
  const bool stays = std::ranges::any_of(
      peers_, [&](const auto& each) { return each.second.principal.id == principal; });
  if (!stays) visitors_.erase(principal);
  last_used_ = actor_.ports().clock.mono();
}

std::vector<PeerId> Room::peers_of(const std::string& principal) const {
  std::vector<PeerId> theirs;
  for (const auto& [peer, each] : peers_) {
    if (each.principal.id == principal) theirs.push_back(peer);
  }
  return theirs;
}

// Exactly the connections there are now: until it runs the person may have come back.
Task Room::removal_of(const std::string& principal) {
  return [this, theirs = peers_of(principal)] {
    for (const PeerId peer : theirs) remove_peer(peer);
  };
}

Task Room::removal_of_all() {
  std::vector<PeerId> all;
  for (const auto& [peer, each] : peers_) all.push_back(peer);
  return [this, all = std::move(all)] {
    for (const PeerId peer : all) remove_peer(peer);
  };
}

void Room::remove_principal(const std::string& principal) {
  for (const PeerId peer : peers_of(principal)) remove_peer(peer);
}

// COR43: who was put out must not be told what came after it.
void Room::delivered_late(const Event& event) {
  if (event.kind == "room.deleted") {
    deliver(RoomState::gone());
    return removal_of_all()();
  }
  if (event.kind != "member.removed" && event.kind != "member.banned") return;
  const std::string subject = RoomState::subject_of(event);
  deliver(RoomState::kick(id_, subject, event.kind == "member.banned"));
  remove_principal(subject);
}

// COR43: what happened to people while the log was in doubt is told again.
void Room::opened() {
  if (state_->is_gone()) {
    if (!peers_.empty()) deliver(RoomState::gone());
    return removal_of_all()();
  }
  std::map<std::string, Role> present;
  for (const auto& [peer, each] : peers_) {
    const Member* known = member(each.principal.id);
    present[each.principal.id] = known == nullptr ? Role::kNone : known->role;
  }
  for (const auto& [principal, role] : present) {
    deliver(RoomState::notice(role == Role::kNone ? Control::kRemoved : Control::kRoleChanged,
                              principal, role));
    if (role == Role::kNone) remove_principal(principal);
  }
}

std::string Room::join_body(const Principal& self, Role role) const {
  return "{\"members\":" + first_members(self) + "," + describe(self, role).substr(1);
}

std::string Room::describe(const Principal& self, Role role) const {
  std::string text = "{\"room\":" + json_text::quote(id_);
  text += ",\"name\":" + json_text::quote(title());
  text += ",\"role\":\"" + std::string(name_of(role)) + "\",\"seq\":" + std::to_string(head());
  text += ",\"member_count\":" + std::to_string(state_->member_count());
  text += state_->archived() ? ",\"archived\":true" : ",\"archived\":false";
  text += state_->knock() ? ",\"knock\":true" : ",\"knock\":false";
  json::object more;
  if (!state_->consent().empty()) more["consent"] = state_->consent();
  if (!state_->guests_see_all()) more["guest_history"] = RoomState::kSeeSinceJoined;
  if (const auto from = state_->visible_from(self.id); from.seq != 0) {
    more["history_from"] = from.at;
  }
  if (state_->keep_days() != 0) more["keep_days"] = state_->keep_days();
  for (const RoomFeature* feature : features_) feature->describe_join(self, more);
  const std::string tail = json::serialize(more);
  return more.empty() ? text + "}" : text + "," + tail.substr(1);
}

// Oneself, then those present, then the others (EVT10).
std::string Room::first_members(const Principal& self) const {
  std::string list;
  std::size_t count = 0;
  const auto add = [&](const Member& member) {
    list += list.empty() ? "[" : ",";
    list += presence_.member_json(member);
  };
  if (const Member* me = member(self.id)) add(*me);
  presence_.each_present([&](const std::string& id) {
    const Member* present = member(id);
    if (id == self.id || present == nullptr) return true;
    add(*present);
    return ++count < limits::kMembersInJoinAnswer;
  });
  std::size_t scanned = 0;
  state_->each_member("", [&](const Member& other) {
    if (count >= limits::kMembersInJoinAnswer || ++scanned > 1000) return false;
    if (other.principal.id == self.id || presence_.has(other.principal.id)) return true;
    add(other);
    ++count;
    return true;
  });
  return list.empty() ? "[]" : list + "]";
}

}  // namespace atelier::core
