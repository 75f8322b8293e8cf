// Anchored threads by REST: reading them, and their comments in the search.
#include <gtest/gtest.h>

#include "gateway/rest/rest_rig_test_support.h"

namespace atelier::gateway {
namespace {

class RestThreads : public testing::Test {
 protected:
  RestThreads() {
    ann.set_up();
    bob.register_as("bob");
    room = std::string(ann.post("/rooms", {{"name", "Kick-off"}}, 201).at("id").as_string());
  }
  std::string run(const std::string& name, json::object body) {
    const std::string id = rig.people.uuid();
    body["id"] = id;
    const json::object session = ann.session();
    const std::string self(session.at("principal").at("id").as_string());
    const auto done = rig.people.room(room, name, body, core::Access{{self, "Ann"}});
    EXPECT_TRUE(done) << done.error().message;
    return id;
  }
  std::string open(const std::string& text, const std::string& surface) {
    return run("thread.open", {{"anchor", {{"surface", surface}}}, {"text", text}});
  }
  std::vector<std::string> texts(const json::object& page, std::string_view list) {
    std::vector<std::string> out;
    for (const json::value& each : page.at(list).as_array()) {
      const json::object& found = each.as_object();
      const json::value& message = list == "threads" ? found.at("message") : each;
      out.emplace_back(message.at("text").as_string());
    }
    return out;
  }

  RestRig rig{GuestPolicy::kLinks, true};
  Browser ann{rig};
  Browser bob{rig};
  std::string room;
};

TEST_F(RestThreads, THR25_ListsAndPages) {
  const std::string first = open("one", "brief");
  open("two", "board");
  run("thread.reply", {{"thread", first}, {"text", "three"}});
  const std::string path = "/rooms/" + room + "/threads";
  using Texts = std::vector<std::string>;
  EXPECT_EQ(texts(ann.get(path), "threads"), (Texts{"one", "two"}));
  EXPECT_EQ(texts(ann.get(path + "?surface=board"), "threads"), Texts{"two"});
  EXPECT_EQ(texts(ann.get(path + "?state=resolved"), "threads"), Texts{});
  EXPECT_EQ(texts(ann.get(path + "?limit=1"), "threads"), Texts{"one"});
  EXPECT_EQ(texts(ann.get(path + "?kind=suggestion"), "threads"), Texts{});
  EXPECT_EQ(texts(ann.get(path + "?kind=suggestion,comment"), "threads"), (Texts{"one", "two"}));
  ann.get(path + "?kind=song", 400);
  EXPECT_EQ(texts(ann.get(path + "/" + first), "messages"), (Texts{"one", "three"}));
  EXPECT_EQ(texts(ann.get(path + "/" + first + "?limit=1"), "messages"), Texts{"three"});
  ann.get(path + "/nothing", 404);
  ann.get(path + "?state=shut", 400);
  bob.get(path, 404);
}

TEST_F(RestThreads, RST13_THR24_CommentsAreFound) {
  const std::string id = open("blue whale", "brief");
  run("chat.send", {{"text", "another whale"}});
  const json::object page = ann.get("/search?q=whale");
  const json::array& hits = page.at("hits").as_array();
  ASSERT_EQ(hits.size(), 2U);
  for (const json::value& hit : hits) {
    const bool in_thread = hit.at("message").at("text").as_string() == "blue whale";
    EXPECT_EQ(hit.as_object().contains("thread"), in_thread);
    if (in_thread) {
      EXPECT_EQ(hit.at("thread").as_string(), id);
    }
  }
  const json::object listed = ann.get("/rooms/" + room + "/threads");
  run("thread.delete",
      {{"thread", id}, {"seq", listed.at("threads").at(0).at("seq").to_number<std::int64_t>()}});
  EXPECT_EQ(ann.get("/search?q=whale").at("hits").as_array().size(), 1U);
}

TEST_F(RestThreads, THR24_TheSearchOfTheChatFindsChatOnly) {
  open("blue whale", "brief");
  run("chat.send", {{"text", "another whale"}});
  const std::string self(ann.session().at("principal").at("id").as_string());
  const auto page =
      rig.people.room(room, "chat.search", {{"words", "whale"}}, core::Access{{self, "Ann"}});
  ASSERT_TRUE(page);
  EXPECT_EQ(page->at("hits").as_array().size(), 1U);
}

}  // namespace
}  // namespace atelier::gateway
