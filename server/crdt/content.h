// What a struct of an update carries: the eleven kinds, how each is read from V1 bytes, how much it
// measures, and how its front is cut off. Content stays in the bytes of the update; nothing is
// parsed into values here.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/varint.h"

namespace atelier::crdt {

/// The numbers are those of the info byte (YJS5).
enum class ContentKind : std::uint8_t {
  kGc = 0,
  kDeleted = 1,
  kJson = 2,
  kBinary = 3,
  kString = 4,
  kEmbed = 5,
  kFormat = 6,
  kType = 7,
  kAny = 8,
  kDoc = 9,
  kSkip = 10,
};

/// True for kinds of which two adjacent pieces may become one (yjs mergeWith).
constexpr bool is_joinable(ContentKind kind) {
  return kind == ContentKind::kDeleted || kind == ContentKind::kJson ||
         kind == ContentKind::kString || kind == ContentKind::kAny || kind == ContentKind::kGc ||
         kind == ContentKind::kSkip;
}

/// Borrowed from the update. `body` is: the text (string), the elements without their count (JSON,
/// any), nothing (deleted, GC, skip), else the content as it stands in V1.
struct Content {
  ContentKind kind = ContentKind::kGc;
  /// The body begins within a surrogate pair whose second half counts as U+FFFD (YJS8).
  bool starts_in_pair = false;
  std::uint64_t length = 0;
  std::string_view body;
};

/// Fails the reader on whatever a JavaScript peer would throw on (YJS6).
Content read_content(VarReader& reader, ContentKind kind);
void write_content(VarWriter& writer, const Content& content);

/// What is left after the first `count` units, 0 < count < length. Only joinable kinds are longer
/// than one unit.
Content cut_front(const Content& content, std::uint64_t count);

}  // namespace atelier::crdt
