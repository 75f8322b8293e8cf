// Comments as JSON text: checking what a client sends, and putting together what others read.
// Members that we do not know keep their text (THR3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "core/event.h"

namespace atelier::feature::thread {

/// A checked thread.open or thread.reply, without what it is about.
struct Draft {
  std::string content;  // JSON object text: the members that are the client's to set, without id
  std::vector<std::string> mentions = {};
};
/// `wordless`: its text may be empty or left out.
Result<Draft> check_draft(std::string_view body, bool wordless = false);

/// `{"id","seq","thread","from","at", <content>}`; deleted when the content is gone.
std::string comment_of(const core::Event& event, std::string_view thread, std::string_view content);

/// The tombstone that takes the place of a deleted comment.
struct Tombstone {
  std::string_view id;
  std::uint64_t seq = 0;
  std::string_view thread;
  std::string from_json;
  std::int64_t at = 0;
};
std::string tombstone(const Tombstone& deleted);

/// What later events changed about a comment.
struct Amendments {
  std::optional<std::string> text = std::nullopt;
  std::int64_t edited_at = 0;
  std::vector<std::pair<std::string, std::vector<std::string>>> reactions = {};
};
std::string amend(std::string_view comment, const Amendments& amendments);

}  // namespace atelier::feature::thread
