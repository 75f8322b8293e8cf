// The past of documents as the service stored it: moments, versions, what changed, who wrote what,
// and its removal.
#include "feature/docs/history/history.h"

#include <random>

#include "crdt/edit.h"
#include "crdt/view.h"
#include "feature/docs/docs_test_support.h"
#include "feature/docs/history/authorship.h"
#include "feature/docs/history/difference.h"

namespace atelier::feature::docs {
namespace {

class HistoryTest : public DocsTest {
 protected:
  HistoryTest() {
    snapshot_every_entries = 20;
    roles.roles["olga"] = core::Role::kOwner;
    start();
    ada = join("ada", 0);
    bob = join("bob", 1);
  }

  using Change = std::function<void(crdt::Edit&)>;

  void edit(PeerId peer, crdt::ClientId client, const Change& change) {
    say(peer, MessageKind::kUpdate, mirror.edit(client, change));
  }
  void type(PeerId peer, crdt::ClientId client, std::uint64_t at, const std::string& text) {
    edit(peer, client,
         [&](crdt::Edit& edit) { EXPECT_TRUE(edit.insert_text(edit.root("text"), at, text)); });
  }
  void erase(PeerId peer, crdt::ClientId client, std::uint64_t at, std::uint64_t length) {
    edit(peer, client,
         [&](crdt::Edit& edit) { EXPECT_TRUE(edit.delete_text(edit.root("text"), at, length)); });
  }
  void name(const std::string& id, const std::string& text) {
    const NamedVersion version{id, world.clock().wall(), text, {"ada", "Ada"}};
    std::vector<port::Write> writes;
    writes.push_back(port::Put{{document_partition("main", {"room", "main"}), version_key(id)},
                               encode_named(version),
                               {}});
    store.transact(std::move(writes), [](const port::WriteResult&) {});
    world.run_until_idle();
  }
  std::unique_ptr<History> history() {
    Result<std::shared_ptr<StoredLog>> log = unavailable("not read");
    read_log({store, blobs, world.clock(), world.random(), pool, "main"}, loop0, {"room", "main"},
             [&log](auto read) { log = std::move(read); });
    world.run_until_idle();
    EXPECT_TRUE(log);
    auto made = History::read(**log);
    EXPECT_TRUE(made);
    return std::move(*made);
  }
  static std::string text_of(const crdt::Doc& doc) {
    const crdt::Type* const root = doc.root("text");
    return root == nullptr ? "" : crdt::view::text(*root);
  }
  WallMs now() { return world.clock().wall(); }

