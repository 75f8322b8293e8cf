// What a room remembers about its chat: enough to decide without reading, rebuilt from the log.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "core/event.h"

namespace atelier::feature::chat {

class ChatState {
 public:
  void apply(const core::Event& event);

  /// Others' messages behind the principal's read mark and from seq `from` on, at most
  /// kRecentMessages.
  std::uint64_t unread(std::string_view principal, std::uint64_t from) const;
  /// Those of them that mean this person: by name, or everybody.
  std::uint64_t mentions(std::string_view principal, std::uint64_t from) const;
  std::uint64_t read_seq(std::string_view principal) const;
  const std::map<std::string, std::uint64_t, std::less<>>& read_marks() const { return reads_; }
  const std::vector<std::uint64_t>& pins() const { return pins_; }
  bool is_pinned(std::uint64_t seq) const;
  std::uint64_t replies(std::uint64_t root) const;
  /// Seq of the newest message; 0: none.
  std::uint64_t last_message() const { return last_; }

  json::object save() const;
  void load(const json::object& state);

 private:
  struct Recent {
    std::uint64_t seq;
    std::string author;
    std::vector<std::string> mentions = {};  // ids, or kEverybody
    bool means(std::string_view principal) const;
  };
  bool is_unread(const Recent& recent, std::string_view principal, std::uint64_t from) const;
  void sent(const core::Event& event);

  std::uint64_t last_ = 0;
  std::deque<Recent> recent_;
  std::map<std::string, std::uint64_t, std::less<>> reads_;
  std::vector<std::uint64_t> pins_;  // oldest pin first
  std::map<std::uint64_t, std::uint64_t> replies_;
};

}  // namespace atelier::feature::chat
