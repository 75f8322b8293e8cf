// Two states of one document side by side: which units of a list both show, and which only one of
// them does, in one order. It goes by the ids of the units, not by what they say. Reads only.
#pragma once

#include <cstdint>
#include <optional>

#include "crdt/delete_set.h"
#include "crdt/doc.h"
#include "crdt/text_attributes.h"

namespace atelier::crdt {

enum class Shown : std::uint8_t { kInBoth, kInEarlier, kInLater };

/// Units that lie next to one another within one item of each state that shows them.
struct Stretch {
  Shown shown = Shown::kInBoth;
  const Item* earlier = nullptr;  // null if only the later state shows it
  std::uint64_t earlier_offset = 0;
  const Item* later = nullptr;  // null if only the earlier state shows it
  std::uint64_t later_offset = 0;
  std::uint64_t length = 0;
};

/// Walks the lists of one type in two states of its document. What is in both stands in the same
/// order in both (YATA), so one pass suffices. Neither document may change meanwhile.
class ListComparison {
 public:
  /// Null: the type is not there in that state.
  ListComparison(const Doc& earlier, const Type* in_earlier, const Doc& later,
                 const Type* in_later);

  std::optional<Stretch> next();
  /// Those of the stretch that next() gave, in each state.
  const TextAttributes& earlier_attributes() const { return earlier_.attributes; }
  const TextAttributes& later_attributes() const { return later_.attributes; }

 private:
  struct Side {
    const Doc& doc;
    DeleteSet shown;  // of the whole list
    const Item* item = nullptr;
    std::uint64_t offset = 0;
    TextAttributes attributes = {};

    void to_shown();
    DeleteSet::Run run_in(const DeleteSet& set) const;
    void advance(std::uint64_t count);
  };

  static Side begin(const Doc& doc, const Type* type);

  Side earlier_;
  Side later_;
};

}  // namespace atelier::crdt
