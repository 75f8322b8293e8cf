#include "core/room_state.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace atelier::core {
namespace {

const Principal kAnn{"ann", "Ann", PrincipalKind::kUser};
const Principal kBob{"bob", "Bob", PrincipalKind::kGuest};

class RoomStateTest : public testing::Test {
 protected:
  RoomStateTest() {
    apply(kAnn, RoomState::created("Studio"));
    apply(kAnn, RoomState::added(Role::kOwner));
    apply(kBob, RoomState::added(Role::kCommenter));
  }
  static RoomState make() {
    return RoomState("studio", "dir",
                     {[](const Member& member) { return to_json(member.principal); },
                      [](const Command&, Reply) {}, [](const std::string&) { return Task(); }});
  }
  Event apply(const Principal& actor, NewEvent made) {
    Event event{++seq, std::move(made.kind), 1000 + static_cast<WallMs>(seq), actor};
    event.body = std::move(made.body);
    event.content = std::move(made.content);
    state.apply(event);
    return event;
  }
  Result<Decision> decide(const std::string& name, const std::string& body) {
    Command command{name, body, nullptr, kAnn, Role::kOwner};
    command.at = 5000;
    command.next_seq = seq + 1;
    return state.decide(command, {});
  }
  /// Decides, applies the one event and returns it.
  Event run(const std::string& name, const std::string& body) {
    Result<Decision> decision = decide(name, body);
    EXPECT_TRUE(decision) << name;
    if (!decision) return {};
    return apply(kAnn, std::move(decision->events.at(0)));
  }
  Errc refused(const std::string& name, const std::string& body) {
    const Result<Decision> decision = decide(name, body);
    return decision ? Errc::kInternal : decision.error().code;
  }
  static std::string row(const port::Write& write) {
    const auto* put = std::get_if<port::Put>(&write);
    return put == nullptr ? "deleted " + std::get<port::Delete>(write).key.sort
                          : put->key.sort + "=" + put->value;
  }

