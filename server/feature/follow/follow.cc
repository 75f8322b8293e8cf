#include "feature/follow/follow.h"

#include <memory>
#include <utility>

#include "base/json.h"
#include "base/json_text.h"
#include "feature/follow/follows.h"
#include "feature/follow/presenter.h"
#include "feature/follow/view.h"

namespace atelier::feature::follow {
namespace {

using core::Role;

class FollowFeature final : public core::RoomFeature {
 public:
  explicit FollowFeature(core::RoomContext& room) : room_(room) {}

  std::string_view name() const override { return "follow"; }
  Result<core::Decision> decide(const core::Command& command, const core::Rows&) override;
  void apply(const core::Event& event) override;
  void query(const core::Command&, core::Reply reply) override {
    reply(Error{Errc::kUnsupported, "Who presents comes with room.join."});
  }
  json::object save() const override { return {{"presenter", presenter_.save()}}; }
  void load(const json::object& state) override;
  std::optional<core::Rendered> render(const core::Event& event) const override;
  void describe_join(const core::Principal& self, json::object& answer) const override;
  bool keeps_room_open() const override { return presenter_.is_anybody(); }
  void left(core::PeerId peer) override;

 private:
  Result<core::Decision> start(const core::Command& command, const std::string& leader);
  Result<core::Decision> show(const core::Command& command);
  Result<core::Decision> present(const core::Command& command) const;
  Result<core::Decision> stop_presenting(const core::Command& command) const;
  Result<core::Decision> hand_over(const core::Command& command, const std::string& to) const;
  Result<core::Decision> lapse(const std::string& principal) const;
  core::Decision nothing_new() const;
  void stop(core::PeerId peer);
  void forget_view(const std::string& leader);
  void tell_followers(const std::string& leader);
  void send(core::Delivery delivery, std::string_view name, const json::object& said);
  void watch_the_clock();
  void sweep();
  void end_follows();
  void end_presenting();

