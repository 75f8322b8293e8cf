#include "feature/people/people.h"

#include <gtest/gtest.h>

#include "feature/people/people_limits.h"
#include "feature/people/people_rig_test_support.h"

namespace atelier::feature::people {
namespace {

const core::Principal kAnn{"u-ann", "Ann"};
const core::Principal kBob{"u-bob", "Bob"};

class People : public PeopleTest {
 protected:
  void set_up() {
    must("setup.open", {{"hash", "h1"}});
    must("account.create", {{"name", "Ann"},
                            {"email", "Ann@Example.org"},
                            {"password", "phc"},
                            {"role", "owner"},
                            {"setup", "h1"},
                            {"workspace", "Studio"}});
  }
  void log_in(const std::string& login) {
    must("login.start", {{"account", "u-ann"}, {"login", login}, {"hash", "hash " + login}});
  }
};

TEST_F(People, AUTH46_SetupWorksOnceAndOnlyWithTheNewestSecret) {
  EXPECT_TRUE(must("people.state", {}).at("setup_needed").as_bool());
  must("setup.open", {{"hash", "old"}});
  must("setup.open", {{"hash", "new"}});
  EXPECT_EQ(refused("setup.check", {{"setup", "old"}}), Errc::kForbidden);
  EXPECT_EQ(refused("setup.check", {{"setup", ""}}), Errc::kForbidden);
  must("setup.check", {{"setup", "new"}});
  const json::object owner{
      {"name", "Ann"}, {"email", "ann@example.org"}, {"role", "owner"}, {"setup", "new"}};
  must("account.create", owner);
  EXPECT_EQ(refused("account.create", owner, kBob), Errc::kNotFound);
  EXPECT_EQ(refused("setup.open", {{"hash", "x"}}), Errc::kConflict);
  EXPECT_FALSE(must("people.state", {}).at("setup_needed").as_bool());
}

TEST_F(People, AUTH41_AccountsHaveOneAddressWhateverItsCase) {
  const json::object bob{{"name", "Bob"}, {"email", "bob@example.org"}};
  EXPECT_EQ(refused("account.create", bob, kBob), Errc::kConflict);  // no owner yet
  set_up();
  EXPECT_EQ(must("people.state", {}).at("name").as_string(), "Studio");
  must("account.create", bob, kBob);
  EXPECT_EQ(refused("account.create", {{"name", "B"}, {"email", "BOB@example.ORG"}}, {"u-3", "B"}),
            Errc::kConflict);
  for (const char* bad : {"", "@x", "x@", "no address", "a b@c", "<a@b>"}) {
    EXPECT_EQ(refused("account.create", {{"name", "B"}, {"email", bad}}, {"u-4", "B"}),
              Errc::kInvalid)
        << bad;
  }
  EXPECT_EQ(refused("account.create", {{"name", "a\nb"}, {"email", "c@d"}}, {"u-4", "B"}),
            Errc::kInvalid);
  const json::object found = must("account.credentials", {{"email", "ANN@example.org"}});
  EXPECT_EQ(found.at("account").at("id").as_string(), "u-ann");
  EXPECT_EQ(found.at("password").as_string(), "phc");
  EXPECT_TRUE(must("account.credentials", {{"email", "nobody@example.org"}}).empty());
}

TEST_F(People, AUTH42_LoginsAreFoundByHashAndEndAtOnce) {
  set_up();
  log_in("one");
  log_in("two");
  const json::object one = must("login.check", {{"hash", "hash one"}});
  EXPECT_EQ(one.at("login").as_string(), "one");
  EXPECT_EQ(one.at("account").at("role").as_string(), "owner");
  EXPECT_EQ(must("login.check", {{"login", "two"}}).at("login").as_string(), "two");
  must("login.end", {{"account", "u-ann"}, {"login", "one"}});
  EXPECT_EQ(refused("login.check", {{"hash", "hash one"}}), Errc::kUnauthenticated);
  ASSERT_EQ(rig.sent.size(), 1U);
  EXPECT_EQ(rig.sent[0]->name, kLoginEnded);
  EXPECT_EQ(rig.sent[0]->subject, "one");
  EXPECT_EQ(refused("login.end", {{"account", "u-bob"}, {"login", "two"}}), Errc::kNotFound);
  rig.restart();
  EXPECT_EQ(refused("login.check", {{"hash", "hash one"}}), Errc::kUnauthenticated);
  must("login.check", {{"hash", "hash two"}});
}

TEST_F(People, AUTH42_LoginsExpireAndTheOldestMakesRoom) {
  set_up();
  for (std::size_t i = 0; i <= kLoginsPerAccount; ++i) {
    log_in("l" + std::to_string(i));
    rig.world().advance(1000);
  }
  EXPECT_EQ(refused("login.check", {{"login", "l0"}}), Errc::kUnauthenticated);
  const json::object list = must("account.logins", {{"account", "u-ann"}});
  EXPECT_EQ(list.at("logins").as_array().size(), kLoginsPerAccount);
  EXPECT_EQ(list.at("logins").at(0).at("id").as_string(), "l15");
  rig.world().clock().advance(kLoginMs);
  EXPECT_EQ(refused("login.check", {{"login", "l15"}}), Errc::kUnauthenticated);
}

TEST_F(People, AUTH43_ANewPasswordEndsTheOtherLogins) {
  set_up();
  log_in("one");
  log_in("two");
  must("password.change", {{"account", "u-ann"}, {"password", "phc2"}, {"keep", "two"}});
  EXPECT_EQ(refused("login.check", {{"login", "one"}}), Errc::kUnauthenticated);
  must("login.check", {{"login", "two"}});
  log_in("three");
  must("login.end", {{"account", "u-ann"}, {"others_of", "three"}});
  EXPECT_EQ(refused("login.check", {{"login", "two"}}), Errc::kUnauthenticated);
  EXPECT_EQ(must("account.credentials", {{"account", "u-ann"}}).at("password").as_string(), "phc2");
}

TEST_F(People, AUTH42_SeenIsWrittenAtMostOnceAnHour) {
  set_up();
  log_in("one");
  EXPECT_FALSE(must("login.check", {{"login", "one"}}).at("stale").as_bool());
  must("login.seen", {{"login", "one"}});
  rig.world().clock().advance(kSeenEveryMs);
  EXPECT_TRUE(must("login.check", {{"login", "one"}}).at("stale").as_bool());
  must("login.seen", {{"login", "one"}});
  must("login.seen", {{"login", "one"}});
  const json::object log = must("workspace.activity", {{"kind", "login.seen"}});
  EXPECT_EQ(log.at("events").as_array().size(), 1U);
}

TEST_F(People, AUTH44_GuestsAreTheSameByTheirCookie) {
  must("guest.create", {{"name", "Gus"}, {"hash", "cookie"}}, {"g-1", "Gus"});
  rig.restart();
  const json::object guest = must("guest.check", {{"hash", "cookie"}});
  EXPECT_EQ(guest.at("id").as_string(), "g-1");
  EXPECT_EQ(guest.at("name").as_string(), "Gus");
  EXPECT_EQ(refused("guest.check", {{"hash", "other"}}), Errc::kUnauthenticated);
}

TEST_F(People, AUTH72_AGuestIsClaimedOnceAndOnlyWithItsCookie) {
  set_up();
  const core::Principal gus{"g-1", "Gus", core::PrincipalKind::kGuest};
  must("guest.create", {{"name", "Gus"}, {"hash", "cookie"}}, gus);
  must("guest.create", {{"name", "Eve"}, {"hash", "other"}}, {"g-2", "Eve"});
  json::object account{{"name", "Gus"}, {"email", "gus@example.org"}, {"guest", "other"}};
  EXPECT_EQ(refused("account.create", account, gus), Errc::kConflict);
  account["guest"] = "unknown";
  EXPECT_EQ(refused("account.create", account, gus), Errc::kConflict);
  account["guest"] = "cookie";
  must("account.create", account, gus);
  rig.restart();
  EXPECT_EQ(refused("guest.check", {{"hash", "cookie"}}), Errc::kUnauthenticated);
  must("guest.check", {{"hash", "other"}});
  account["email"] = "gus2@example.org";
  EXPECT_EQ(refused("account.create", account, gus), Errc::kConflict);
}

TEST_F(People, RST6_ProfileChanges) {
  set_up();
  must("account.update", {{"account", "u-ann"}, {"name", "Anna"}, {"timezone", "Europe/Paris"}});
  const json::object found = must("account.credentials", {{"account", "u-ann"}});
  EXPECT_EQ(found.at("account").at("name").as_string(), "Anna");
  EXPECT_EQ(found.at("account").at("timezone").as_string(), "Europe/Paris");
  EXPECT_EQ(refused("account.update", {{"account", "u-ann"}}), Errc::kInvalid);
  EXPECT_EQ(refused("account.update", {{"account", "u-x"}, {"name", "X"}}), Errc::kNotFound);
}

TEST_F(People, AUTH77_NamesDoNotTurnTheDirectionOfWhatStandsBehindThem) {
  set_up();
  const auto renamed = [](const char* name) {
    return json::object{{"account", "u-ann"}, {"name", name}};
  };
  for (const char* name : {"Ann\xE2\x80\xAEnna",
                           "\xE2\x81\xA6"
                           "Ann",
                           "Ann\xE2\x81\xA9", "A\nnn"}) {
    EXPECT_EQ(refused("account.update", renamed(name)), Errc::kInvalid) << name;
  }
  // Hebrew and Arabic names, and the marks that only help them, are names.
  for (const char* name :
       {"\xD7\xA0\xD7\xA2\xD7\x9D", "Ann \xE2\x80\x8F(\xD7\xA0)", "<b>Ann</b>"}) {
    must("account.update", renamed(name));
  }
}

TEST_F(People, RST17_TheAuditHoldsNoPersonalContent) {
  set_up();
  log_in("one");
  must("workspace.name", {{"name", "Atelier"}});
  const std::string log = json::serialize(must("workspace.activity", {}));
  for (const char* kind : {"setup.opened", "account.created", "login.started", "workspace.named"}) {
    EXPECT_NE(log.find(kind), std::string::npos) << kind;
  }
  for (const char* secret : {"ann@example.org", "phc", "hash one", "h1"}) {
    EXPECT_EQ(log.find(secret), std::string::npos) << secret;
  }
}

TEST_F(People, AUTH40_ASnapshotHoldsTheSameState) {
  set_up();
  for (int i = 0; i < 1100; ++i) {
    must("workspace.name", {{"name", "Studio " + std::to_string(i)}});
  }
  log_in("one");
  rig.restart();
  must("login.check", {{"hash", "hash one"}});
  EXPECT_EQ(must("people.state", {}).at("name").as_string(), "Studio 1099");
  EXPECT_FALSE(must("account.credentials", {{"email", "ann@example.org"}}).empty());
}

TEST_F(People, AUTH45_RoomsOfAPersonAreListed) {
  ASSERT_TRUE(rig.rooms.create("r1", kAnn));
  ASSERT_TRUE(rig.rooms.create("r2", kBob));
  EXPECT_EQ(json::serialize(must("people.rooms", {{"principal", "u-ann"}})), R"({"rooms":["r1"]})");
  EXPECT_EQ(json::serialize(must("people.rooms", {{"all", true}})), R"({"rooms":["r1","r2"]})");
}

}  // namespace
}  // namespace atelier::feature::people
