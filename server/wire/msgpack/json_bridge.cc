#include "wire/msgpack/json_bridge.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>

#include "base/json_text.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "wire/msgpack/writer.h"
#include "wire/socketio/placeholders.h"

namespace atelier::wire::msgpack {
namespace {

// As Date.prototype.toJSON; what lies outside of its four-digit years becomes null.
void append_date(std::string& json, std::int64_t ms) {
  constexpr std::int64_t kYear0 = -62'167'219'200'000;
  constexpr std::int64_t kYear10000 = 253'402'300'800'000;
  if (ms < kYear0 || ms >= kYear10000) {
    json += "null";
    return;
  }
  using namespace std::chrono;  // NOLINT
  const sys_time<milliseconds> time{milliseconds(ms)};
  const sys_days day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(time - day);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "\"%04d-%02u-%02uT%02d:%02d:%02d.%03dZ\"",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()),
                static_cast<int>(clock.subseconds().count()));
  json += text.data();
}

void append_double(std::string& json, double value) {
  if (!std::isfinite(value)) {
    json += "null";
    return;
  }
  std::array<char, 40> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  json.append(text.data(), end);
}

class ToJson {
 public:
  ToJson(Reader& reader, std::string& json, std::vector<std::string>& attachments)
      : reader_(reader), json_(json), attachments_(attachments) {}

  Result<void> value(const Token& token, std::size_t depth) {
    if (depth > json_text::kMaxDepth) return invalid("msgpack is nested too deeply");
    switch (token.kind) {
      case Kind::kNil:
        json_ += "null";
        return {};
      case Kind::kFalse:
        json_ += "false";
        return {};
      case Kind::kTrue:
        json_ += "true";
        return {};
      case Kind::kInteger:
        json_ += std::to_string(token.integer);
        return {};
      case Kind::kUnsigned:
        json_ += std::to_string(static_cast<std::uint64_t>(token.integer));
        return {};
      case Kind::kFloat:
        append_double(json_, token.number);
        return {};
      case Kind::kString:
        if (!utf8::is_valid(token.bytes)) return invalid("a msgpack string is not UTF-8");
        json_text::append_quoted(json_, token.bytes);
        return {};
      case Kind::kBinary:
        return attach(token.bytes);
      case Kind::kArray:
        return array(token.count, depth);
      case Kind::kMap:
        return map(token.count, depth);
      case Kind::kExtension:
        return extension(token);
    }
    return invalid("malformed msgpack");
  }

 private:
  Result<void> attach(std::string_view bytes) {
    if (attachments_.size() >= limits::kSocketIoMsgpackAttachments) {
      return too_large("too many binary parts");
    }
    socketio::append_placeholder(json_, attachments_.size());
    attachments_.emplace_back(bytes);
    return {};
  }

  Result<void> array(std::size_t count, std::size_t depth) {
    json_ += '[';
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) json_ += ',';
      ATELIER_TRY(const Token element, reader_.next());
      if (auto done = value(element, depth + 1); !done) return done;
    }
    json_ += ']';
    return {};
  }

  Result<void> map(std::size_t count, std::size_t depth) {
    json_ += '{';
    bool first = true;
    for (std::size_t i = 0; i < count; ++i) {
      ATELIER_TRY(const Token key, reader_.next());
      if (key.kind != Kind::kString) return invalid("a msgpack key is not a string");
      ATELIER_TRY(const Token member, reader_.next());
      if (is_undefined(member)) continue;
      if (!first) json_ += ',';
      first = false;
      if (auto done = value(key, depth); !done) return done;
      json_ += ':';
      if (auto done = value(member, depth + 1); !done) return done;
    }
    json_ += '}';
    return {};
  }

  // notepack: type 0 is undefined (1 byte), a date (8 bytes) or an ArrayBuffer (any other length);
  // other types become a pair of type and bytes.
  Result<void> extension(const Token& token) {
    if (is_undefined(token)) {
      json_ += "null";
      return {};
    }
    if (token.extension_type == 0 && token.bytes.size() == 8) {
      std::uint64_t raw = 0;
      for (const char c : token.bytes) raw = raw << 8 | static_cast<std::uint8_t>(c);
      append_date(json_, static_cast<std::int64_t>(raw));
      return {};
    }
    if (token.extension_type == 0) return attach(token.bytes);
    json_ += '[' + std::to_string(token.extension_type) + ',';
    if (auto done = attach(token.bytes); !done) return done;
    json_ += ']';
    return {};
  }

  Reader& reader_;
  std::string& json_;
  std::vector<std::string>& attachments_;
};

