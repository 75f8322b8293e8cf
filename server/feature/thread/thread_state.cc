#include "feature/thread/thread_state.h"

#include <algorithm>

namespace atelier::feature::thread {
namespace {

bool matches(const ThreadFilter& filter, const Thread& thread) {
  return (filter.surface.empty() || filter.surface == thread.surface) &&
         (filter.target.empty() || filter.target == thread.target) && filter.from <= thread.root &&
         (!filter.resolved || *filter.resolved == thread.resolved) && filter.kinds.has(thread.kind);
}

bool counts(const Thread& thread) {
  return !thread.resolved && thread.kind != Kind::kHighlight;
}

}  // namespace

void ThreadState::apply(const core::Event& event) {
  if (!event.kind.starts_with("thread.")) return;
  const auto parsed = parse_json(event.body);
  if (!parsed || !parsed->is_object()) return;
  const json::object& body = parsed->get_object();
  if (event.kind == "thread.opened") return opened(event, body);
  const auto found = threads_.find(text_of(body, "thread"));
  if (found == threads_.end()) return;
  Thread& thread = found->second;
  if (event.kind == "thread.replied") {
    replied(thread, event);
  } else if (event.kind == "thread.deleted") {
    deleted(thread, event);
  } else if (event.kind == "thread.resolved" || event.kind == "thread.reopened") {
    set_resolved(thread, event.kind == "thread.resolved");
    touch(thread, event);
  }
}

void ThreadState::opened(const core::Event& event, const json::object& body) {
  std::string id = text_of(body, "thread");
  Thread& thread = threads_[id];
  thread = {std::move(id),
            event.seq,
            text_of(body, "surface"),
            text_of(body, "target"),
            false,
            1,
            1,
            0,
            0,
            kind_of(body),
            event.actor.id};
  if (counts(thread)) ++open_;
  touch(thread, event);
}

// The first words make a highlight a discussion (THR6).
void ThreadState::replied(Thread& thread, const core::Event& event) {
  ++thread.comments;
  ++thread.sent;
  const bool counted = counts(thread);
  if (thread.kind == Kind::kHighlight) thread.kind = Kind::kComment;
  if (!counted && counts(thread)) ++open_;
  touch(thread, event);
}

void ThreadState::deleted(Thread& thread, const core::Event& event) {
  if (--thread.comments > 0) {
    // What was suggested goes with the first comment (THR5).
    if (event.ref == thread.root) thread.kind = Kind::kComment;
    return;
  }
  if (counts(thread)) --open_;
  by_activity_.erase(thread.last_seq);
  threads_.erase(threads_.find(thread.id));
}

void ThreadState::touch(Thread& thread, const core::Event& event) {
  by_activity_.erase(thread.last_seq);
  thread.last_seq = event.seq;
  thread.last_at = event.at;
  by_activity_[event.seq] = thread.id;
}

void ThreadState::set_resolved(Thread& thread, bool resolved) {
  if (thread.resolved == resolved) return;
  if (counts(thread)) --open_;
  thread.resolved = resolved;
  if (counts(thread)) ++open_;
}

const Thread* ThreadState::find(std::string_view id) const {
  const auto found = threads_.find(id);
  return found == threads_.end() ? nullptr : &found->second;
}

std::vector<const Thread*> ThreadState::list(const ThreadFilter& filter, std::uint64_t before,
                                             std::size_t limit) const {
  std::vector<const Thread*> found;
  auto at = before == 0 ? by_activity_.end() : by_activity_.lower_bound(before);
  while (at != by_activity_.begin() && found.size() < limit) {
    --at;
    const Thread& thread = threads_.find(at->second)->second;
    if (matches(filter, thread)) found.push_back(&thread);
  }
  return found;
}

std::size_t ThreadState::open(std::uint64_t from) const {
  if (from == 0) return open_;
  return static_cast<std::size_t>(std::ranges::count_if(threads_, [from](const auto& each) {
    return counts(each.second) && each.second.root >= from;
  }));
}

json::object ThreadState::save() const {
  json::array threads;
  for (const auto& [seq, id] : by_activity_) {
    const Thread& each = threads_.find(id)->second;
    threads.push_back(json::array{each.id, each.root, each.surface, each.target, each.resolved,
                                  each.comments, each.sent, each.last_seq, each.last_at,
                                  name_of(each.kind), each.author});
  }
  return {{"threads", std::move(threads)}};
}

void ThreadState::load(const json::object& state) {
  for (const json::value& item : state.at("threads").as_array()) {
    const auto number = [&item](std::size_t at) { return item.at(at).to_number<std::uint64_t>(); };
    const auto text = [&item](std::size_t at) { return std::string(item.at(at).as_string()); };
    Thread thread{text(0),
                  number(1),
                  text(2),
                  text(3),
                  item.at(4).as_bool(),
                  number(5),
                  number(6),
                  number(7),
                  item.at(8).to_number<WallMs>()};
    // A snapshot from before there were kinds ends here.
    if (item.as_array().size() > 10) {
      thread.kind = kind_of({{"kind", item.at(9)}});
      thread.author = text(10);
    }
    if (counts(thread)) ++open_;
    by_activity_[thread.last_seq] = thread.id;
    threads_[thread.id] = std::move(thread);
  }
}

}  // namespace atelier::feature::thread
