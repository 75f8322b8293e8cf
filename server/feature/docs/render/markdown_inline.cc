#include "feature/docs/render/markdown_inline.h"

#include <algorithm>

#include "feature/docs/render/characters.h"
#include "feature/docs/render/markdown_pieces.h"

namespace atelier::feature::docs::render {
namespace {

using Kind = Piece::Kind;

std::string_view delimiter(Mark mark) {
  switch (mark) {
    case Mark::kLink:
      return "[";
    case Mark::kBold:
      return "**";
    case Mark::kItalic:
      return "*";
    case Mark::kStrike:
      return "~~";
  }
  return {};
}

/// In a fence longer than any within, with spaces where its own would be taken for that.
std::string code_span(std::string_view text) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char letter : text) {
    run = letter == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  const bool is_blank = text.find_first_not_of(' ') == std::string_view::npos;
  const bool is_stripped = text.front() == ' ' && text.back() == ' ' && !is_blank;
  const bool pad = is_stripped || text.front() == '`' || text.back() == '`';
  return fence + (pad ? " " : "") + std::string(text) + (pad ? " " : "") + fence;
}

bool may_be_punctuation(Flank flank) {
  return flank == Flank::kPunctuation || flank == Flank::kUnsure;
}

/// For every reader.
bool is_gap(Flank flank) {
  return flank == Flank::kSpace || flank == Flank::kPunctuation;
}

std::string as_number(std::string_view letter) {
  return "&#" + std::to_string(first_point(letter)) + ";";
}

/// Marks nest, so that one may have to be closed and opened again; what lasts longest is outside.
/// CommonMark decides by the characters on both sides whether a mark counts: where that would go
/// wrong, the letter beside it is written as a number.
class InlineWriter {
 public:
  InlineWriter(Pieces pieces, InlinePlace place) : pieces_(std::move(pieces)), place_(place) {}

  std::string write() {
    for (std::size_t at = 0; at < pieces_.pieces.size(); ++at) {
      const Piece& piece = pieces_.pieces[at];
      close_for(piece);
      open_for(piece);
      append(piece);
      encode_first_ = false;
    }
    close_down_to(0);
    return std::move(out_);
  }

 private:
  struct Open {
    Mark mark;
    std::size_t link;
    std::string_view delimiter;
    /// The first piece that has it not.
    std::size_t until;
  };

  void close_for(const Piece& piece) {
    std::size_t kept = 0;
    const auto goes_on = [&piece](const Open& open) {
      return piece.has(open.mark) && (open.mark != Mark::kLink || open.link == piece.link);
    };
    while (kept < open_.size() && goes_on(open_[kept])) ++kept;
    close_down_to(kept);
  }

  void close_down_to(std::size_t kept) {
    closed_with_ = 0;
    if (kept == open_.size()) return;
    const std::size_t begin = out_.size();
    while (open_.size() > kept) {
      const Open open = open_.back();
      open_.pop_back();
      if (open.mark == Mark::kLink) {
        out_ += ']' + markdown_target(pieces_.targets[open.link - 1]);
      } else {
        out_ += open.delimiter;
      }
    }
    closed_with_ = out_.back();
    if (closed_with_ == ')') return;
    std::size_t run = out_.size();
    while (run > begin && out_[run - 1] == closed_with_) --run;
    encode_first_ = run > 0 && may_be_punctuation(flank_before(run));
  }

  Flank flank_before(std::size_t end) const {
    const std::string_view before = std::string_view(out_).substr(0, end);
    return flank_of(first_point(before.substr(end - last_size(before))));
  }

  void open_for(const Piece& piece) {
    // A mark before white space would not count.
    if (piece.is_blank()) return;
    std::vector<Mark> opening;
    for (const Mark mark : kAllMarks) {
      const auto is_it = [mark](const Open& open) { return open.mark == mark; };
      const bool is_open = std::any_of(open_.begin(), open_.end(), is_it);
      if (piece.has(mark) && !is_open) opening.push_back(mark);
    }
    if (opening.empty()) return;
    std::stable_sort(opening.begin(), opening.end(), [&piece](Mark a, Mark b) {
      return piece.until[static_cast<std::size_t>(a)] > piece.until[static_cast<std::size_t>(b)];
    });
    std::string group;
    for (const Mark mark : opening) {
      const bool is_first = group.empty();
      const bool is_last = mark == opening.back();
      const bool underscored = mark == Mark::kItalic && ends_before_gap(piece) &&
                               (!is_first || begins_behind_gap(is_last ? &piece : nullptr));
      open_.push_back({mark, piece.link, underscored ? "_" : delimiter(mark),
                       piece.until[static_cast<std::size_t>(mark)]});
      group += open_.back().delimiter;
    }
    prepare(group, piece);
    out_ += group;
    encode_first_ = false;
  }