// One pass over JSON that is known to be valid. Heads of arrays and maps are put in front of their
// elements when these have been counted.
class FromJson {
 public:
  FromJson(std::string_view json, std::string& out, const std::vector<std::string>* attachments)
      : json_(json), out_(out), attachments_(attachments) {}

  void value() {
    skip_space();
    switch (json_[at_]) {
      case '[':
        return array();
      case '{':
        return object();
      case '"':
        return append_string(out_, json_text::unquote(literal()).value());
      default:
        return word();
    }
  }

 private:
  /// What an object may turn out to be: a placeholder of a binary part.
  struct Members {
    bool is_placeholder = false;
    std::string_view num;
  };

  void skip_space() { at_ = std::min(json_.find_first_not_of(" \t\r\n", at_), json_.size()); }
  /// True at the end of an array or object; else stands at the next element.
  bool ends(char closing) {
    skip_space();
    if (json_[at_] == ',') ++at_;
    skip_space();
    if (json_[at_] != closing) return false;
    ++at_;
    return true;
  }

  std::string_view literal() {
    const std::size_t from = at_++;
    while (json_[at_] != '"') at_ += json_[at_] == '\\' ? 2 : 1;
    ++at_;
    return json_.substr(from, at_ - from);
  }

  void word() {
    const std::size_t end = std::min(json_.find_first_of(",]} \t\r\n", at_), json_.size());
    const std::string_view text = json_.substr(at_, end - at_);
    at_ = end;
    if (text == "null") return append_nil(out_);
    if (text == "true" || text == "false") return append_bool(out_, text == "true");
    double number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec == std::errc::result_out_of_range) {
      number = text.find("e-") == std::string_view::npos ? HUGE_VAL : 0;
    }
    append_number(out_, number);
  }

  void array() {
    ++at_;
    const std::size_t start = out_.size();
    std::size_t count = 0;
    for (; !ends(']'); ++count) value();
    std::string head;
    append_array_head(head, count);
    out_.insert(start, head);
  }

  void object() {
    ++at_;
    const std::size_t start = out_.size();
    std::size_t count = 0;
    Members members;
    for (; !ends('}'); ++count) member(members);
    if (members.is_placeholder && attachments_ != nullptr) return placeholder(start, members.num);
    std::string head;
    append_map_head(head, count);
    out_.insert(start, head);
  }

  void member(Members& members) {
    const std::string key = json_text::unquote(literal()).value();
    append_string(out_, key);
    skip_space();
    ++at_;  // the colon
    skip_space();
    const std::size_t from = at_;
    value();
    const std::string_view raw = json_.substr(from, at_ - from);
    if (key == "_placeholder") members.is_placeholder = raw == "true";
    if (key == "num") members.num = raw;
  }

  void placeholder(std::size_t start, std::string_view num) {
    out_.resize(start);
    std::size_t index = attachments_->size();
    std::from_chars(num.data(), num.data() + num.size(), index);
    if (index >= attachments_->size()) return append_nil(out_);
    append_binary(out_, (*attachments_)[index]);
  }

  std::string_view json_;
  std::size_t at_ = 0;
  std::string& out_;
  const std::vector<std::string>* attachments_;
};

}  // namespace

bool is_undefined(const Token& token) {
  return token.kind == Kind::kExtension && token.extension_type == 0 && token.bytes.size() == 1;
}

Result<void> append_as_json(Reader& reader, std::string& json,
                            std::vector<std::string>& attachments) {
  ATELIER_TRY(const Token token, reader.next());
  return ToJson(reader, json, attachments).value(token, 0);
}

Result<void> append_from_json(std::string& out, std::string_view json,
                              const std::vector<std::string>* attachments) {
  if (auto checked = json_text::validate(json); !checked) return checked;
  FromJson(json, out, attachments).value();
  return {};
}

}  // namespace atelier::wire::msgpack
