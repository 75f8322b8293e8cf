#include <gtest/gtest.h>

#include "feature/people/people.h"
#include "feature/people/people_limits.h"
#include "feature/people/people_rig_test_support.h"

namespace atelier::feature::people {
namespace {

const core::Principal kAnn{"ann", "Ann"};
const core::Principal kGus{"g-1", "Gus", core::PrincipalKind::kGuest};

class Links : public testing::Test {
 protected:
  Links() { EXPECT_TRUE(rig.rooms.create("r", kAnn)); }

  core::Access owner() { return {kAnn}; }
  static core::Access server_for(const core::Principal& who) {
    return {who, core::Role::kNone, true};
  }
  struct Made {
    std::string id, secret;
  };
  Made make(json::object wish = {}) {
    if (!wish.contains("id")) wish["id"] = rig.uuid();
    const auto made = rig.room("r", "link.create", wish, owner());
    EXPECT_TRUE(made) << made.error().message;
    return {std::string(made->at("link").at("id").as_string()),
            std::string(made->at("secret").as_string())};
  }
  Result<json::object> use(const Made& link, const core::Principal& who) {
    return rig.room("r", "link.use",
                    {{"link", link.id}, {"hash", hash_of(rig.crypto, link.secret)}},
                    server_for(who));
  }
  Result<json::object> look(const Made& link) {
    return rig.room("r", "link.look",
                    {{"link", link.id}, {"hash", hash_of(rig.crypto, link.secret)}},
                    server_for({"nobody", "Nobody"}));
  }
  std::string role_of(const core::Principal& who) {
    const auto found = rig.room("r", "room.look", {}, {who});
    return found ? std::string(found->at("role").as_string()) : "none";
  }

  PeopleRig rig;
};

TEST_F(Links, EVT70_ALinkGivesItsRoleToWhoeverHasIt) {
  const Made link = make({{"role", "editor"}, {"label", "For the client"}});
  const auto seen = look(link);
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->at("role").as_string(), "editor");
  EXPECT_EQ(seen->at("host").at("name").as_string(), "Ann");
  EXPECT_EQ(role_of(kGus), "none");
  ASSERT_TRUE(use(link, kGus));
  EXPECT_EQ(role_of(kGus), "editor");
  const auto list = rig.room("r", "link.list", {}, owner());
  EXPECT_EQ(list->at("links").at(0).at("uses").as_int64(), 1);
  EXPECT_EQ(list->at("links").at(0).at("label").as_string(), "For the client");
}

TEST_F(Links, EVT70_CommenterIsTheDefaultAndOwnerIsNotGiven) {
  const Made link = make();
  ASSERT_TRUE(use(link, kGus));
  EXPECT_EQ(role_of(kGus), "commenter");
  for (const json::object& bad : {json::object{{"role", "owner"}}, json::object{{"role", "king"}},
                                  json::object{{"expires_at", 1}}, json::object{{"max_uses", 0}},
                                  json::object{{"label", ""}}}) {
    json::object wish = bad;
    wish["id"] = rig.uuid();
    EXPECT_EQ(rig.room("r", "link.create", wish, owner()).error().code, Errc::kInvalid);
  }
  EXPECT_EQ(rig.room("r", "link.create", {{"role", "viewer"}}, owner()).error().code,
            Errc::kInvalid);
}

TEST_F(Links, EVT70_OnlyOwnersMakeAndSeeLinks) {
  const core::Access editor{{"ed", "Ed"}, core::Role::kEditor};
  for (const char* name : {"link.create", "link.list", "link.revoke", "link.use", "link.look"}) {
    EXPECT_EQ(rig.room("r", name, {{"id", rig.uuid()}}, editor).error().code, Errc::kForbidden)
        << name;
  }
}

TEST_F(Links, EVT70_WrongSpentExpiredRevokedAndBannedAnswerAlike) {
  const Error wrong = look({"nothing", "link_x"}).error();
  EXPECT_EQ(wrong.code, Errc::kNotFound);
  Made link = make();
  link.secret += 'x';
  EXPECT_EQ(look(link).error(), wrong);

  const Made once = make({{"max_uses", 1}});
  ASSERT_TRUE(use(once, kGus));
  EXPECT_EQ(use(once, {"g-2", "Gil"}).error(), wrong);
  EXPECT_EQ(look(once).error(), wrong);

  const WallMs now = rig.world().clock().wall();
  const Made brief = make({{"expires_at", now + 1000}});
  ASSERT_TRUE(look(brief));
  rig.world().clock().advance(1000);
  EXPECT_EQ(use(brief, {"g-3", "Gun"}).error(), wrong);

  const Made revoked = make();
  ASSERT_TRUE(rig.room("r", "link.revoke", {{"id", rig.uuid()}, {"link", revoked.id}}, owner()));
  EXPECT_EQ(use(revoked, {"g-4", "Gro"}).error(), wrong);

  const Made open = make();
  ASSERT_TRUE(use(open, {"g-5", "Ban"}));
  ASSERT_TRUE(rig.room("r", "member.remove",
                       {{"id", rig.uuid()}, {"principal", "g-5"}, {"ban", true}}, owner()));
  EXPECT_EQ(use(open, {"g-5", "Ban"}).error(), wrong);
}

TEST_F(Links, EVT70_WhoCameByASpentLinkComesBackAndIsNotCountedTwice) {
  const Made once = make({{"max_uses", 1}});
  ASSERT_TRUE(use(once, kGus));
  rig.restart();
  ASSERT_TRUE(use(once, kGus));
  const auto list = rig.room("r", "link.list", {}, owner());
  EXPECT_EQ(list->at("links").at(0).at("uses").as_int64(), 1);
}

TEST_F(Links, EVT70_ALinkRaisesARoleAndNeverLowersIt) {
  ASSERT_TRUE(use(make({{"role", "viewer"}}), kGus));
  const Made editor = make({{"role", "editor"}});
  EXPECT_EQ(use(editor, kGus)->at("role").as_string(), "editor");
  EXPECT_EQ(use(make({{"role", "viewer"}}), kGus)->at("role").as_string(), "editor");
  EXPECT_EQ(role_of(kGus), "editor");
  EXPECT_EQ(use(editor, kAnn)->at("role").as_string(), "owner");
  EXPECT_EQ(role_of(kAnn), "owner");
}

TEST_F(Links, EVT70_SentAgainItIsAnsweredAlikeAndTheSecretIsNotStored) {
  const std::string id = rig.uuid();
  const Made first = make({{"id", id}, {"role", "viewer"}});
  const Made again = make({{"id", id}, {"role", "viewer"}});
  EXPECT_EQ(first.id, again.id);
  EXPECT_EQ(first.secret, again.secret);
  EXPECT_EQ(rig.room("r", "link.create", {{"id", id}}, owner()).error().code, Errc::kConflict);
  std::string everything;
  for (const char* partition : {"room/main/r", "workspace/main"}) {
    rig.rooms.store.query({partition, "", ""}, [&everything](const port::Page& page) {
      for (const port::Record& record : page.records) everything += record.value;
    });
  }
  rig.world().run_until_idle();
  EXPECT_NE(everything.find("link.created"), std::string::npos);
  EXPECT_EQ(everything.find(first.secret), std::string::npos);
}

TEST_F(Links, EVT70_OwnersHearOfChanges) {
  const core::PeerId ann = core::make_peer_id(0, 1);
  const core::PeerId gus = core::make_peer_id(0, 2);
  ASSERT_TRUE(rig.rooms.join("r", ann, {kAnn}));
  ASSERT_TRUE(rig.rooms.join("r", gus, {kGus, core::Role::kViewer}));
  make();
  const auto seen = rig.rooms.seen("link.changed");
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0]->audience, core::Audience::kPrincipals);
  EXPECT_EQ(seen[0]->principals, std::vector<std::string>{"ann"});
  EXPECT_EQ(seen[0]->args.find("secret"), std::string::npos);
}