  /// Whether what is italic from here on is a word of its own, or can be made one by a number in
  /// place of a letter. Then it is marked by `_`, which never gets mixed up with what marks bold
  /// text; within words only `*` counts. `piece` comes next unless another mark does.
  bool begins_behind_gap(const Piece* piece) const {
    if (out_.empty() || is_gap(flank_before(out_.size()))) return true;
    return piece == nullptr || piece->kind != Kind::kText ||
           may_be_punctuation(flank_of(first_point(piece->text)));
  }

  bool ends_before_gap(const Piece& piece) const {
    std::size_t end = piece.until[static_cast<std::size_t>(Mark::kItalic)];
    for (const Open& around : open_) end = std::min(end, around.until);
    if (end == pieces_.pieces.size()) return true;
    const Piece& next = pieces_.pieces[end];
    if (next.kind != Kind::kText || is_gap(flank_of(first_point(next.text)))) return true;
    const Piece& last = pieces_.pieces[end - 1];
    const unsigned others = ~(1u << static_cast<unsigned>(Mark::kItalic));
    if (last.kind != Kind::kText || ((next.marks ^ last.marks) & others) != 0) return true;
    const std::string_view letter =
        std::string_view(last.text).substr(last.text.size() - last_size(last.text));
    return may_be_punctuation(flank_of(first_point(letter)));
  }

  /// Makes room for marks that open here.
  void prepare(std::string_view group, const Piece& piece) {
    // Two marks in a row would be read as one.
    if (closed_with_ == group.front()) out_ += "<!-- -->";
    if (out_.empty()) return;
    if (group.front() == '[') {
      if (out_.back() == '!') out_.insert(out_.size() - 1, 1, '\\');
      return;
    }
    const std::size_t run = group.find_first_not_of(group.front());
    const bool is_text = run == std::string_view::npos && piece.kind == Kind::kText;
    const Flank after = is_text ? flank_of(first_point(piece.text)) : Flank::kPunctuation;
    if (may_be_punctuation(after) && !is_gap(flank_before(out_.size()))) {
      const std::size_t begin = out_.size() - last_size(out_);
      const std::string number = as_number(std::string_view(out_).substr(begin));
      out_.resize(begin);
      if (ends_in_backslash()) out_ += '\\';
      out_ += number;
    }
  }

  /// One that a sign behind it would make an escape of.
  bool ends_in_backslash() const {
    std::size_t count = 0;
    while (count < out_.size() && out_[out_.size() - 1 - count] == '\\') ++count;
    return count % 2 == 1;
  }

  void append(const Piece& piece) {
    switch (piece.kind) {
      case Kind::kText:
        return append_text(piece.text);
      case Kind::kCode:
        out_ += code_span(piece.text);
        return;
      case Kind::kSpace:
        out_ += piece.text;
        return;
      case Kind::kBreak:
        out_ += place_ == InlinePlace::kCell ? "<br>" : "\\\n";
        return;
      case Kind::kAutolink:
        out_ += '<' + piece.text + '>';
        return;
    }
  }

  void append_text(std::string_view text) {
    if (encode_first_ && !is_gap(flank_of(first_point(text)))) {
      const std::size_t size = first_size(text);
      out_ += as_number(text.substr(0, size));
      text.remove_prefix(size);
    }
    out_ += escaped_markdown(text);
  }

  Pieces pieces_;
  InlinePlace place_;
  std::string out_;
  std::vector<Open> open_;
  /// The last letter of what was closed just now.
  char closed_with_ = 0;
  /// The next letter would keep what was closed from counting.
  bool encode_first_ = false;
};

}  // namespace

std::string inline_markdown(const Inline& content, InlinePlace place) {
  std::string out = InlineWriter(markdown_pieces(content, place), place).write();
  if (place != InlinePlace::kCell) return out;
  std::string cell;
  for (const char letter : out) {
    if (letter == '|') cell += '\\';
    cell += letter;
  }
  return cell;
}

}  // namespace atelier::feature::docs::render
