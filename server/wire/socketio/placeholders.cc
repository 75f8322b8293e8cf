#include "wire/socketio/placeholders.h"

#include <charconv>
#include <optional>

#include "base/json_text.h"
#include "base/limits.h"

namespace atelier::wire::socketio {
namespace {

// One pass over JSON that is known to be valid, with a stack of the open arrays and objects.
class PlaceholderScan {
 public:
  explicit PlaceholderScan(std::string_view json) : json_(json) {}

  void run() {
    while (at_ < json_.size()) step();
  }

  struct Found {
    std::size_t from = 0;
    std::size_t to = 0;
    std::string_view num;  // raw; empty: none
  };
  std::vector<Found> found;

 private:
  struct Open {
    std::size_t from = 0;
    bool is_object = false;
    bool key_is_next = false;
    bool is_placeholder = false;
    std::string_view num = {};
    enum class Key : std::uint8_t { kOther, kPlaceholder, kNum } key = Key::kOther;
  };

  void step() {
    switch (json_[at_]) {
      case '{':
      case '[':
        take_value({});
        open_.push_back({at_, json_[at_] == '{', json_[at_] == '{'});
        ++at_;
        break;
      case '}':
      case ']':
        close();
        break;
      case '"':
        string();
        break;
      case ',':
        if (!open_.empty()) open_.back().key_is_next = open_.back().is_object;
        ++at_;
        break;
      case ':':
      case ' ':
      case '\t':
      case '\n':
      case '\r':
        ++at_;
        break;
      default:
        word();
        break;
    }
  }

  void close() {
    ++at_;
    if (open_.empty()) return;
    const Open closed = open_.back();
    open_.pop_back();
    if (closed.is_object && closed.is_placeholder) found.push_back({closed.from, at_, closed.num});
  }

  void string() {
    const std::size_t from = at_++;
    while (at_ < json_.size() && json_[at_] != '"') at_ += json_[at_] == '\\' ? 2 : 1;
    ++at_;
    const std::string_view literal = json_.substr(from, at_ - from);
    if (open_.empty() || !open_.back().key_is_next) return take_value(literal);
    open_.back().key_is_next = false;
    open_.back().key = key_of(literal);
  }

  void word() {
    const std::size_t from = at_;
    while (at_ < json_.size() &&
           std::string_view(",]} \t\r\n").find(json_[at_]) == std::string_view::npos) {
      ++at_;
    }
    take_value(json_.substr(from, at_ - from));
  }

  static Open::Key key_of(std::string_view literal) {
    const auto key = json_text::unquote(literal);
    if (!key) return Open::Key::kOther;
    if (*key == "_placeholder") return Open::Key::kPlaceholder;
    return *key == "num" ? Open::Key::kNum : Open::Key::kOther;
  }

  // The value of the current member; a repeated key counts as in JavaScript, the last one wins.
  void take_value(std::string_view raw) {
    if (open_.empty() || !open_.back().is_object) return;
    Open& object = open_.back();
    if (object.key == Open::Key::kPlaceholder) object.is_placeholder = raw == "true";
    if (object.key == Open::Key::kNum) object.num = raw;
    object.key = Open::Key::kOther;
  }

  std::string_view json_;
  std::size_t at_ = 0;
  std::vector<Open> open_;
};

// 1, 1.0 and 1e0 are the same number in JavaScript; 0.5 and "1" are no index.
std::optional<std::size_t> index_of(std::string_view num) {
  double value = 0;
  const auto [end, failed] = std::from_chars(num.data(), num.data() + num.size(), value);
  if (num.empty() || failed != std::errc() || end != num.data() + num.size()) return std::nullopt;
  if (!(value >= 0 && value < 1e6)) return std::nullopt;
  const auto index = static_cast<std::size_t>(value);
  return static_cast<double>(index) == value ? std::optional(index) : std::nullopt;
}

}  // namespace

Result<std::vector<Placeholder>> find_placeholders(std::string_view json, std::size_t attachments) {
  PlaceholderScan scan(json);
  scan.run();
  std::vector<Placeholder> placeholders;
  for (const PlaceholderScan::Found& found : scan.found) {
    const std::optional<std::size_t> index = index_of(found.num);
    if (!index || *index >= attachments) return invalid("illegal attachments");  // SIO31
    // Found from the inside out: what lies within a placeholder vanishes with it.
    while (!placeholders.empty() && placeholders.back().from > found.from) placeholders.pop_back();
    placeholders.push_back({found.from, found.to, *index});
  }
  return placeholders;
}

void append_placeholder(std::string& out, std::size_t index) {
  out += "{\"_placeholder\":true,\"num\":";
  out += std::to_string(index);
  out += '}';
}

Result<Assembled> assemble(std::string json, Attachments attachments) {
  ATELIER_TRY(const auto places, find_placeholders(json, attachments.size()));
  // Giving every place its own part must not multiply what a peer has sent.
  if (places.size() > limits::kSocketIoAttachments) {
    return Assembled{std::move(json), std::move(attachments)};
  }
  Assembled out;
  std::size_t copied = 0;
  for (const Placeholder& place : places) {
    out.json.append(json, copied, place.from - copied);
    append_placeholder(out.json, out.attachments.size());
    out.attachments.push_back(attachments[place.index]);
    copied = place.to;
  }
  out.json.append(json, copied);
  return out;
}

}  // namespace atelier::wire::socketio
