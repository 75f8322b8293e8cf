#include "gateway/rest/export_parts.h"

#include <utility>

namespace atelier::gateway {
namespace {

constexpr int kMessagesAtOnce = 200;
constexpr int kThreadsAtOnce = 100;
constexpr int kMembersAtOnce = 200;

Error strange() {
  return {Errc::kInternal, "The room answered in another form than expected."};
}

Result<json::object> page_of(const Result<std::string>& answer, std::string_view list) {
  if (!answer) return answer.error();
  ATELIER_TRY(json::value page, parse_json(*answer));
  if (!page.is_object()) return strange();
  const json::value* const items = page.as_object().if_contains(list);
  if (items == nullptr || !items->is_array()) return strange();
  return std::move(page.as_object());
}

bool has_more(const json::object& page) {
  const json::value* const more = page.if_contains("has_more");
  return more != nullptr && more->is_bool() && more->as_bool();
}

/// Items of a JSON list over several pages, one a line.
class ItemList {
 public:
  void add(std::string& out, const json::value& item) {
    out += is_first_ ? "\n" : ",\n";
    is_first_ = false;
    out += json::serialize(item);
  }
  void clear() { is_first_ = true; }

 private:
  bool is_first_ = true;
};

std::int64_t last_seq(const json::array& messages, std::int64_t otherwise) {
  if (messages.empty() || !messages.back().is_object()) return otherwise;
  return int_member(messages.back().as_object(), "seq").value_or(otherwise);
}

class RoomPart final : public ExportPart {
 public:
  RoomPart(const json::object& room, std::int64_t at) {
    json::object kept;
    for (const char* key : {"id", "name", "kind", "head_seq", "archived", "member_count"}) {
      if (room.contains(key)) kept[key] = room.at(key);
    }
    const json::value* const surfaces = room.if_contains("surfaces");
    const json::object head{{"exported_at", at},
                            {"room", std::move(kept)},
                            {"surfaces", surfaces == nullptr ? json::array() : *surfaces}};
    opening_ = json::serialize(head);
    opening_.pop_back();
    opening_ += ",\"members\":[";
  }
  std::string opening() const override { return opening_; }
  std::string closing() const override { return "\n]}\n"; }

  std::optional<Question> next() override {
    if (is_done_) return std::nullopt;
    Question question{"room.members", {{"limit", kMembersAtOnce}}};
    if (!cursor_.empty()) question.body["cursor"] = cursor_;
    return question;
  }
  Result<std::string> text_of(const Result<std::string>& answer) override {
    ATELIER_TRY(const json::object page, page_of(answer, "members"));
    std::string out;
    for (const json::value& member : page.at("members").as_array()) {
      if (!member.is_object()) return strange();
      json::object one;  // without where they are now
      for (const char* key : {"id", "name", "kind", "role"}) {
        if (member.as_object().contains(key)) one[key] = member.at(key);
      }
      list_.add(out, one);
    }
    cursor_ = std::string(string_member(page, "cursor").value_or(""));
    is_done_ = cursor_.empty();
    return out;
  }

 private:
  std::string opening_;
  std::string cursor_;
  ItemList list_;
  bool is_done_ = false;
};

class ChatPart final : public ExportPart {
 public:
  std::string opening() const override { return "{\"messages\":["; }
  std::string closing() const override { return "\n]}\n"; }

  std::optional<Question> next() override {
    if (is_done_) return std::nullopt;
    return Question{"chat.history", {{"after", after_}, {"limit", kMessagesAtOnce}}};
  }
  Result<std::string> text_of(const Result<std::string>& answer) override {
    ATELIER_TRY(const json::object page, page_of(answer, "messages"));
    const json::array& messages = page.at("messages").as_array();
    std::string out;
    for (const json::value& message : messages) list_.add(out, message);
    const std::int64_t last = last_seq(messages, after_);
    is_done_ = !has_more(page) || last == after_;
    after_ = last;
    return out;
  }

 private:
  std::int64_t after_ = 0;
  ItemList list_;
  bool is_done_ = false;
};

// First all threads are listed, then each is read. A thread that becomes active while they are
// listed moves to the front, behind our back: so the front is listed again until nothing is new.
class ThreadsPart final : public ExportPart {
 public:
  std::string opening() const override { return "{\"threads\":["; }
  std::string closing() const override { return "\n]}\n"; }

  std::optional<Question> next() override {
    if (is_listing_) {
      Question question{"thread.list", {{"state", "all"}, {"limit", kThreadsAtOnce}}};
      if (before_ > 0) question.body["before"] = before_;
      return question;
    }
    if (at_ == threads_.size()) return std::nullopt;
    return Question{"thread.history",
                    {{"thread", threads_[at_]}, {"after", after_}, {"limit", kMessagesAtOnce}}};
  }
  Result<std::string> text_of(const Result<std::string>& answer) override {
    return is_listing_ ? take_list(answer) : take_thread(answer);
  }

 private:
  Result<std::string> take_list(const Result<std::string>& answer) {
    ATELIER_TRY(const json::object page, page_of(answer, "threads"));
    const std::size_t known = threads_.size();
    std::int64_t last = 0;
    for (const json::value& thread : page.at("threads").as_array()) {
      if (!thread.is_object()) return strange();
      std::string id(string_member(thread.as_object(), "id").value_or(""));
      last = int_member(thread.as_object(), "last_seq").value_or(0);
      if (seen_.insert(id).second) threads_.push_back(std::move(id));
    }
    const bool found_new = threads_.size() > known;
    if (has_more(page) && last > 0 && (found_new || !is_again_)) {
      before_ = last;
      return std::string();
    }
    // At the end of a walk: again from the front if it took more than one page.
    is_listing_ = (before_ > 0 && !is_again_) || (is_again_ && found_new);
    is_again_ = true;
    before_ = 0;
    return std::string();
  }

  Result<std::string> take_thread(const Result<std::string>& answer) {
    if (!answer && answer.error().code == Errc::kNotFound) {  // deleted since it was listed
      ++at_;
      return std::string(std::exchange(after_, 0) == 0 ? "" : "\n]}");
    }
    ATELIER_TRY(const json::object page, page_of(answer, "messages"));
    const json::value* const thread = page.if_contains("thread");
    if (thread == nullptr) return strange();
    std::string out;
    if (after_ == 0) {
      comments_.clear();
      std::string head;
      list_.add(head, json::object{{"thread", *thread}});
      head.pop_back();
      out = head + ",\"messages\":[";
    }
    const json::array& messages = page.at("messages").as_array();
    for (const json::value& message : messages) comments_.add(out, message);
    const std::int64_t last = last_seq(messages, after_);
    if (has_more(page) && last > after_) {
      after_ = last;
      return out;
    }
    ++at_;
    after_ = 0;
    return out + "\n]}";
  }

  std::vector<std::string> threads_;
  std::set<std::string> seen_;
  std::size_t at_ = 0;
  std::int64_t before_ = 0;
  std::int64_t after_ = 0;
  ItemList list_;
  ItemList comments_;
  bool is_listing_ = true;
  bool is_again_ = false;
};

}  // namespace

std::unique_ptr<ExportPart> make_room_part(const json::object& room, std::int64_t at) {
  return std::make_unique<RoomPart>(room, at);
}
std::unique_ptr<ExportPart> make_chat_part() {
  return std::make_unique<ChatPart>();
}
std::unique_ptr<ExportPart> make_threads_part() {
  return std::make_unique<ThreadsPart>();
}

}  // namespace atelier::gateway