  core::RoomContext& room_;
  Presenter presenter_;
  // Not of the log: who follows says so again now and then (FOL3).
  Follows follows_;
  bool sweeping_ = false;
  bool ending_ = false;
};

core::Decision one_event(std::string kind, const json::object& body) {
  core::Decision decision;
  decision.events.push_back({std::move(kind), json::serialize(body)});
  return decision;
}

Result<core::Decision> FollowFeature::decide(const core::Command& command, const core::Rows&) {
  const std::string principal = text_of(object_of(command.body), "principal");
  if (command.name == "present.start") return present(command);
  if (command.name == "present.stop") return stop_presenting(command);
  if (command.name == "present.hand_over") return hand_over(command, principal);
  if (command.name == "present.lapse") return lapse(principal);
  if (command.peer == core::kNoPeer || !room_.is_present(command.principal.id)) {
    return invalid("Join the room before you follow somebody or show where you are.");
  }
  if (command.name == "follow.start") return start(command, principal);
  if (command.name == "follow.view") return show(command);
  stop(command.peer);
  return core::Decision{};
}

// FOL1, FOL2
Result<core::Decision> FollowFeature::start(const core::Command& command,
                                            const std::string& leader) {
  const std::string& me = command.principal.id;
  if (leader == me) return invalid("Choose somebody else to follow.");
  if (room_.member(leader) == nullptr || !room_.is_present(leader)) {
    return not_found("This person is not in the room now.");
  }
  if (follows_.leads_to(leader, me)) {
    return Error{Errc::kConflict, "This person follows you: one of you has to lead."};
  }
  const auto known = follows_.all().find(command.peer);
  const bool again = known != follows_.all().end() && known->second.leader == leader;
  if (!again) {
    stop(command.peer);
    if (follows_.size() >= kFollowsPerRoom) {
      return Error{Errc::kUnavailable, "Too many people follow somebody in this room.", 10'000};
    }
    follows_.start(command.peer, {me, leader});
    tell_followers(leader);
    watch_the_clock();
  }
  core::Decision decision;
  const std::string* view = follows_.view_of(leader);
  decision.answer = view == nullptr
                        ? "{\"following\":" + json_text::quote(leader) + "}"
                        : "{\"following\":" + json_text::quote(leader) + ",\"view\":" + *view + "}";
  return decision;
}

// FOL5, FOL6
Result<core::Decision> FollowFeature::show(const core::Command& command) {
  const std::string& me = command.principal.id;
  ATELIER_TRY(std::string view, read_view(command.body));
  core::Decision decision;
  const std::vector<core::PeerId> followers = follows_.peers_of(me);
  if (followers.empty() && !presenter_.is(me)) return decision;
  if (!followers.empty()) {
    core::Delivery delivery;
    delivery.audience = core::Audience::kPeers;
    delivery.peers = followers;
    delivery.kind = core::DeliveryClass::kKeyed;
    delivery.key = "view/" + me;
    delivery.name = "follow.view";
    delivery.args = "[" + json_text::quote(room_.id()) + ",{\"principal\":" + json_text::quote(me) +
                    "," + view.substr(1) + "]";
    decision.deliveries.push_back(std::move(delivery));
  }
  follows_.keep_view(me, std::move(view));
  return decision;
}

// FOL10
Result<core::Decision> FollowFeature::present(const core::Command& command) const {
  const std::string& me = command.principal.id;
  if (presenter_.is(me)) return nothing_new();
  json::object body{{"principal", me}};
  if (presenter_.is_anybody()) {
    if (room_.is_present(presenter_.id())) {
      return Error{Errc::kConflict, "Somebody presents already: ask them to hand over to you."};
    }
    body["before"] = presenter_.id();
  }
  return one_event("present.started", body);
}

// FOL11
Result<core::Decision> FollowFeature::stop_presenting(const core::Command& command) const {
  if (!presenter_.is_anybody()) return nothing_new();
  if (!presenter_.is(command.principal.id) && command.role < Role::kOwner) {
    return forbidden("Only who presents, or an owner, may end it.");
  }
  return one_event("present.stopped", {{"principal", presenter_.id()}, {"reason", "stopped"}});
}

// FOL12
Result<core::Decision> FollowFeature::hand_over(const core::Command& command,
                                                const std::string& to) const {
  if (!presenter_.is_anybody()) return not_found("Nobody presents in this room.");
  if (!presenter_.is(command.principal.id) && command.role < Role::kOwner) {
    return forbidden("Only who presents, or an owner, may hand over.");
  }
  if (presenter_.is(to)) return nothing_new();
  const core::Member* member = room_.member(to);
  if (member == nullptr || !room_.is_present(to)) {
    return not_found("This person is not in the room now.");
  }
  if (member->role < Role::kEditor) {
    return Error{Errc::kConflict, "This person needs the role editor to present."};
  }
  return one_event("present.handed_over", {{"principal", to}, {"before", presenter_.id()}});
}

// It is so already: answered as what has been stored is.
core::Decision FollowFeature::nothing_new() const {
  core::Decision decision;
  decision.answer = json::serialize(json::object{{"seq", room_.head()}, {"at", room_.now()}});
  return decision;
}

Result<core::Decision> FollowFeature::lapse(const std::string& principal) const {
  if (!presenter_.is(principal) || !presenter_.is_over(room_)) return core::Decision{};
  return one_event("present.stopped", {{"principal", principal}, {"reason", "gone"}});
}

void FollowFeature::apply(const core::Event& event) {
  const std::string before = presenter_.id();
  presenter_.apply(event);
  if (before != presenter_.id()) forget_view(before);
  watch_the_clock();
}

void FollowFeature::load(const json::object& state) {
  const json::value* saved = state.if_contains("presenter");
  if (saved != nullptr && saved->is_object()) presenter_.load(saved->get_object());
  watch_the_clock();
}

void FollowFeature::describe_join(const core::Principal& self, json::object& answer) const {
  if (presenter_.is_anybody()) answer["presenting"] = presenter_.describe();
  if (!follows_.is_followed(self.id)) return;
  answer["followers"] = json::value_from(follows_.followers_of(self.id));
}

void FollowFeature::left(core::PeerId peer) {
  if (!follows_.all().contains(peer)) return;
  room_.executor().post([this, peer, alive = room_.alive()] {
    if (!alive.expired()) stop(peer);
  });
}

void FollowFeature::stop(core::PeerId peer) {
  const std::string leader = follows_.stop(peer);
  if (leader.empty()) return;
  forget_view(leader);
  tell_followers(leader);
}

void FollowFeature::forget_view(const std::string& leader) {
  if (!follows_.is_followed(leader) && !presenter_.is(leader)) follows_.drop_view(leader);
}

// FOL4
void FollowFeature::tell_followers(const std::string& leader) {
  core::Delivery delivery;
  delivery.audience = core::Audience::kPrincipals;
  delivery.principals = {leader};
  delivery.kind = core::DeliveryClass::kKeyed;
  delivery.key = "followers";
  send(std::move(delivery), "follow.followers",
       {{"followers", json::value_from(follows_.followers_of(leader))}});
}

void FollowFeature::send(core::Delivery delivery, std::string_view name, const json::object& said) {
  delivery.name = name;
  delivery.args = "[" + json_text::quote(room_.id()) + "," + json::serialize(said) + "]";
  room_.deliver(std::move(delivery));
}

void FollowFeature::watch_the_clock() {
  if (sweeping_ || (follows_.empty() && !presenter_.is_anybody())) return;
  sweeping_ = true;
  room_.executor().run_after(kSweepMs, [this, alive = room_.alive()] {
    if (alive.expired()) return;
    sweeping_ = false;
    sweep();
    watch_the_clock();
  });
}

void FollowFeature::sweep() {
  end_follows();
  if (!presenter_.is_anybody()) return;
  presenter_.watch(room_);
  if (presenter_.is_over(room_)) end_presenting();
}

// FOL7: lost connections of followers, and leaders who are gone.
void FollowFeature::end_follows() {
  std::vector<core::PeerId> over;
  for (const std::string& leader : follows_.leaders()) {
    if (room_.is_present(leader)) continue;
    core::Delivery delivery;
    delivery.audience = core::Audience::kPeers;
    delivery.peers = follows_.peers_of(leader);
    over.insert(over.end(), delivery.peers.begin(), delivery.peers.end());
    send(std::move(delivery), "follow.ended", {{"principal", leader}, {"reason", "gone"}});
  }
  for (const auto& [peer, follow] : follows_.all()) {
    if (!room_.is_present(follow.follower)) over.push_back(peer);
  }
  for (const core::PeerId peer : over) stop(peer);
}

// FOL14: written by the server itself, once per attempt.
void FollowFeature::end_presenting() {
  if (ending_) return;
  ending_ = true;
  core::CommandRequest request;
  request.name = "present.lapse";
  request.body = json::serialize(json::object{{"principal", presenter_.id()}});
  const core::Member* member = room_.member(presenter_.id());
  request.access.principal =
      member == nullptr ? core::Principal{presenter_.id(), ""} : member->principal;
  room_.submit(std::move(request), [this, alive = room_.alive()](Result<core::Answer>) {
    if (!alive.expired()) ending_ = false;
  });
}

std::optional<core::Rendered> FollowFeature::render(const core::Event& event) const {
  if (!event.kind.starts_with("present.")) return std::nullopt;
  json::object out = object_of(event.body);
  out["seq"] = event.seq;
  out["from"] = json::parse(to_json(event.actor));
  out["at"] = event.at;
  return core::Rendered{event.kind,
                        "[" + json_text::quote(room_.id()) + "," + json::serialize(out) + "]"};
}

}  // namespace

void register_commands(core::CommandTable& table) {
  using enum core::CommandClass;
  for (const char* name : {"follow.start", "follow.stop", "follow.view"}) {
    table.add({name, "follow", Role::kViewer, kEphemeral, core::RateBucket::kSignal, false,
               kViewBytes, true});
  }
  table.add(
      {"present.start", "follow", Role::kEditor, kDurable, core::RateBucket::kWrite, true, 4096});
  for (const char* name : {"present.stop", "present.hand_over"}) {
    table.add(
        {name, "follow", Role::kEditor, kDurable, core::RateBucket::kWrite, true, 4096, true});
  }
  // For the server itself, whose clock says that a presenter is gone.
  table.add({"present.lapse", "follow", Role::kOwner, kDurable, core::RateBucket::kWrite, false,
             4096, true, true});
}

core::RoomFeatureFactory make_feature() {
  return [](core::RoomContext& room) { return std::make_unique<FollowFeature>(room); };
}

}  // namespace atelier::feature::follow
