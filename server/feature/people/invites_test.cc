#include <gtest/gtest.h>

#include "feature/people/people.h"
#include "feature/people/people_limits.h"
#include "feature/people/people_rig_test_support.h"

namespace atelier::feature::people {
namespace {

const core::Principal kAnn{"u-ann", "Ann"};
const core::Principal kLi{"u-li", "Li"};
const core::Principal kGus{"g-1", "Gus", core::PrincipalKind::kGuest};

class InvitesOfPeople : public PeopleTest {
 protected:
  InvitesOfPeople() {
    must("setup.open", {{"hash", "h1"}});
    must("account.create",
         {{"name", "Ann"}, {"email", "ann@example.org"}, {"role", "owner"}, {"setup", "h1"}});
  }
  json::object wish(json::object more) {
    if (!more.contains("id")) more["id"] = rig.uuid();
    return more;
  }
  struct Made {
    std::string id, shown;
  };
  Made make(json::object more, const core::Principal& who = kAnn) {
    const json::object made = must("invite.create", wish(std::move(more)), who);
    if (made.empty()) return {};
    return {std::string(made.at("invite").at("id").as_string()),
            std::string(made.at("secret").as_string())};
  }
  json::object key(const Made& invite, const std::string& secret) {
    return {{"invite", invite.id}, {"hash", hash_of(rig.crypto, secret)}};
  }
  json::object key(const Made& invite) { return key(invite, invite.shown); }
  std::string mailed_secret(const Made& invite, int sends = 1) {
    const json::object wished = mail("invite-" + invite.id + "-" + std::to_string(sends));
    if (wished.empty()) return "(no mail)";
    const std::string link(wished.at("values").at("link").as_string());
    EXPECT_TRUE(link.starts_with("https://studio.example/join/" + invite.id + "#invite_")) << link;
    return link.substr(link.find('#') + 1);
  }
  json::object invite_for(const std::string& email) {
    return {{"email", email}, {"mail_server", true}};
  }
  std::string state_of(const Made& invite) {
    return std::string(must("invite.find", {{"invite", invite.id}}).at("state").as_string());
  }
};

TEST_F(InvitesOfPeople, AUTH60_SevenDaysAndTheLeastRoleUnlessSaidOtherwise) {
  const json::object made =
      must("invite.create", wish({{"room", "kick"}, {"room_name", "Kick-off"}}));
  EXPECT_EQ(made.at("invite").at("role").as_string(), "commenter");
  EXPECT_EQ(made.at("invite").at("expires_at").as_int64(), rig.world().clock().wall() + kInviteMs);
  EXPECT_EQ(must("invite.create", wish({})).at("invite").at("role").as_string(), "member");
  const WallMs now = rig.world().clock().wall();
  for (const json::object& bad :
       {json::object{{"role", "king"}}, json::object{{"room", "r"}, {"role", "member"}},
        json::object{{"role", "owner"}}, json::object{{"room", "r"}, {"role", "owner"}},
        json::object{{"email", "no address"}}, json::object{{"email", "a@b\r\nBcc: c@d.org"}},
        json::object{{"expires_at", now + 1000}}, json::object{{"expires_at", "soon"}},
        json::object{{"expires_at", now + kInviteMostMs + 1000}},
        json::object{{"note", std::string(kInviteNoteBytes + 1, 'x')}},
        json::object{{"id", "no-uuid"}}}) {
    EXPECT_EQ(refused("invite.create", wish(bad)), Errc::kInvalid) << json::serialize(bad);
  }
}

TEST_F(InvitesOfPeople, AUTH61_SentAgainItIsAnsweredAlike) {
  json::object body = wish(invite_for("li@example.org"));
  body["expires_at"] = rig.world().clock().wall() + 2 * kInviteLeastMs;
  const json::object first = must("invite.create", body);
  rig.world().advance(kInviteLeastMs + 1000);
  rig.restart();
  EXPECT_EQ(json::serialize(must("invite.create", body)), json::serialize(first));
  body["role"] = "owner";
  EXPECT_EQ(refused("invite.create", body), Errc::kConflict);
  EXPECT_EQ(must("invite.list", {}).at("invites").as_array().size(), 1U);
  EXPECT_EQ(refused("invite.create", wish(invite_for("LI@example.org"))), Errc::kConflict);
}

TEST_F(InvitesOfPeople, AUTH61_OnePersonHasABoundOfWaitingInvites) {
  for (std::size_t i = 0; i < kWaitingInvitesPerPerson; ++i) make({});
  EXPECT_EQ(refused("invite.create", wish({})), Errc::kConflict);
  make({}, kLi);
  rig.world().clock().advance(kInviteMs);
  make({});
}

TEST_F(InvitesOfPeople, AUTH62_NoSecretIsStoredAndTheMailedOneIsAnother) {
  const Made invite = make(invite_for("li@example.org"));
  const std::string mailed = mailed_secret(invite);
  EXPECT_NE(mailed, invite.shown);
  const std::string log = json::serialize(must("workspace.activity", {}));
  EXPECT_NE(log.find("invite.created"), std::string::npos);
  for (const std::string& secret : {mailed, invite.shown, std::string("li@example.org")}) {
    EXPECT_EQ(log.find(secret), std::string::npos);
  }
  must("invite.look", key(invite, mailed));
  must("invite.look", key(invite));
  const Made by_hand = make({{"email", "zoe@example.org"}, {"mail_server", false}});
  EXPECT_EQ(mailed_secret(by_hand), by_hand.shown);
}

TEST_F(InvitesOfPeople, AUTH63_WhatIsOverOrWrongAnswersAlike) {
  const auto answer = [this](const json::object& secret) {
    const auto got = rig.ask("invite.look", secret, kGus);
    return got ? std::string("fine") : got.error().message;
  };
  const Made open = make({});
  EXPECT_EQ(answer(key(open)), "fine");
  const std::string wrong = answer(key(open, "invite_wrong"));
  EXPECT_EQ(answer(key({"unknown", open.shown})), wrong);
  const Made taken = make({});
  must("account.create", {{"name", "Li"}, {"email", "li@example.org"}}, kLi);
  must("invite.accept", key(taken), kLi);
  EXPECT_EQ(answer(key(taken)), wrong);
  const Made revoked = make({});
  must("invite.revoke", {{"invite", revoked.id}});
  must("invite.revoke", {{"invite", revoked.id}});
  EXPECT_EQ(answer(key(revoked)), wrong);
  const Made declined = make({});
  must("invite.decline", key(declined), kGus);
  EXPECT_EQ(answer(key(declined)), wrong);
  EXPECT_EQ(state_of(declined), "declined");
  rig.world().clock().advance(kInviteMs);
  EXPECT_EQ(answer(key(open)), wrong);
  EXPECT_EQ(state_of(open), "expired");
}

TEST_F(InvitesOfPeople, AUTH64_AnAccountMadeByTheMailedSecretIsVerified) {
  const Made invite = make(invite_for("li@example.org"));
  json::object account = key(invite, mailed_secret(invite));
  account["name"] = "Li";
  account["email"] = "else@example.org";
  must("account.create", account, kLi);
  const json::object found = must("account.credentials", {{"account", "u-li"}});
  EXPECT_EQ(found.at("account").at("email").as_string(), "li@example.org");
  EXPECT_TRUE(found.at("account").at("verified").as_bool());
  EXPECT_EQ(state_of(invite), "accepted");
  must("invite.accept", key(invite, mailed_secret(invite)), kLi);
  EXPECT_EQ(refused("account.create", account, {"u-3", "Li"}), Errc::kNotFound);

  const Made by_hand = make({{"email", "zoe@example.org"}, {"mail_server", true}});
  account = key(by_hand);
  account["name"] = "Zoe";
  account["email"] = "zoe@example.org";
  must("account.create", account, {"u-zoe", "Zoe"});
  EXPECT_FALSE(
      must("account.credentials", {{"account", "u-zoe"}}).at("account").at("verified").as_bool());
}

TEST_F(InvitesOfPeople, AUTH64_OwnersOfTheWorkspaceAreInvitedByAddress) {
  must("account.create", {{"name", "Li"}, {"email", "li@example.org"}}, kLi);
  json::object body = invite_for("li@example.org");
  body["role"] = "owner";
  const Made invite = make(body);
  EXPECT_EQ(refused("invite.accept", key(invite), kGus), Errc::kForbidden);
  must("invite.accept", key(invite, mailed_secret(invite)), kLi);
  rig.restart();
  const json::object found = must("account.credentials", {{"account", "u-li"}});
  EXPECT_EQ(found.at("account").at("role").as_string(), "owner");
  EXPECT_TRUE(found.at("account").at("verified").as_bool());
}

TEST_F(InvitesOfPeople, AUTH64_GuestsComeAtMostAsEditors) {
  json::object body = invite_for("gus@example.org");
  body["room"] = "kick";
  body["role"] = "owner";
  const Made invite = make(body);
  EXPECT_EQ(must("invite.accept", key(invite), kGus).at("role").as_string(), "editor");
  const json::object left = must("invite.unsettled", {});
  EXPECT_EQ(left.at("invites").at(0).at("role").as_string(), "editor");
}

TEST_F(InvitesOfPeople, AUTH65_WhatARoomDoesNotKnowYetIsRemembered) {
  must("account.create", {{"name", "Li"}, {"email", "li@example.org"}}, kLi);
  const Made invite = make({{"room", "kick"}, {"room_name", "Kick-off"}});
  must("invite.accept", key(invite), kLi);
  rig.restart();
  const json::object left = must("invite.unsettled", {});
  ASSERT_EQ(left.at("invites").as_array().size(), 1U);
  EXPECT_EQ(left.at("invites").at(0).at("room").as_string(), "kick");
  EXPECT_EQ(left.at("invites").at(0).at("principal").at("id").as_string(), "u-li");
  must("invite.settle", {{"invite", invite.id}});
  must("invite.settle", {{"invite", invite.id}});
  EXPECT_TRUE(must("invite.unsettled", {}).at("invites").as_array().empty());
}

TEST_F(InvitesOfPeople, AUTH66_SendingAgainBeginsTheTimeAnew) {
  const Made invite = make(invite_for("li@example.org"));
  const json::object again{{"invite", invite.id}, {"mail_server", true}};
  EXPECT_EQ(refused("invite.renew", again), Errc::kRateLimited);
  rig.world().clock().advance(kInviteMs);
  EXPECT_EQ(state_of(invite), "expired");
  must("invite.renew", again);
  EXPECT_EQ(state_of(invite), "pending");
  EXPECT_TRUE(mailed_secret(invite, 2).starts_with("invite_"));
  must("invite.look", key(invite));
  for (int sends = 2; sends < kInviteSends; ++sends) {
    rig.world().clock().advance(kInviteAgainMs);
    must("invite.renew", again);
  }
  rig.world().clock().advance(kInviteAgainMs);
  EXPECT_EQ(refused("invite.renew", again), Errc::kConflict);
  must("invite.revoke", {{"invite", invite.id}});
  EXPECT_EQ(refused("invite.renew", again), Errc::kNotFound);
  EXPECT_TRUE(mail("invite-" + invite.id + "-10").empty());
}

TEST_F(InvitesOfPeople, AUTH66_TheLanguageIsThatOfTheFirst) {
  json::object body = invite_for("li@example.org");
  body["language"] = "de";
  const Made invite = make(body);
  rig.restart();
  rig.world().clock().advance(kInviteAgainMs);
  must("invite.renew", {{"invite", invite.id}, {"mail_server", true}});
  for (const char* sends : {"1", "2"}) {
    const json::object wished = mail("invite-" + invite.id + "-" + sends);
    ASSERT_TRUE(wished.contains("language"));
    EXPECT_EQ(wished.at("language").as_string(), "de");
  }
}

TEST_F(InvitesOfPeople, AUTH61_TheOldestThatAreOverAreForgottenFirst) {
  const Made first = make({});
  const Made over = make({});
  must("invite.revoke", {{"invite", over.id}});
  for (std::size_t i = 0; i + 2 <= kInvites; ++i) {
    rig.world().clock().advance(1);
    make({}, {"u-" + std::to_string(i % 50), "Somebody"});
  }
  EXPECT_EQ(refused("invite.find", {{"invite", over.id}}), Errc::kNotFound);
  EXPECT_EQ(state_of(first), "pending");
  rig.restart();
  EXPECT_EQ(refused("invite.find", {{"invite", over.id}}), Errc::kNotFound);
  EXPECT_EQ(state_of(first), "pending");
}

}  // namespace
}  // namespace atelier::feature::people
