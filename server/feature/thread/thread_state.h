// What a room remembers about its threads: enough to decide and to list without reading, rebuilt
// from the log. No personal content.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "core/event.h"
#include "feature/thread/thread_kind.h"

namespace atelier::feature::thread {

struct Thread {
  std::string id;
  std::uint64_t root = 0;  // seq of its opening
  std::string surface;
  std::string target;
  bool resolved = false;
  std::uint64_t comments = 0;  // without the deleted
  std::uint64_t sent = 0;      // with them
  std::uint64_t last_seq = 0;  // of what moved it up in the list
  WallMs last_at = 0;
  Kind kind = Kind::kComment;
  std::string author = {};  // who opened it; empty: opened before it was kept
};

/// Which threads a list shows; empty texts: any.
struct ThreadFilter {
  std::string surface = {};
  std::string target = {};
  std::optional<bool> resolved = std::nullopt;
  KindSet kinds = {};
  std::uint64_t from = 0;  // opened from this seq on
};

class ThreadState {
 public:
  void apply(const core::Event& event);

  const Thread* find(std::string_view id) const;
  std::size_t size() const { return threads_.size(); }
  /// Open threads without highlights (THR22).
  /// Those opened from seq `from` on.
  std::size_t open(std::uint64_t from = 0) const;
  /// Up to `limit` of them, last active first, with last_seq below `before` (0: no bound).
  std::vector<const Thread*> list(const ThreadFilter& filter, std::uint64_t before,
                                  std::size_t limit) const;

  json::object save() const;
  void load(const json::object& state);

 private:
  void opened(const core::Event& event, const json::object& body);
  void replied(Thread& thread, const core::Event& event);
  void deleted(Thread& thread, const core::Event& event);
  void touch(Thread& thread, const core::Event& event);
  void set_resolved(Thread& thread, bool resolved);

  std::map<std::string, Thread, std::less<>> threads_;  // by id
  std::map<std::uint64_t, std::string> by_activity_;    // last_seq -> id
  std::size_t open_ = 0;
};

}  // namespace atelier::feature::thread
