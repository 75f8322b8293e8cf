#include "feature/chat/chat_history.h"

#include <algorithm>

#include "core/on_executor.h"
#include "feature/chat/chat_limits.h"
#include "feature/chat/chat_rows.h"

namespace atelier::feature::chat {
namespace {

constexpr std::int64_t kDefaultLimit = 50;

// One side of the page: up to `limit` messages below or from a seq, and whether more follow there.
struct Side {
  bool wanted = false;
  bool backwards = false;
  std::uint64_t from = 0;   // first seq that counts
  std::uint64_t until = 0;  // first seq that does not; 0: no bound
  std::size_t limit = 0;
  bool has_more = false;
};

struct Plan {
  Side older{false, true};
  Side newer;
  std::uint64_t thread_root = 0;
  MessageReader::Messages messages;
};

std::uint64_t seq_member(const json::object& body, std::string_view name) {
  return static_cast<std::uint64_t>(int_member(body, name).value_or(0));
}

Result<Plan> plan_of(const json::object& body) {
  const int bounds = static_cast<int>(body.contains("before")) +
                     static_cast<int>(body.contains("after")) +
                     static_cast<int>(body.contains("around"));
  if (bounds > 1) return invalid("Give one of before, after and around.");
  for (const char* name : {"before", "after", "around", "limit", "thread_root"}) {
    if (body.contains(name) && int_member(body, name).value_or(-1) < 0) {
      return invalid(std::string(name) + " must be a whole number from 0.");
    }
  }
  const std::int64_t limit = int_member(body, "limit").value_or(kDefaultLimit);
  if (limit < 1 || limit > static_cast<std::int64_t>(kPageMessages)) {
    return invalid("limit must be from 1 to 200.");
  }
  const auto count = static_cast<std::size_t>(limit);
  Plan plan;
  plan.thread_root = seq_member(body, "thread_root");
  if (body.contains("after")) {
    plan.newer = {true, false, seq_member(body, "after") + 1, 0, count};
  } else if (body.contains("around")) {
    const std::uint64_t middle = seq_member(body, "around");
    plan.older = {count / 2 > 0, true, 0, std::max<std::uint64_t>(middle, 1), count / 2};
    plan.newer = {true, false, middle, 0, count - count / 2};
  } else {
    plan.older = {true, true, 0, 0, count};
    // There is nothing before 0, and 0 would mean no bound here.
    if (body.contains("before"))
      plan.older.until = std::max<std::uint64_t>(seq_member(body, "before"), 1);
  }
  return plan;
}

class History : public std::enable_shared_from_this<History> {
 public:
  History(QueryContext context, Plan plan, core::Reply reply)
      : context_(context), plan_(std::move(plan)), reply_(std::move(reply)) {}

  void start() {
    read(plan_.older, [self = shared_from_this()] {
      self->read(self->plan_.newer, [self] { self->finish(); });
    });
  }

 private:
  std::string key_of(std::uint64_t seq) const {
    return plan_.thread_root == 0 ? message_key(seq) : thread_key(plan_.thread_root, seq);
  }

  void read(Side& side, Task next) {
    if (!side.wanted) return next();
    const std::uint64_t from = std::max(side.from, context_.from);
    if (side.until != 0 && side.until <= from) return next();
    // With no upper bound: behind every seq of this prefix.
    std::string until = key_of(side.until == 0 ? ~std::uint64_t{0} : side.until);
    if (side.until == 0) until += '\0';
    port::Range range{context_.room.partition(), key_of(from), std::move(until), side.limit + 1,
                      side.backwards};
    auto taken = [self = shared_from_this(), &side,
                  next = std::move(next)](port::Page page) mutable {
      if (page.status != port::StoreStatus::kOk) {
        return self->reply_(unavailable("The store does not answer now: try again."));
      }
      side.has_more = page.records.size() > side.limit || page.has_more;
      if (page.records.size() > side.limit) page.records.pop_back();
      for (port::Record& record : page.records) {
        const std::size_t at = record.key.sort.size() - 8;
        self->plan_.messages.emplace_back(seq_at(record.key.sort, at), std::move(record.value));
      }
      next();
    };
    context_.room.store().query(
        std::move(range),
        core::on(context_.room.executor(), context_.room.alive(), std::move(taken)));
  }

  void finish() {
    std::ranges::sort(plan_.messages);
    auto done = [self = shared_from_this()](Result<MessageReader::Messages> messages) {
      self->answer(std::move(messages));
    };
    MessageReader reader(context_);
    if (plan_.thread_root == 0) return reader.amend_all(std::move(plan_.messages), std::move(done));
    std::vector<std::uint64_t> seqs;
    for (const auto& [seq, text] : plan_.messages) seqs.push_back(seq);
    reader.read(std::move(seqs), std::move(done));
  }

  void answer(Result<MessageReader::Messages> messages) {
    if (!messages) return reply_(messages.error());
    std::string list = "[";
    for (const auto& [seq, text] : *messages) {
      list += list.size() > 1 ? "," : "";
      list += text;
    }
    const bool more = plan_.older.wanted ? plan_.older.has_more : plan_.newer.has_more;
    std::string body = "{\"messages\":" + list + "],\"has_more\":" + (more ? "true" : "false");
    if (plan_.older.wanted && plan_.newer.wanted) {
      body += std::string(",\"has_more_after\":") + (plan_.newer.has_more ? "true" : "false");
    }
    core::Answer out;
    out.body = body + '}';
    reply_(std::move(out));
  }

  QueryContext context_;
  Plan plan_;
  core::Reply reply_;
};

}  // namespace

void read_history(QueryContext context, const json::object& body, core::Reply reply) {
  auto plan = plan_of(body);
  if (!plan) return reply(plan.error());
  std::make_shared<History>(context, std::move(*plan), std::move(reply))->start();
}

}  // namespace atelier::feature::chat
