#include "feature/thread/thread_history.h"

#include <algorithm>
#include <map>
#include <memory>

#include "core/on_executor.h"
#include "feature/thread/thread_comment.h"
#include "feature/thread/thread_event.h"
#include "feature/thread/thread_limits.h"

namespace atelier::feature::thread {
namespace {

Error store_failed() {
  return unavailable("The store does not answer now: try again.");
}

struct Plan {
  bool backwards = true;
  std::uint64_t from = 0;   // first seq that counts
  std::uint64_t until = 0;  // first seq that does not; 0: no bound
  std::size_t limit = kDefaultPage;
};

Result<Plan> plan_of(const json::object& body) {
  if (body.contains("before") && body.contains("after")) {
    return invalid("Give one of before and after.");
  }
  for (const char* name : {"before", "after", "limit"}) {
    if (body.contains(name) && int_member(body, name).value_or(-1) < 0) {
      return invalid(std::string(name) + " must be a whole number from 0.");
    }
  }
  const std::int64_t limit = int_member(body, "limit").value_or(kDefaultPage);
  if (limit < 1 || limit > static_cast<std::int64_t>(kPageComments)) {
    return invalid("limit must be from 1 to 200.");
  }
  const auto bound = [&body](std::string_view name) {
    return static_cast<std::uint64_t>(int_member(body, name).value_or(0));
  };
  Plan plan;
  plan.limit = static_cast<std::size_t>(limit);
  plan.backwards = !body.contains("after");
  if (body.contains("after")) plan.from = bound("after") + 1;
  // There is nothing before 0, and 0 would mean no bound here.
  if (body.contains("before")) plan.until = std::max<std::uint64_t>(bound("before"), 1);
  return plan;
}

class History : public std::enable_shared_from_this<History> {
 public:
  History(QueryContext context, Thread thread, core::Reply reply)
      : context_(context), thread_(std::move(thread)), reply_(std::move(reply)) {}

  void start(const Plan& plan) {
    // With no upper bound: behind every seq of this prefix.
    std::string until =
        comment_key({thread_.root, plan.until == 0 ? ~std::uint64_t{0} : plan.until});
    if (plan.until == 0) until += '\0';
    port::Range range{context_.room.partition(), comment_key({thread_.root, plan.from}),
                      std::move(until), plan.limit + 1, plan.backwards};
    context_.room.store().query(
        std::move(range), core::on(context_.room.executor(), context_.room.alive(),
                                   [self = shared_from_this(), limit = plan.limit](
                                       port::Page page) { self->taken(std::move(page), limit); }));
  }

 private:
  void taken(port::Page page, std::size_t limit) {
    if (page.status != port::StoreStatus::kOk) return reply_(store_failed());
    has_more_ = page.records.size() > limit || page.has_more;
    if (page.records.size() > limit) page.records.pop_back();
    Comments comments;
    for (port::Record& record : page.records) {
      comments.emplace_back(core::Ledger::sequence_of(record.key.sort), std::move(record.value));
    }
    std::ranges::sort(comments);
    amend_comments(context_, thread_.root, std::move(comments),
                   [self = shared_from_this()](Result<Comments> amended) {
                     if (!amended) return self->reply_(amended.error());
                     self->read_thread(std::move(*amended));
                   });
  }

  void read_thread(Comments comments) {
    read_threads(context_, {thread_},
                 [self = shared_from_this(),
                  comments = std::move(comments)](Result<std::vector<std::string>> read) {
                   if (!read) return self->reply_(read.error());
                   if (read->empty()) return self->reply_(not_found("That thread was deleted."));
                   self->answer(read->front(), comments);
                 });
  }

  void answer(const std::string& thread, const Comments& comments) {
    std::string list;
    for (const auto& [seq, text] : comments) list += (list.empty() ? "" : ",") + text;
    core::Answer out;
    out.body = "{\"thread\":" + thread + ",\"messages\":[" + list +
               "],\"has_more\":" + (has_more_ ? "true" : "false") + '}';
    reply_(std::move(out));
  }

  QueryContext context_;
  Thread thread_;
  core::Reply reply_;
  bool has_more_ = false;
};

// What later events changed about a page of comments, read in as many pages of rows as it takes.
class Amending : public std::enable_shared_from_this<Amending> {
 public:
  using Done = UniqueFunction<void(Result<Comments>)>;
  Amending(QueryContext context, std::uint64_t root, Comments comments, Done done)
      : context_(context), root_(root), comments_(std::move(comments)), done_(std::move(done)) {}

  void start() { read(amendments_key({root_, comments_.front().first})); }

 private:
  void read(std::string from) {
    port::Range range{context_.room.partition(), std::move(from),
                      amendments_key({root_, comments_.back().first + 1}), 1000, false};
    context_.room.store().query(
        std::move(range),
        core::on(context_.room.executor(), context_.room.alive(),
                 [self = shared_from_this()](port::Page page) { self->taken(std::move(page)); }));
  }

  void taken(port::Page page) {
    if (page.status != port::StoreStatus::kOk) return done_(store_failed());
    for (const port::Record& record : page.records) note(record);
    if (page.has_more) return read(page.records.back().key.sort + '\0');
    for (auto& [seq, text] : comments_) text = amend(text, amendments_[seq]);
    done_(std::move(comments_));
  }

  void note(const port::Record& record) {
    constexpr std::size_t kPlaceBytes = kAmendments.size() + 16;  // root and seq
    const std::string place = record.key.sort.substr(0, kPlaceBytes);
    const std::string rest = record.key.sort.substr(kPlaceBytes);
    Amendments& target = amendments_[core::Ledger::sequence_of(place)];
    if (rest == "e") {
      const json::object edit = object_of(record.value);
      target.text = std::string(string_member(edit, "text").value_or(""));
      target.edited_at = int_member(edit, "edited_at").value_or(0);
    } else if (rest.starts_with('r')) {
      const std::size_t end = rest.find('\0');
      const std::string emoji = rest.substr(1, end - 1);
      if (target.reactions.empty() || target.reactions.back().first != emoji) {
        target.reactions.push_back({emoji, {}});
      }
      target.reactions.back().second.push_back(rest.substr(end + 1));
    }
  }

  QueryContext context_;
  std::uint64_t root_;
  Comments comments_;
  std::map<std::uint64_t, Amendments> amendments_;
  Done done_;
};

}  // namespace

void amend_comments(QueryContext context, std::uint64_t root, Comments comments,
                    UniqueFunction<void(Result<Comments>)> done) {
  if (comments.empty()) return done(std::move(comments));
  std::make_shared<Amending>(context, root, std::move(comments), std::move(done))->start();
}

void read_history(QueryContext context, Thread thread, const json::object& body,
                  core::Reply reply) {
  const auto plan = plan_of(body);
  if (!plan) return reply(plan.error());
  std::make_shared<History>(context, std::move(thread), std::move(reply))->start(*plan);
}

}  // namespace atelier::feature::thread