TEST_F(Links, RST14_TheWorkspaceKnowsTheRoomOfALink) {
  const Made link = make();
  std::string room;
  rig.rooms.store.get({link_row_key("main", link.id)}, [&room](const port::ReadResult& read) {
    if (!read.records.empty()) room = read.records[0].value;
  });
  rig.world().run_until_idle();
  EXPECT_EQ(room, "r");
}

TEST_F(Links, EVT71_OwnersListTheFilesInPages) {
  for (const char* file : {"f3", "f1", "-2", "zz"}) {
    const json::object facts{{"file", file}, {"name", "a.txt"}, {"size", 3}};
    ASSERT_TRUE(rig.room("r", "file.add", facts, server_for(kGus)));
  }
  const auto ids = [this](const json::object& asked) {
    const auto page = rig.room("r", "file.list", asked, owner());
    std::string all;
    for (const json::value& file : page->at("files").as_array()) {
      EXPECT_EQ(file.at("owner").as_string(), kGus.id);
      EXPECT_EQ(file.at("name").as_string(), "a.txt");
      all += std::string(file.at("file").as_string()) + ' ';
    }
    return all + (page->at("has_more").as_bool() ? "more" : "end");
  };
  EXPECT_EQ(ids({}), "-2 f1 f3 zz end");
  EXPECT_EQ(ids({{"limit", 2}}), "-2 f1 more");
  EXPECT_EQ(ids({{"limit", 2}, {"after", "f1"}}), "f3 zz end");
  EXPECT_EQ(ids({{"after", "zz"}}), "end");
  EXPECT_EQ(rig.room("r", "file.list", {{"limit", 0}}, owner()).error().code, Errc::kInvalid);
  EXPECT_EQ(rig.room("r", "file.list", {{"limit", 201}}, owner()).error().code, Errc::kInvalid);
  const core::Access editor{{"ed", "Ed"}, core::Role::kEditor, false};
  EXPECT_EQ(rig.room("r", "file.list", {}, editor).error().code, Errc::kForbidden);
}

TEST_F(Links, RST12_FilesAreDescribedOnceAndReadByMembers) {
  const json::object file{{"file", "f1"}, {"name", "plan.png"}, {"type", "image/png"}, {"size", 7}};
  ASSERT_TRUE(rig.room("r", "file.add", file, owner()));
  EXPECT_EQ(rig.room("r", "file.add", file, owner()).error().code, Errc::kConflict);
  const core::Access viewer{{"vi", "Vi"}, core::Role::kViewer};
  const auto found = rig.room("r", "file.get", {{"file", "f1"}}, viewer);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->at("name").as_string(), "plan.png");
  EXPECT_EQ(found->at("owner").as_string(), "ann");
  EXPECT_EQ(rig.room("r", "file.get", {{"file", "f2"}}, viewer).error().code, Errc::kNotFound);
  EXPECT_EQ(rig.room("r", "file.add", file, viewer).error().code, Errc::kForbidden);
}

}  // namespace
}  // namespace atelier::feature::people
