// A room with threads for tests: ana owns it, eva edits, li and max comment, vic only reads. The
// search index runs on a loop of its own.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "feature/fake_room_test_support.h"
#include "feature/thread/thread.h"
#include "gtest/gtest.h"
#include "port/fake/memory_search.h"

namespace atelier::feature::thread {

class ThreadRig : public testing::Test {
 protected:
  ThreadRig() {
    room.add_member("ana", core::Role::kOwner);
    room.add_member("eva", core::Role::kEditor);
    room.add_member("li", core::Role::kCommenter);
    room.add_member("max", core::Role::kCommenter);
  }

  std::uint64_t must(const std::string& who, const std::string& name, const json::object& body) {
    const auto seq = room.run(who, name, json::serialize(body));
    EXPECT_TRUE(seq) << name << ": " << seq.error().message;
    return seq ? *seq : 0;
  }
  Errc refused(const std::string& who, const std::string& name, const json::object& body) {
    const auto seq = room.run(who, name, json::serialize(body));
    EXPECT_FALSE(seq) << name << " " << body;
    return seq ? Errc::kInternal : seq.error().code;
  }
  static std::string id_of(std::uint64_t root) { return "id-" + std::to_string(root); }

  /// Opens a thread on surface "brief" and returns its seq; its id is id_of(seq).
  std::uint64_t open(const std::string& who, const std::string& text,
                     const std::string& surface = "brief") {
    return must(who, "thread.open", {{"anchor", {{"surface", surface}}}, {"text", text}});
  }
  std::uint64_t reply(const std::string& who, std::uint64_t root, const std::string& text) {
    return must(who, "thread.reply", {{"thread", id_of(root)}, {"text", text}});
  }

  json::object ask(const std::string& name, const json::object& body) {
    const auto answer = room.query("ana", name, json::serialize(body));
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? json::parse(*answer).as_object() : json::object();
  }
  json::object get(std::uint64_t root) {
    return ask("thread.get", {{"thread", id_of(root)}}).at("thread").as_object();
  }
  json::array history(std::uint64_t root, json::object bounds = {}) {
    bounds["thread"] = id_of(root);
    return ask("thread.history", bounds).at("messages").as_array();
  }
  /// The first comments of a list.
  std::vector<std::string> listed(const json::object& query) {
    std::vector<std::string> out;
    const json::object page = ask("thread.list", query);
    for (const json::value& thread : page.at("threads").as_array()) {
      out.emplace_back(thread.at("message").at("text").as_string());
    }
    return out;
  }
  /// The payload behind the room of the newest event that clients got.
  json::object told(const std::string& name) {
    EXPECT_EQ(room.rendered.back().name, name);
    return json::parse(room.rendered.back().args).at(1).as_object();
  }
  std::vector<std::string> found(const std::string& words) {
    std::vector<std::string> ids;
    port::SearchQuery query;
    query.rooms = {room.id()};
    query.words = words;
    search.search(std::move(query), [&ids](Result<port::SearchPage> page) {
      for (const port::SearchHit& hit : page->hits) ids.push_back(hit.document.id);
    });
    search_world.run_until_idle();
    return ids;
  }

  port::FakeWorld search_world;
  port::FakeExecutor search_loop{search_world};
  port::MemorySearch search{search_loop};
  FakeRoom room{make_feature(search)};
};

}  // namespace atelier::feature::thread
