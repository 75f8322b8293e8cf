#include "feature/docs/history/erased_words.h"

#include <gtest/gtest.h>

#include "core/ledger.h"
#include "crdt/edit.h"

namespace atelier::feature::docs {
namespace {

port::Record entry_of(std::uint64_t seq, const std::string& author, const std::string& update) {
  // Minutes apart, so that each is a moment of its own.
  LogEntry entry{static_cast<WallMs>(seq) * 60'000, author, update, {}};
  return {{"document/main/r/d", core::Ledger::log_key(seq)}, encode_entry(entry), 1};
}

TEST(ErasedWords, SAF6_WordsGoAndBlocksStay) {
  crdt::Doc doc;
  StoredLog log;
  log.entries.push_back(entry_of(1, "bob", doc.edit(1, [](crdt::Edit& edit) {
    (void)edit.insert_text(edit.root("text"), 0, "kept words");
  })));
  log.entries.push_back(entry_of(2, "ann", doc.edit(2, [](crdt::Edit& edit) {
    (void)edit.insert_text(edit.root("text"), 4, " marker");
    (void)edit.format_text(edit.root("text"), 0, 4, {{"link", crdt::Any{std::string("marker")}}});
    const auto block = edit.insert(edit.root("blocks"), 0,
                                   crdt::NewType{crdt::TypeKind::kXmlElement, "paragraph"});
    (void)edit.set(**block, "caption", crdt::Any{std::string("marker")});
    (void)edit.set(**block, "textAlignment", crdt::Any{std::string("left")});
    const auto text = edit.insert(**block, 0, crdt::NewType{crdt::TypeKind::kXmlText});
    (void)edit.insert_text(**text, 0, "marker");
  })));
  log.entries.push_back(entry_of(3, "bob", doc.edit(1, [](crdt::Edit& edit) {
    crdt::Type& block = *edit.root("blocks").start->own_type;
    (void)edit.insert_text(*block.start->own_type, 3, "[by bob]");
  })));
  auto history = History::read(log);
  ASSERT_TRUE(history);
  const auto left = state_without(**history, "ann");
  ASSERT_TRUE(left && *left);
  const std::string& state = **left;
  EXPECT_EQ(state.find("mar"), std::string::npos);
  EXPECT_EQ(state.find("ker"), std::string::npos);
  for (const char* kept : {"kept", " words", "[by bob]", "paragraph", "left"}) {
    EXPECT_NE(state.find(kept), std::string::npos) << kept;
  }
}

}  // namespace
}  // namespace atelier::feature::docs
