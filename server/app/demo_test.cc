// The demo as an operator meets it: its content is whole, the folder it fills opens as a server's
// own, and it fills a folder once.
#include "app/demo.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <set>

#include "app/demo_desk.h"
#include "app/demo_project.h"
#include "feature/people/people.h"

namespace atelier::app {
namespace {

constexpr WallMs kNow = 1'790'000'000'000;
constexpr WallMs kHour = 3'600'000;
constexpr WallMs kDay = 24 * kHour;

std::string content_folder() {
  std::string root = __FILE__;
  root.resize(root.rfind("/server/app/"));
  return root + "/deploy/demo";
}

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "atelier-demo-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  std::string path() const { return path_; }

 private:
  std::string path_;
};

json::object answer_of(const Result<core::Answer>& answer) {
  EXPECT_TRUE(answer) << (answer ? "" : answer.error().message);
  return answer ? json::parse(answer->body).as_object() : json::object();
}

// The demo in a folder, made once, and a server's actors that have opened it afterwards.
class Demo : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder = std::make_unique<TemporaryFolder>();
    const auto printed = make_demo({folder->path(), content_folder(), kNow, true});
    ASSERT_TRUE(printed) << printed.error().message;
    links = json::parse(*printed).as_object();
  }
  static void TearDownTestSuite() { folder.reset(); }

  void SetUp() override {
    auto opened = DemoDesk::open(folder->path(), kNow + 60'000);
    ASSERT_TRUE(opened) << opened.error().message;
    desk = std::move(*opened);
    const json::object email{{"email", "ana@northlight.example"}};
    const auto found = desk->ask_workspace({"server", "Server"}, "account.credentials", email);
    ASSERT_TRUE(found) << found.error().message;
    password_hash = found->at("password").as_string();
    ana = {{std::string(found->at("account").at("id").as_string()), "Ana Ferreira"}};
  }
  json::object ask(const std::string& room, const std::string& name, const json::object& body) {
    return answer_of(desk->ask_room(room, ana, name, body));
  }
  json::array messages(const std::string& room) {
    return ask(room, "chat.history", {{"limit", 200}}).at("messages").as_array();
  }

  static inline std::unique_ptr<TemporaryFolder> folder;
  static inline json::object links;
  std::unique_ptr<DemoDesk> desk;
  std::string password_hash;
  core::Access ana;
};

