#include "feature/docs/render/markdown_pieces.h"

#include <algorithm>

#include "feature/docs/render/characters.h"
#include "feature/docs/render/link_target.h"

namespace atelier::feature::docs::render {
namespace {

using Kind = Piece::Kind;

constexpr unsigned bit(Mark mark) {
  return 1u << static_cast<unsigned>(mark);
}

/// A link that shows its own address.
bool is_autolink(const Run& run) {
  const bool is_web = run.text.starts_with("http://") || run.text.starts_with("https://");
  return is_web && run.href == run.text && !run.styles.has("code") &&
         std::none_of(run.text.begin(), run.text.end(), [](char letter) {
           return is_space(letter) || letter == '<' || letter == '>' ||
                  static_cast<unsigned char>(letter) < ' ';
         });
}

class Cutter {
 public:
  explicit Cutter(InlinePlace place) : place_(place) {}

  void add(const Run& run) {
    Piece like;
    for (const auto& [name, mark] :
         {std::pair{"bold", Mark::kBold}, {"italic", Mark::kItalic}, {"strike", Mark::kStrike}}) {
      if (run.styles.has(name)) like.marks |= bit(mark);
    }
    if (is_autolink(run)) {
      like.kind = Kind::kAutolink;
      like.text = run.text;
      found_.pieces.push_back(std::move(like));
      return;
    }
    if (run.href && !run.href->empty() && !is_script(*run.href)) {
      like.marks |= bit(Mark::kLink);
      if (found_.targets.empty() || found_.targets.back() != *run.href || !was_link_) {
        found_.targets.push_back(*run.href);
      }
      like.link = found_.targets.size();
    }
    was_link_ = like.link > 0;
    if (run.styles.has("code")) like.kind = Kind::kCode;
    add_lines(run.text, like);
  }

  Pieces take() {
    trim_marks();
    drop_blank_ends();
    count_until();
    return std::move(found_);
  }

 private:
  void add_lines(std::string_view text, const Piece& like) {
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      add_line(text.substr(at, end - at), like);
      if (end < text.size()) {
        push(like, place_ == InlinePlace::kHeading ? Kind::kSpace : Kind::kBreak, " ");
      }
      at = end + 1;
    }
  }

  void add_line(std::string_view line, const Piece& like) {
    if (like.kind == Kind::kCode) return push(like, Kind::kCode, line);
    const std::size_t first = leading_space(line);
    push(like, Kind::kSpace, line.substr(0, first));
    line.remove_prefix(first);
    std::size_t end = line.size();
    while (end > 0) {
      const std::size_t size = last_size(line.substr(0, end));
      if (flank_of(first_point(line.substr(end - size))) != Flank::kSpace) break;
      end -= size;
    }
    push(like, Kind::kText, line.substr(0, end));
    push(like, Kind::kSpace, line.substr(end));
  }

  static std::size_t leading_space(std::string_view line) {
    std::size_t at = 0;
    while (at < line.size() && flank_of(first_point(line.substr(at))) == Flank::kSpace) {
      at += first_size(line.substr(at));
    }
    return at;
  }

  void push(const Piece& like, Kind kind, std::string_view text) {
    if (text.empty()) return;
    std::vector<Piece>& pieces = found_.pieces;
    const bool joins = kind != Kind::kBreak && !pieces.empty() && pieces.back().kind == kind &&
                       pieces.back().marks == like.marks && pieces.back().link == like.link;
    if (joins) {
      pieces.back().text += text;
    } else {
      pieces.push_back({kind, std::string(text), like.marks, like.link, {}});
    }
  }

  /// White space has the marks that what is on both sides of it has, too.
  void trim_marks() {
    std::vector<Piece>& pieces = found_.pieces;
    for (std::size_t at = 0; at < pieces.size();) {
      std::size_t end = at;
      while (end < pieces.size() && pieces[end].is_blank()) ++end;
      const Piece none;
      const Piece& before = at > 0 ? pieces[at - 1] : none;
      const Piece& after = end < pieces.size() ? pieces[end] : none;
      unsigned shared = before.marks & after.marks;
      if (before.link != after.link) shared &= ~bit(Mark::kLink);
      for (std::size_t blank = at; blank < end; ++blank) {
        pieces[blank].marks = shared;
        pieces[blank].link = (shared & bit(Mark::kLink)) != 0 ? before.link : 0;
      }
      at = end + 1;
    }
  }

  void drop_blank_ends() {
    std::vector<Piece>& pieces = found_.pieces;
    const auto is_text = [](const Piece& piece) { return !piece.is_blank(); };
    pieces.erase(pieces.begin(), std::find_if(pieces.begin(), pieces.end(), is_text));
    while (!pieces.empty() && pieces.back().is_blank()) pieces.pop_back();
    // Nor has white space beside a break a meaning.
    const auto beside_break = [&pieces](std::size_t at) {
      return (at > 0 && pieces[at - 1].kind == Kind::kBreak) ||
             (at + 1 < pieces.size() && pieces[at + 1].kind == Kind::kBreak);
    };
    for (std::size_t at = 0; at < pieces.size(); ++at) {
      if (pieces[at].kind == Kind::kSpace && beside_break(at)) pieces[at].text.clear();
    }
  }

  void count_until() {
    std::vector<Piece>& pieces = found_.pieces;
    for (std::size_t at = pieces.size(); at-- > 0;) {
      for (const Mark mark : kAllMarks) {
        const auto index = static_cast<std::size_t>(mark);
        const bool goes_on = at + 1 < pieces.size() && pieces[at + 1].has(mark) &&
                             (mark != Mark::kLink || pieces[at + 1].link == pieces[at].link);
        pieces[at].until[index] = goes_on ? pieces[at + 1].until[index] : at + 1;
      }
    }
  }

  InlinePlace place_;
  Pieces found_;
  bool was_link_ = false;
};

}  // namespace

Pieces markdown_pieces(const Inline& content, InlinePlace place) {
  Cutter cutter(place);
  for (const Run& run : content) cutter.add(run);
  return cutter.take();
}

}  // namespace atelier::feature::docs::render