  PeerId ada = 0;
  PeerId bob = 0;
  crdt::Doc mirror;
};

TEST_F(HistoryTest, VER1_TheDocumentAsOfATimeWhateverTheLogBecame) {
  std::vector<std::pair<WallMs, std::string>> states;
  std::mt19937 random(7);
  for (int step = 0; step < 120; ++step) {
    const bool by_ada = random() % 2 == 0;
    const std::string shown = text_of(mirror);
    if (shown.size() > 10 && random() % 3 == 0) {
      erase(by_ada ? ada : bob, by_ada ? 1 : 2, random() % (shown.size() - 3), 3);
    } else {
      type(by_ada ? ada : bob, by_ada ? 1 : 2, random() % (shown.size() + 1), "word ");
    }
    states.emplace_back(now(), text_of(mirror));
    world.advance(6'000);
  }
  const auto past = history();
  EXPECT_EQ(past->moments().size(), 120u);
  for (const auto& [at, shown] : states) {
    const auto doc = past->as_of(at);
    ASSERT_TRUE(doc);
    EXPECT_EQ(text_of(**doc), shown);
  }
  EXPECT_EQ(text_of(**past->as_of(0)), "");
}

TEST_F(HistoryTest, VER2_VER3_VersionsEndAtPausesAndAfterTenMinutes) {
  type(ada, 1, 0, "one");
  type(bob, 2, 0, "several words of bob ");
  const WallMs first = now();
  world.advance(121'000);
  for (int minute = 0; minute < 15; ++minute) {
    type(ada, 1, 0, "x");
    world.advance(60'000);
  }
  const auto past = history();
  const auto versions = past->versions();
  ASSERT_EQ(versions.size(), 3u);
  EXPECT_EQ(versions[0].at, first);
  EXPECT_EQ(versions[0].named, nullptr);
  EXPECT_EQ(versions[0].authors, (std::vector<std::string>{"bob", "ada"}));
  EXPECT_EQ(versions[1].authors, (std::vector<std::string>{"ada"}));
  EXPECT_EQ(text_of(**past->as_of(versions[1].at)).substr(0, 11), "xxxxxxxxxxs");
  EXPECT_EQ(text_of(**past->as_of(versions[2].at)), text_of(mirror));
}

TEST_F(HistoryTest, VER3_VER4_ANamedVersionHoldsWhatWasThereAndNoMore) {
  type(ada, 1, 0, "draft");
  world.advance(1'000);
  name("v1", "First draft");
  world.advance(1'000);
  type(ada, 1, 5, " and more");
  // Within the five seconds that would otherwise make one moment of both, before and after the log
  // became segments.
  for (int round = 0; round < 2; ++round) {
    const auto past = history();
    const auto versions = past->versions();
    ASSERT_GE(versions.size(), 2u);
    ASSERT_NE(versions[0].named, nullptr);
    EXPECT_EQ(versions[0].named->name, "First draft");
    EXPECT_EQ(versions[0].named->from.name, "Ada");
    EXPECT_EQ(text_of(**past->as_of(versions[0].at)), "draft");
    for (int i = 0; i < 60; ++i) type(ada, 1, 0, "y");
  }
  world.advance(200'000);
  name("v2", "Now");
  const auto past = history();
  EXPECT_EQ(past->versions().back().named->name, "Now");
}

TEST_F(HistoryTest, VER10_ADifferenceSaysWhatChangedAndByWhom) {
  type(ada, 1, 0, "same line\nold words\nlast");
  const WallMs then = now();
  world.advance(10'000);
  erase(bob, 2, 10, 3);
  type(bob, 2, 10, "new");
  type(bob, 2, 19, "\nadded");
  const auto past = history();
  const json::object made = difference(*past, **past->as_of(then), **past->as_of(now()));
  EXPECT_EQ(made.at("added").to_number<int>(), 9);
  EXPECT_EQ(made.at("removed").to_number<int>(), 3);
  const json::array& blocks = made.at("blocks").as_array();
  ASSERT_EQ(blocks.size(), 4u);
  const auto change = [&](std::size_t i) {
    return std::string(std::string_view(blocks[i].as_object().at("change").as_string()));
  };
  EXPECT_EQ(change(0), "same");
  EXPECT_EQ(change(1), "same");
  EXPECT_EQ(change(2), "added");
  EXPECT_EQ(change(3), "same");
  std::string runs;
  for (const json::value& value : blocks[1].as_object().at("runs").as_array()) {
    const json::object& run = value.as_object();
    runs += std::string(std::string_view(run.at("change").as_string())) + ':' +
            std::string(std::string_view(run.at("text").as_string()));
    if (const auto* from = run.if_contains("from")) runs += '/' + std::string(from->as_string());
    runs += ' ';
  }
  EXPECT_TRUE(runs == "removed:old/bob added:new/bob same: words " ||
              runs == "added:new/bob removed:old/bob same: words ")
      << runs;
}

TEST_F(HistoryTest, VER10_BlocksOfARichDocument) {
  edit(ada, 1, [](crdt::Edit& edit) {
    crdt::Type& root = edit.root("document-store");
    crdt::Type& group = **edit.insert(root, 0, {crdt::TypeKind::kXmlElement, "blockGroup"});
    for (const char* text : {"one", "two"}) {
      crdt::Type& container =
          **edit.insert(group, group.length, {crdt::TypeKind::kXmlElement, "blockContainer"});
      crdt::Type& paragraph =
          **edit.insert(container, 0, {crdt::TypeKind::kXmlElement, "paragraph"});
      EXPECT_TRUE(edit.set(paragraph, "textColor", crdt::Any{std::string("default")}));
      crdt::Type& inside = **edit.insert(paragraph, 0, {crdt::TypeKind::kXmlText});
      EXPECT_TRUE(edit.insert_text(inside, 0, text));
    }
  });
  const WallMs then = now();
  world.advance(10'000);
  edit(bob, 2, [](crdt::Edit& edit) {
    crdt::Type& group = *edit.root("document-store").start->own_type;
    crdt::Type& paragraph = *group.start->own_type->start->own_type;
    EXPECT_TRUE(edit.set(paragraph, "textColor", crdt::Any{std::string("red")}));
    EXPECT_TRUE(edit.erase(group, 1, 1));
  });
  const auto past = history();
  const json::object made = difference(*past, **past->as_of(then), **past->as_of(now()));
  EXPECT_EQ(json::serialize(made.at("blocks").at(0)),
            R"({"type":"paragraph","props":{"textColor":"red"},"depth":0,"change":"changed",)"
            R"("runs":[{"text":"one","change":"same"}]})");
  const json::object& gone = made.at("blocks").at(1).as_object();
  EXPECT_EQ(gone.at("change").as_string(), "removed");
  EXPECT_EQ(gone.at("runs").at(0).at("text").as_string(), "two");
}

/// A row with these words, at a place of the table.
void put_row(crdt::Edit& edit, crdt::Type& table, std::uint64_t at, const char* cell,
             std::initializer_list<const char*> words) {
  crdt::Type& row = **edit.insert(table, at, {crdt::TypeKind::kXmlElement, "tableRow"});
  for (const char* word : words) {
    crdt::Type& place = **edit.insert(row, row.length, {crdt::TypeKind::kXmlElement, cell});
    crdt::Type& paragraph =
        **edit.insert(place, 0, {crdt::TypeKind::kXmlElement, "tableParagraph"});
    crdt::Type& inside = **edit.insert(paragraph, 0, {crdt::TypeKind::kXmlText});
    EXPECT_TRUE(edit.insert_text(inside, 0, word));
  }
}

TEST_F(HistoryTest, VER10_BlocksOfATableNameTheirRowAndColumn) {
  edit(ada, 1, [](crdt::Edit& edit) {
    crdt::Type& root = edit.root("document-store");
    for (const char* word : {"a", "b"}) {
      crdt::Type& table = **edit.insert(root, root.length, {crdt::TypeKind::kXmlElement, "table"});
      put_row(edit, table, 0, "tableHeader", {"What", "Budget"});
      put_row(edit, table, 1, "tableCell", {word, "1"});
    }
    crdt::Type& paragraph =
        **edit.insert(root, root.length, {crdt::TypeKind::kXmlElement, "paragraph"});
    crdt::Type& inside = **edit.insert(paragraph, 0, {crdt::TypeKind::kXmlText});
    EXPECT_TRUE(edit.insert_text(inside, 0, "after"));
  });
  const WallMs then = now();
  world.advance(10'000);
  edit(bob, 2, [](crdt::Edit& edit) {
    crdt::Type& table = *edit.root("document-store").start->own_type;
    put_row(edit, table, 1, "tableCell", {"new", "2"});
    EXPECT_TRUE(edit.erase(table, 2, 1));
  });
  const auto past = history();
  const json::object made = difference(*past, **past->as_of(then), **past->as_of(now()));
  std::string cells;
  for (const json::value& value : made.at("blocks").as_array()) {
    const json::object& block = value.as_object();
    cells += std::string(block.at("runs").at(0).at("text").as_string()) + ' ';
    cells += std::string(block.at("change").as_string());
    const json::value* cell = block.if_contains("cell");
    cells += cell == nullptr ? "\n" : ' ' + json::serialize(*cell) + '\n';
  }
  EXPECT_EQ(cells,
            "What same {\"table\":0,\"row\":0,\"column\":0,\"header\":true}\n"
            "Budget same {\"table\":0,\"row\":0,\"column\":1,\"header\":true}\n"
            "a removed {\"table\":0,\"row\":1,\"column\":0}\n"
            "1 removed {\"table\":0,\"row\":1,\"column\":1}\n"
            "new added {\"table\":0,\"row\":2,\"column\":0}\n"
            "2 added {\"table\":0,\"row\":2,\"column\":1}\n"
            "What same {\"table\":1,\"row\":0,\"column\":0,\"header\":true}\n"
            "Budget same {\"table\":1,\"row\":0,\"column\":1,\"header\":true}\n"
            "b same {\"table\":1,\"row\":1,\"column\":0}\n"
            "1 same {\"table\":1,\"row\":1,\"column\":1}\n"
            "after same\n");
}

TEST_F(HistoryTest, VER27_WhoWroteWhatIsStillThere) {
  type(ada, 1, 0, "hello ");
  type(bob, 2, 6, "world");
  erase(ada, 1, 8, 1);
  const auto past = history();
  const Authorship written = authorship(*past);
  EXPECT_EQ(written.authors, (std::vector<std::string>{"ada", "bob"}));
  std::string parts;
  for (const json::value& part : written.parts) {
    const json::array& of = part.as_array();
    for (std::size_t i = 0; i < 4; ++i) parts += std::to_string(of[i].to_number<int>()) + ' ';
    parts += "| ";
  }
  EXPECT_EQ(parts, "1 0 6 0 | 2 0 2 1 | 2 3 2 1 | ");
}

TEST_F(HistoryTest, VER5_NothingOfThePastIsLeftAndNobodyNotices) {
  const PeerId olga = join("olga", 0);
  for (int i = 0; i < 50; ++i) type(ada, 1, 0, "secret ");
  type(ada, 1, 0, std::string(kInlineUpdateBytes + 1, 's'));
  name("v1", "Before");
  world.advance(10'000);
  erase(ada, 1, 0, text_of(mirror).size() - 7);
  ASSERT_EQ(text_of(mirror), "secret ");
  say(ada, MessageKind::kPurge, "");
  EXPECT_TRUE(seen(ada).last(DeliveryKind::kSettled)->error) << "only owners may";
  EXPECT_EQ(history()->versions().size(), 2u);
  say(olga, MessageKind::kPurge, "");
  for (int i = 0; i < 10; ++i) world.advance(20);
  ASSERT_TRUE(settled_well(olga));
  const auto past = history();
  ASSERT_EQ(past->moments().size(), 1u);
  EXPECT_EQ(past->moments()[0].author, "");
  EXPECT_TRUE(past->named().empty());
  EXPECT_EQ(text_of(**past->as_of(now())), "secret ");
  EXPECT_EQ(blobs.size(), 0u);
  type(bob, 2, 0, "still ");
  EXPECT_TRUE(settled_well(bob));
  start();
  const PeerId again = join("bob", 1);
  EXPECT_EQ(text_of(*seen(again).doc()), "still secret ");
  EXPECT_EQ(history()->moments().size(), 2u);
}

}  // namespace
}  // namespace atelier::feature::docs