  std::uint64_t seq = 0;
  RoomState state = make();
};

TEST_F(RoomStateTest, EVT23_SettingsAreToldAndOnlyWhenTheyChange) {
  const Event event = run("room.configure", R"({"knock":true})");
  EXPECT_TRUE(state.knock());
  const auto rendered = state.render(event);
  ASSERT_TRUE(rendered);
  EXPECT_EQ(rendered->name, "room.configured");
  EXPECT_TRUE(rendered->args.starts_with(R"(["studio",{"seq":)")) << rendered->args;
  EXPECT_NE(rendered->args.find(R"("knock":true,"from":)"), std::string::npos);
  EXPECT_TRUE(decide("room.configure", R"({"knock":true})")->events.empty());
  EXPECT_EQ(refused("room.configure", "{}"), Errc::kInvalid);
  EXPECT_EQ(refused("room.configure", R"({"knock":1})"), Errc::kInvalid);
  run("room.configure", R"({"knock":false})");
  EXPECT_FALSE(state.knock());
}

TEST_F(RoomStateTest, SAF41_MessagesAreKeptForSomeDaysOrForEver) {
  for (const char* bad : {"31", "-1", "true", R"("30")", "1.5"}) {
    EXPECT_EQ(refused("room.configure", std::string(R"({"keep_days":)") + bad + "}"),
              Errc::kInvalid);
  }
  EXPECT_TRUE(decide("room.configure", R"({"keep_days":0})")->events.empty());
  run("room.configure", R"({"keep_days":90})");
  EXPECT_EQ(state.keep_days(), 90);
  run("room.configure", R"({"knock":true})");
  EXPECT_EQ(state.keep_days(), 90);
  RoomState again = make();
  again.load(state.save());
  EXPECT_EQ(again.keep_days(), 90);
  run("room.configure", R"({"keep_days":0})");
  EXPECT_EQ(state.keep_days(), 0);
}

TEST_F(RoomStateTest, EVT25_GuestsReadFromWhenTheyCame) {
  for (const char* bad : {R"("none")", "true", "null"}) {
    EXPECT_EQ(refused("room.configure", std::string(R"({"guest_history":)") + bad + "}"),
              Errc::kInvalid);
  }
  Event came{40, "member.added", 4000, {"gus", "Gus", PrincipalKind::kGuest}};
  came.body = R"({"role":"commenter"})";
  state.apply(came);
  Event cleo = came;
  cleo.actor = {"cleo", "Cleo", PrincipalKind::kUser};
  state.apply(cleo);
  EXPECT_EQ(state.visible_from("gus").seq, 0U) << "they see all unless it is said";
  run("room.configure", R"({"guest_history":"joined"})");
  EXPECT_EQ(state.visible_from("gus").seq, 40U);
  EXPECT_EQ(state.visible_from("gus").at, 4000);
  EXPECT_EQ(state.visible_from("cleo").seq, 0U) << "only guests";
  EXPECT_EQ(state.visible_from("nobody").seq, 0U);
  // Claiming an account, or coming again, does not open what was closed.
  Event named{50, "member.named", 5000, {"gus", "Gus", PrincipalKind::kUser}};
  state.apply(named);
  Event again{60, "member.added", 6000, {"gus", "Gus", PrincipalKind::kGuest}};
  again.body = R"({"role":"commenter"})";
  state.apply(again);
  EXPECT_EQ(state.visible_from("gus").seq, 40U);
  RoomState other = make();
  other.load(parse_json(json::serialize(state.save()))->as_object());
  EXPECT_EQ(other.visible_from("gus").seq, 40U);
  run("member.set_role", R"({"principal":"gus","role":"owner"})");
  EXPECT_EQ(state.visible_from("gus").seq, 0U) << "whom the room belongs to";
}

TEST_F(RoomStateTest, COR32_SavedStateComesBack) {
  run("member.remove", R"({"principal":"bob","ban":true})");
  run("room.rename", R"({"name":"Blue"})");
  run("room.archive", R"({"on":true})");
  run("room.configure", R"({"knock":true})");
  RoomState other = make();
  other.load(parse_json(json::serialize(state.save()))->as_object());
  EXPECT_TRUE(other.exists());
  EXPECT_EQ(other.title(), "Blue");
  EXPECT_TRUE(other.knock());
  EXPECT_EQ(other.member_count(), 1U);
  EXPECT_TRUE(other.standing("bob").banned);
  EXPECT_EQ(other.standing("bob").stored, Role::kNone);
  EXPECT_EQ(other.member("ann")->principal, kAnn);
  EXPECT_EQ(json::serialize(other.save()), json::serialize(state.save()));
}

TEST_F(RoomStateTest, COR38_RowsFollowTheRoomAndItsMembers) {
  const Event renamed = run("room.rename", R"({"name":"Blue"})");
  EXPECT_EQ(row(state.rows(renamed).at(0)),
            R"(room/studio={"name":"Blue","created_at":1001,"archived":false})");
  const Event role = run("member.set_role", R"({"principal":"bob","role":"editor"})");
  EXPECT_EQ(row(state.rows(role).at(0)), R"(member/bob/studio={"role":"editor"})");
  const Event removed = run("member.remove", R"({"principal":"bob"})");
  EXPECT_EQ(row(state.rows(removed).at(0)), "deleted member/bob/studio");
  EXPECT_TRUE(state.rows(run("room.broadcast", "1")).empty());
}

TEST_F(RoomStateTest, EVT16_RenameLooksLikeThis) {
  const auto rendered = state.render(run("room.rename", R"({"name":"Blue"})"));
  ASSERT_TRUE(rendered);
  EXPECT_EQ(rendered->name, "room.renamed");
  EXPECT_EQ(rendered->args,
            R"(["studio",{"seq":4,"name":"Blue","from":{"id":"ann","name":"Ann","kind":"user"},)"
            R"("at":1004}])");
  EXPECT_EQ(refused("room.rename", "{}"), Errc::kInvalid);
  EXPECT_EQ(refused("room.rename", "[]"), Errc::kInvalid);
  const std::string long_name(limits::kRoomTitleBytes + 1, 'x');
  EXPECT_EQ(refused("room.rename", "{\"name\":\"" + long_name + "\"}"), Errc::kInvalid);
}

TEST_F(RoomStateTest, EVT17_RolesChangeAndAreTold) {
  const auto rendered =
      state.render(run("member.set_role", R"({"principal":"bob","role":"owner"})"));
  ASSERT_TRUE(rendered);
  EXPECT_EQ(rendered->name, "room.member");
  EXPECT_NE(rendered->args.find(R"("change":"role","member":{"id":"bob")"), std::string::npos);
  // With a second owner the first may step down.
  run("member.set_role", R"({"principal":"ann","role":"editor"})");
  EXPECT_EQ(refused("member.set_role", R"({"principal":"bob","role":"viewer"})"), Errc::kConflict);
  EXPECT_EQ(refused("member.set_role", R"({"principal":"bob","role":"king"})"), Errc::kInvalid);
  EXPECT_EQ(refused("member.set_role", R"({"principal":"eve","role":"viewer"})"), Errc::kNotFound);
  EXPECT_EQ(refused("member.set_role", R"({"role":"viewer"})"), Errc::kInvalid);
}

TEST_F(RoomStateTest, EVT18_BanAndItsEnd) {
  run("member.remove", R"({"principal":"bob","ban":true})");
  EXPECT_EQ(state.member("bob"), nullptr);
  EXPECT_EQ(refused("member.set_role", R"({"principal":"bob","role":"viewer"})"), Errc::kConflict);
  EXPECT_EQ(refused("member.remove", R"({"principal":"bob"})"), Errc::kNotFound);
  run("member.unban", R"({"principal":"bob"})");
  EXPECT_EQ(refused("member.unban", R"({"principal":"bob"})"), Errc::kNotFound);
  EXPECT_EQ(state.member("bob"), nullptr);
  run("member.set_role", R"({"principal":"bob","role":"viewer"})");
  EXPECT_EQ(state.member("bob")->role, Role::kViewer);
  // Who never came can be kept out, too.
  run("member.remove", R"({"principal":"eve","ban":true})");
  EXPECT_TRUE(state.standing("eve").banned);
  EXPECT_EQ(refused("member.remove", R"({"principal":"ann","ban":true})"), Errc::kConflict);
}

TEST_F(RoomStateTest, EVT15_BroadcastKeepsItsBinaryParts) {
  Command command{"room.broadcast", R"({"a":{"_placeholder":true,"num":0}})",
                  std::make_shared<const std::vector<std::string>>(
                      std::vector<std::string>{std::string("\0\xff", 2)}),
                  kBob};
  command.at = 5000;
  Result<Decision> decision = state.decide(command, {});
  ASSERT_TRUE(decision);
  EXPECT_EQ(decision->events.at(0).content_until, 5000 + limits::kBroadcastKeepMs);
  Event event = apply(kBob, std::move(decision->events.at(0)));
  const auto rendered = state.render(event);
  ASSERT_TRUE(rendered);
  ASSERT_NE(rendered->attachments, nullptr);
  EXPECT_EQ(rendered->attachments->at(0), std::string("\0\xff", 2));
  EXPECT_TRUE(rendered->except_actor_peer);
  EXPECT_TRUE(rendered->args.starts_with(R"(["studio",{"a":{"_placeholder":true,"num":0}},)"));
  event.content.clear();  // expired
  EXPECT_FALSE(state.render(event));
}

TEST_F(RoomStateTest, COR2_NewNameIsKept) {
  apply({"bob", "Robert", PrincipalKind::kGuest}, RoomState::named());
  EXPECT_EQ(state.member("bob")->principal.name, "Robert");
  EXPECT_EQ(state.member("bob")->role, Role::kCommenter);
  // What others do to a person does not change the name.
  run("member.set_role", R"({"principal":"bob","role":"viewer"})");
  EXPECT_EQ(state.member("bob")->principal.name, "Robert");
}

TEST_F(RoomStateTest, EVT13_MembersAreVisitedInOrderOfIds) {
  std::vector<std::string> ids;
  state.each_member("ann", [&](const Member& member) {
    ids.push_back(member.principal.id);
    return true;
  });
  EXPECT_EQ(ids, std::vector<std::string>{"bob"});
}

TEST_F(RoomStateTest, COR12_DamagedBodiesDoNotCrash) {
  for (const char* kind : {"room.created", "room.renamed", "room.archived", "member.added",
                           "member.role", "member.banned", "room.broadcast"}) {
    for (const char* body : {"{}", "[]", "7", "", "{\"principal\":7,\"role\":7,\"name\":7}"}) {
      Event event = apply(kBob, {kind, body});
      event.content = body;
      state.render(event);
      state.rows(event);
    }
  }
}

}  // namespace
}  // namespace atelier::core
