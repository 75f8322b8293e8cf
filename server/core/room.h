// Room: a LogActor with peers. Admission and roles, who has joined from which loop, presence, and
// the addressing of deliveries. On the executor of its loop only.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/hub.h"
#include "core/log_actor.h"
#include "core/presence.h"
#include "core/rate_limit.h"
#include "core/room_state.h"

namespace atelier::core {

/// What all rooms of a node have in common; outlives them.
struct RoomSetup {
  const CommandTable& table;
  const std::vector<std::pair<std::string, RoomFeatureFactory>>& features;
  const HubOptions& options;
  const Faces& faces;
};

class Room final : public RoomContext, private LogActor::Owner {
 public:
  /// `loop`: where it lives.
  Room(std::string id, std::size_t loop, ActorPorts ports, const RoomSetup& setup);
  ~Room() override;

  void execute(std::size_t loop, CommandRequest request, Reply reply);
  void join(JoinRequest request, Reply reply);
  void leave(PeerId peer, Reply reply);
  void set_connected(PeerId peer, bool connected);
  void create(std::size_t loop, std::string title, Principal owner, Reply reply);
  void role_of(std::size_t loop, Access access, bool describe, Reply reply);
  void add_member(std::size_t loop, Principal principal, Role role, Reply reply);
  /// Somebody shows another picture, colour or note of themselves.
  void face_changed(const std::string& principal);
  /// `done` runs when all is stored and a snapshot is on its way.
  void drain(Task done);
  /// May be destroyed: nobody is in it, nothing is under way, unused for a while or not existing.
  bool is_idle(MonoMs now) const;

  // RoomContext
  const std::string& id() const override { return id_; }
  const std::string& partition() const override { return actor_.partition(); }
  const std::string& title() const override;
  port::RecordStore& store() override { return actor_.ports().store; }
  port::Executor& executor() override { return actor_.ports().executor; }
  WallMs now() const override { return actor_.now(); }
  std::uint64_t head() const override { return actor_.head(); }
  const Member* member(std::string_view principal) const override;
  void each_member(const std::function<void(const Member&)>& visit) const override;
  bool is_present(std::string_view principal) const override {
    return presence_.is_present(principal);
  }
  void each_present(const std::function<void(const Member&)>& visit) const override;
  const std::string& consent() const override;
  std::uint64_t visible_from(std::string_view principal) const override;
  void deliver(Delivery delivery) override { actor_.send(address(std::move(delivery))); }
  void submit(CommandRequest request, Reply reply) override;
  std::weak_ptr<void> alive() const override { return actor_.alive(); }

 private:
  struct Peer {
    Principal principal;
    bool visible = true;
  };

  // LogActor::Owner
  std::vector<std::unique_ptr<LogFeature>> make_features() override;
  Result<Role> authorize(const Access& access) override;
  std::optional<Error> refusal(const CommandSpec& spec) const override;
  bool keeps_snapshots() const override { return !state_->is_purged(); }
  std::optional<OutgoingDelivery> render(const Event& event) override;
  OutgoingDelivery address(Delivery delivery) override;
  void delivered_late(const Event& event) override;
  void applied(const Event& event) override;
  void opened() override;
  void closed() override;

  Result<Role> create_by_claim(const Access& access);
  void admit(const Access& access, Role role);
  void admitted(const JoinRequest& request, AnswerSlot slot);
  void answer_stored(std::shared_ptr<AnswerSlot> slot, Answer answer);
  /// False when it was one already.
  bool add_peer(const JoinRequest& request, Role role);
  void remove_peer(PeerId peer);
  void remove_principal(const std::string& principal);
  std::vector<PeerId> peers_of(const std::string& principal) const;
  Task removal_of(const std::string& principal);
  Task removal_of_all();
  /// authorize, for what there is only in a room that is not in the trash.
  Result<Role> authorize_present(const Access& access);
  /// What owners are told of a room that was deleted.
  Error gone() const;
  std::optional<Error> over_limit(const CommandSpec& spec, const CommandRequest& request);
  std::uint64_t joined_loops() const;
  void narrow(Delivery& delivery, std::uint64_t about) const;

  std::string describe(const Principal& self, Role role) const;
  std::string join_body(const Principal& self, Role role) const;
  std::string first_members(const Principal& self) const;
  void query(const Command& command, Reply reply);
  Result<Answer> list_members(const Command& command) const;
  Result<Answer> list_people(const Command& command) const;
  void list_events(const Command& command, Reply reply);
  void read_contents(const Command& command, std::vector<Event> events, bool has_more, Reply reply);
  Answer events_answer(const Command& command, std::vector<Event> events, bool has_more) const;
  std::optional<Rendered> render_event(const Event& event) const;

  std::string id_;
  std::size_t loop_;
  const RoomSetup& setup_;
  LogActor actor_;
  Presence presence_;
  RoomState* state_ = nullptr;  // both null and empty while closed
  std::vector<RoomFeature*> features_;
  std::map<PeerId, Peer> peers_;
  std::map<std::string, Member, std::less<>> visitors_;  // present without a stored role
  std::array<std::uint32_t, 64> peers_on_loop_{};
  std::array<RateLimiter, 4> principal_rates_;
  RateLimiter room_rate_;
  MonoMs last_used_ = 0;
};

}  // namespace atelier::core