TEST(DemoProject, TimesAreTimesOfDayOrAgo) {
  EXPECT_EQ(*demo_time("-4m", kNow), kNow - 4 * 60'000);
  EXPECT_EQ(*demo_time("-2h 5m", kNow), kNow - 125 * 60'000);
  EXPECT_EQ(*demo_time("-2d 09:30:20", kNow) - *demo_time("-2d 08:30", kNow), kHour + 20'000);
  EXPECT_NEAR(static_cast<double>(*demo_time("-3d 09:00", kNow) - *demo_time("-4d 09:00", kNow)),
              kDay, kHour);
  for (const char* bad : {"", "4m", "-4", "-4 m", "-1d", "-1d 9", "now", "-4mm", "-1h", "-1h 2"}) {
    EXPECT_FALSE(demo_time(bad, kNow)) << bad;
  }
}

TEST(DemoProject, EveryReferenceLeadsSomewhereAtAnyHour) {
  for (WallMs hour = 0; hour < 24; ++hour) {
    const auto project = read_demo_project(content_folder(), kNow + hour * kHour);
    ASSERT_TRUE(project) << project.error().message;
    ASSERT_EQ(project->people.size(), 3U);
    for (const DemoRoom& room : project->rooms) {
      for (const DemoMember& member : room.members) {
        EXPECT_NE(project->person(member.person), nullptr);
        EXPECT_TRUE(core::parse_role(member.role)) << member.role;
        EXPECT_GE(member.at, room.at);
      }
      for (const DemoDocument& document : room.documents) {
        if (document.removed != 0) {
          EXPECT_GT(document.removed, document.updates.back().at) << document.title;
        }
        EXPECT_GE(document.updates.front().at, document.at) << document.title;
        for (const DemoVersion& version : document.versions) {
          EXPECT_GT(version.at, document.updates.front().at) << version.name;
          EXPECT_LT(version.at, document.updates.back().at) << version.name;
        }
      }
      EXPECT_LT(room.messages.back().at, kNow + hour * kHour);
    }
  }
}

TEST(DemoProject, WhatIsMissingIsNamed) {
  const auto nothing = read_demo_project("/nowhere", kNow);
  ASSERT_FALSE(nothing);
  EXPECT_NE(nothing.error().message.find("project.json"), std::string::npos);
}

TEST_F(Demo, ASecondSeedingIsRefused) {
  desk.reset();
  const auto again = make_demo({folder->path(), content_folder(), kNow, true});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, Errc::kConflict);
  EXPECT_NE(again.error().message.find("already"), std::string::npos);
}

TEST_F(Demo, TheChatIsTwoWeeksLongAndEndsMinutesAgo) {
  const json::array said = messages("harbour-cafe");
  ASSERT_GE(said.size(), 60U);
  std::set<std::string> authors;
  std::map<std::string, int> seen;
  WallMs before = 0;
  for (const json::value& message : said) {
    authors.emplace(message.at("from").at("name").as_string());
    EXPECT_GE(message.at("at").as_int64(), before);
    before = message.at("at").as_int64();
    for (const auto& member : message.as_object()) ++seen[std::string(member.key())];
  }
  EXPECT_EQ(authors, (std::set<std::string>{"Ana Ferreira", "Li Wei", "Mo Adeyemi"}));
  for (const char* member :
       {"thread_root", "reply_to", "mentions", "reactions", "edited_at", "pinned", "replies"}) {
    EXPECT_GE(seen[member], 1) << member;
  }
  EXPECT_NEAR(static_cast<double>(said.front().at("at").as_int64()), kNow - 14 * kDay, kDay);
  EXPECT_GT(said.back().at("at").as_int64(), kNow - kHour);
}

TEST_F(Demo, MeetingsHaveSummariesWithWhoWasThereAndWhatWasDecided) {
  const json::array meetings =
      ask("harbour-cafe", "meeting.list", json::object()).at("meetings").as_array();
  ASSERT_EQ(meetings.size(), 3U);
  const json::object body{{"meeting", meetings[0].at("id")}};
  const json::object summary = ask("harbour-cafe", "meeting.summary", body);
  EXPECT_EQ(summary.at("meeting").at("title"), "Booking: yes or no?");
  EXPECT_EQ(summary.at("decisions").as_array().size(), 1U);
  std::set<std::string> names;
  for (const json::value& person : summary.at("people").as_array()) {
    names.emplace(person.at("name").as_string());
    EXPECT_EQ(person.at("ms").as_int64(), 35 * 60'000);
  }
  EXPECT_EQ(names, (std::set<std::string>{"Ana Ferreira", "Li Wei", "Mo Adeyemi"}));
}

TEST_F(Demo, PassagesAreSuggestedAndHighlightedInBothKindsOfDocuments) {
  const json::object list = ask("harbour-cafe", "thread.list", {{"state", "open"}});
  std::map<std::string, json::object> by_quote;
  for (const json::value& thread : list.at("threads").as_array()) {
    const std::string quote(thread.at("anchor").at("quote").as_string());
    by_quote[quote] = thread.as_object();
  }
  ASSERT_EQ(by_quote.size(), 3U);
  const json::object& suggested = by_quote["and it can wait until spring"];
  EXPECT_EQ(suggested.at("kind").as_string(), "suggestion");
  EXPECT_EQ(suggested.at("from").at("name").as_string(), "Li Wei");
  EXPECT_FALSE(suggested.at("message").at("text").as_string().empty());
  const json::object& marked = by_quote["which saves 180 KB for everybody else"];
  EXPECT_EQ(marked.at("kind").as_string(), "highlight");
  EXPECT_EQ(marked.at("message").at("tone").as_int64(), 1);
  EXPECT_EQ(marked.at("anchor").at("surface"), suggested.at("anchor").at("surface"));
  const json::object& plain = by_quote["smoked mackerel, pickled cucumber"];
  EXPECT_EQ(plain.at("kind").as_string(), "suggestion");
  EXPECT_NE(plain.at("anchor").at("surface"), suggested.at("anchor").at("surface"));
}

TEST_F(Demo, TheRoomHasItsDocumentsItsPeopleAndSomethingUnread) {
  const json::object look = ask("harbour-cafe", "room.look", {});
  EXPECT_EQ(look.at("name").as_string(), "Harbour Café website");
  EXPECT_EQ(look.at("surfaces").as_array().size(), 3U);
  EXPECT_EQ(look.at("member_count").to_number<int>(), 3);
  EXPECT_GE(look.at("unread").to_number<int>(), 2);
  std::set<std::int64_t> colors;
  for (const json::value& member : look.at("members").as_array()) {
    colors.insert(member.at("color").to_number<std::int64_t>());
  }
  EXPECT_EQ(colors.size(), 3U);
  EXPECT_GE(messages("studio").size(), 5U);
  const json::array roles = ask("harbour-cafe", "room.members", {}).at("members").as_array();
  std::map<std::string, std::string> role_of;
  for (const json::value& member : roles) {
    role_of[std::string(member.at("name").as_string())] = member.at("role").as_string();
  }
  EXPECT_EQ(role_of["Mo Adeyemi"], "editor");
  EXPECT_EQ(role_of["Li Wei"], "commenter");
}

TEST_F(Demo, EVT74_FilesHangOnMessages) {
  const json::array files = ask("harbour-cafe", "file.shared", {}).at("files").as_array();
  std::vector<std::string> names;
  for (const json::value& file : files) names.emplace_back(file.at("name").as_string());
  EXPECT_EQ(names, (std::vector<std::string>{"steam-and-ferry.jpg", "menu-autumn.pdf",
                                             "colours-and-type.png", "wireframes.png"}));
  EXPECT_EQ(files.at(0).at("width").as_int64(), 1200);
}

TEST_F(Demo, TRS2_TRS3_TRS8_TheTrashHasADocumentAMessageAndARoom) {
  const json::array surfaces = ask("harbour-cafe", "surface.trash", {}).at("surfaces").as_array();
  ASSERT_EQ(surfaces.size(), 1U);
  EXPECT_EQ(surfaces[0].at("title").as_string(), "Headline ideas");
  const json::array deleted = ask("harbour-cafe", "chat.trash", {}).at("messages").as_array();
  ASSERT_EQ(deleted.size(), 1U);
  EXPECT_EQ(deleted[0].at("message").at("from").at("name").as_string(), "Mo Adeyemi");
  const json::object room = ask("bakery", "room.trashed", {});
  EXPECT_EQ(room.at("name").as_string(), "Old Town bakery");
  EXPECT_EQ(room.at("member_count").to_number<int>(), 2);
}

TEST_F(Demo, TheLinksOpenAndTheOwnersPasswordFits) {
  for (const auto& [word, role] :
       {std::pair("member", "editor"), std::pair("client", "commenter")}) {
    const std::string page(links.at(word).as_string());
    ASSERT_TRUE(page.starts_with("/join/")) << page;
    const std::size_t hash = page.find('#');
    ASSERT_NE(hash, std::string::npos);
    const json::object body{
        {"link", page.substr(6, hash - 6)},
        {"hash", feature::people::hash_of(desk->crypto(), page.substr(hash + 1))}};
    const core::Access server{{"server", "Server"}, core::Role::kNone, true};
    const json::object offer = answer_of(desk->ask_room("harbour-cafe", server, "link.look", body));
    EXPECT_EQ(offer.at("role").as_string(), role);
  }
  const std::string password(links.at("owner").at("password").as_string());
  EXPECT_TRUE(desk->crypto().check_password(password, password_hash));
}

}  // namespace
}  // namespace atelier::app
