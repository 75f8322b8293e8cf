// RoomState: title, members, bans and broadcasts of a room, as the feature "room". Pure state over
// the log: what is asked of the store or of presence comes in through `Views`.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/policy.h"
#include "core/room_feature.h"

namespace atelier::core {

/// Commands and events that carry a room into the trash and out of it (room_trash.cc).
bool is_of_the_trash(std::string_view name);

class RoomState final : public RoomFeature {
 public:
  struct Views {
    std::function<std::string(const Member&)> member_json;
    /// room.members and room.events.
    std::function<void(const Command&, Reply)> query;
    /// What to do about the connections a person has now, once their removal is stored.
    std::function<Task(const std::string& principal)> removal;
    /// The same for everybody, and for the room's memory, once its deletion is stored (TRS6, TRS9).
    std::function<Task()> closing = [] { return Task(); };
    std::function<Task()> forgetting = [] { return Task(); };
  };

  /// `directory`: partition of the workspace where rows of rooms and memberships go.
  RoomState(std::string room, std::string directory, Views views);

  static void add_commands(CommandTable& table);

  std::string_view name() const override { return "room"; }
  Result<Decision> decide(const Command& command, const Rows& rows) override;
  void apply(const Event& event) override;
  std::vector<port::Write> rows(const Event& event) const override;
  void query(const Command& command, Reply reply) override;
  json::object save() const override;
  void load(const json::object& state) override;
  std::optional<Rendered> render(const Event& event) const override;

  bool exists() const { return exists_; }
  bool archived() const { return archived_; }
  /// It was deleted: there is no room any more, but for who may bring it back (TRS6).
  bool is_gone() const { return trashed_.has_value(); }
  /// For good: nobody brings it back (TRS9).
  bool is_purged() const { return purged_; }
  /// Newcomers by a link knock first (AUTH80).
  bool knock() const { return knock_; }
  /// What people are told before they come in, and when a meeting starts (EVT23).
  const std::string& consent() const { return consent_; }
  /// Days for which messages are kept (SAF40); 0: for ever.
  std::int64_t keep_days() const { return keep_days_; }
  /// Guests see what was said before they came (EVT25).
  bool guests_see_all() const { return guests_see_all_; }
  /// Where what a person may read begins.
  struct Beginning {
    std::uint64_t seq = 0;  // 0: they read all
    WallMs at = 0;
  };
  Beginning visible_from(std::string_view principal) const;
  const std::string& title() const { return title_; }
  std::size_t member_count() const { return member_count_; }
  Standing standing(std::string_view principal) const;
  /// Null for people without a role here.
  const Member* member(std::string_view principal) const;
  /// Also people who left, whose role is none; null for those who were never here.
  const Member* person(std::string_view principal) const;
  /// Members with ids above `after`, in order of their ids, until `visit` says false.
  void each_member(std::string_view after, const std::function<bool(const Member&)>& visit) const;

  /// Whom an event of kind member.* is about.
  static std::string subject_of(const Event& event);
  /// Tells connections and documents about a person's new role or removal.
  static Delivery notice(Control control, const std::string& subject, Role role);
  static Delivery kick(std::string_view room, const std::string& subject, bool ban);
  /// Tells connections and documents that the room is gone.
  static Delivery gone();
  static NewEvent created(std::string_view title);
  static NewEvent added(Role role);
  static NewEvent named();

  /// Values of `guest_history`.
  static constexpr std::string_view kSeeAll = "all";
  static constexpr std::string_view kSeeSinceJoined = "joined";

 private:
  struct Trashed {
    Principal by;
    WallMs at = 0;
    WallMs until = 0;
  };
  struct Person {
    Member member;  // its role is what counts now: none when removed or banned
    std::optional<Role> stored;
    bool banned = false;
    /// When they first came, of those who came as guests.
    Beginning came = {};
  };

  Result<Decision> rename(const json::object& body) const;
  Result<Decision> archive(const json::object& body) const;
  Result<Decision> configure(const json::object& body) const;
  std::vector<Delivery> roles_told(bool archived) const;
  // room_trash.cc
  Result<Decision> trash(const Command& command) const;
  Result<Decision> remove_room(const Command& command) const;
  Result<Decision> restore_room() const;
  Delivery listed_otherwise() const;
  Result<Decision> purge_room() const;
  Result<Decision> forget_room() const;
  bool apply_trash(const Event& event);
  std::vector<port::Write> trash_rows(const Event& event) const;
  Result<Answer> trashed() const;
  json::object save_trashed() const;
  void load_trashed(const json::object& state);

  Result<Decision> set_role(const json::object& body) const;
  Result<Decision> remove(const json::object& body) const;
  Result<Decision> unban(const json::object& body) const;
  Result<Decision> broadcast(const Command& command) const;
  bool is_last_owner(std::string_view principal) const;
  void apply_member(const Event& event);
  void put_person(Person person);
  std::optional<Rendered> render_member(const Event& event, std::string_view change) const;
  std::optional<Rendered> render_broadcast(const Event& event) const;
  port::Write room_row() const;

  std::string room_;
  std::string directory_;
  Views views_;
  bool exists_ = false;
  bool archived_ = false;
  std::optional<Trashed> trashed_;  // also when it was purged
  bool purged_ = false;
  bool knock_ = false;
  std::string consent_;
  std::int64_t keep_days_ = 0;
  bool guests_see_all_ = true;
  std::string title_;
  WallMs created_at_ = 0;
  std::map<std::string, Person, std::less<>> people_;
  std::size_t member_count_ = 0;
  std::size_t owner_count_ = 0;
};

}  // namespace atelier::core
