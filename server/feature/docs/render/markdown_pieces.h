// Inline text cut into pieces that Markdown can mark: no piece that has marks begins or ends with
// white space, because marks do not count there. Used by markdown_inline only.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "feature/docs/render/markdown_inline.h"

namespace atelier::feature::docs::render {

/// In the order in which they stand around text where they last equally long.
enum class Mark : std::uint8_t { kLink, kBold, kItalic, kStrike };
inline constexpr std::array<Mark, 4> kAllMarks = {Mark::kLink, Mark::kBold, Mark::kItalic,
                                                  Mark::kStrike};

struct Piece {
  enum class Kind : std::uint8_t { kText, kCode, kSpace, kBreak, kAutolink };

  Kind kind = Kind::kText;
  std::string text;
  /// A bit for each mark.
  unsigned marks = 0;
  /// Neighbours with the same number are one link; 0 is none.
  std::size_t link = 0;
  /// For each mark the first piece from here on that has it not.
  std::array<std::size_t, 4> until = {};

  bool has(Mark mark) const { return (marks >> static_cast<unsigned>(mark) & 1u) != 0; }
  bool is_blank() const { return kind == Kind::kSpace || kind == Kind::kBreak; }
};

struct Pieces {
  std::vector<Piece> pieces;
  /// Targets by number, from 1 on.
  std::vector<std::string> targets;
};

Pieces markdown_pieces(const Inline& content, InlinePlace place);

}  // namespace atelier::feature::docs::render
