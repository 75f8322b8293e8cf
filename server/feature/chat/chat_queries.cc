#include "feature/chat/chat_queries.h"

#include <algorithm>
#include <map>

#include "base/json.h"
#include "base/json_text.h"
#include "core/on_executor.h"
#include "feature/chat/chat_history.h"
#include "feature/chat/chat_limits.h"
#include "feature/chat/chat_message.h"
#include "feature/chat/chat_rows.h"
#include "feature/chat/chat_trash.h"

namespace atelier::feature::chat {
namespace {

constexpr std::size_t kPrefix = std::string_view("chat/x/").size();

Error store_failed() {
  return unavailable("The store does not answer now: try again.");
}

std::string list_of(const MessageReader::Messages& messages) {
  std::string out = "[";
  for (const auto& [seq, text] : messages) {
    out += out.size() > 1 ? "," : "";
    out += text;
  }
  return out + ']';
}

}  // namespace

struct MessageReader::Work {
  Messages messages;
  std::map<std::uint64_t, Amendments> amendments;
  Done done;
};

void MessageReader::read(std::vector<std::uint64_t> seqs, Done done) {
  std::vector<port::RecordKey> keys;
  for (const std::uint64_t seq : seqs)
    keys.push_back({context_.room.partition(), message_key(seq)});
  if (keys.empty()) return done(Messages{});
  context_.room.store().get(
      std::move(keys),
      core::on(context_.room.executor(), context_.room.alive(),
               [reader = *this, done = std::move(done)](port::ReadResult read) mutable {
                 if (read.status != port::StoreStatus::kOk) return done(store_failed());
                 Messages messages;
                 for (port::Record& record : read.records) {
                   const std::size_t at = record.key.sort.size() - 8;
                   messages.emplace_back(seq_at(record.key.sort, at), std::move(record.value));
                 }
                 std::ranges::sort(messages);
                 reader.amend_all(std::move(messages), std::move(done));
               }));
}

void MessageReader::amend_all(Messages messages, Done done) {
  if (messages.empty()) return done(std::move(messages));
  auto work = std::make_shared<Work>(Work{std::move(messages), {}, std::move(done)});
  read_amendments(work, amendments_key(work->messages.front().first));
}

void MessageReader::read_amendments(std::shared_ptr<Work> work, std::string from) {
  port::Range range{context_.room.partition(), std::move(from),
                    amendments_key(work->messages.back().first + 1), 1000, false};
  context_.room.store().query(
      std::move(range),
      core::on(context_.room.executor(), context_.room.alive(),
               [reader = *this, work](port::Page page) mutable {
                 if (page.status != port::StoreStatus::kOk) return work->done(store_failed());
                 for (const port::Record& record : page.records) {
                   const std::string& sort = record.key.sort;
                   Amendments& target = work->amendments[seq_at(sort, kPrefix)];
                   const std::string rest = sort.substr(kPrefix + 8);
                   if (rest == "e") {
                     const json::object edit = object_of(record.value);
                     if (!edit.contains("text")) continue;  // only restored
                     target.text = text_of(edit, "text");
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
                 if (!page.has_more) return reader.finish(*work);
                 reader.read_amendments(work, page.records.back().key.sort + '\0');
               }));
}

void MessageReader::finish(Work& work) {
  for (auto& [seq, text] : work.messages) {
    Amendments amendments;
    if (const auto found = work.amendments.find(seq); found != work.amendments.end()) {
      amendments = std::move(found->second);
    }
    amendments.replies = context_.state.replies(seq);
    amendments.pinned = context_.state.is_pinned(seq);
    text = amend(text, amendments);
  }
  work.done(std::move(work.messages));
}

namespace {

void pins(QueryContext context, core::Reply reply) {
  std::vector<std::uint64_t> seqs = context.state.pins();
  std::erase_if(seqs, [&](std::uint64_t seq) { return seq < context.from; });
  MessageReader(context).read(
      std::move(seqs), [reply = std::move(reply)](Result<MessageReader::Messages> read) mutable {
        if (!read) return reply(read.error());
        core::Answer answer;
        answer.body = "{\"messages\":" + list_of(*read) + '}';
        reply(std::move(answer));
      });
}

void receipts(QueryContext context, core::Reply reply) {
  json::object marks;
  for (const auto& [principal, seq] : context.state.read_marks()) marks[principal] = seq;
  core::Answer answer;
  answer.body = json::serialize(json::object{{"receipts", std::move(marks)}});
  reply(std::move(answer));
}

// Hits are read back from the rows: a hit whose message is gone or was never stored does not show.
void answer_search(QueryContext context, port::SearchPage page, core::Reply reply) {
  std::vector<std::uint64_t> seqs;
  std::erase_if(page.hits, [&](const port::SearchHit& hit) {
    return std::stoull(hit.document.id) < context.from;
  });
  for (const port::SearchHit& hit : page.hits) seqs.push_back(std::stoull(hit.document.id));
  auto found = std::make_shared<port::SearchPage>(std::move(page));
  MessageReader(context).read(
      seqs, [found, reply = std::move(reply)](Result<MessageReader::Messages> read) mutable {
        if (!read) return reply(read.error());
        const std::map<std::uint64_t, std::string> messages(read->begin(), read->end());
        std::string hits = "[";
        for (const port::SearchHit& hit : found->hits) {
          const auto message = messages.find(std::stoull(hit.document.id));
          if (message == messages.end() || object_of(message->second).contains("deleted")) continue;
          hits += hits.size() > 1 ? "," : "";
          hits += "{\"message\":" + message->second +
                  ",\"snippet\":" + json_text::quote(hit.snippet) + '}';
        }
        core::Answer answer;
        answer.body =
            "{\"hits\":" + hits + "],\"has_more\":" + (found->has_more ? "true" : "false") + '}';
        reply(std::move(answer));
      });
}

void search(QueryContext context, const json::object& body, core::Reply reply) {
  const auto words = string_member(body, "words");
  if (!words || words->empty() || words->size() > 500) {
    return reply(invalid("words must be a text of 1 to 500 bytes."));
  }
  port::SearchQuery query;
  query.rooms = {context.room.id()};
  query.words = std::string(*words);
  query.author = std::string(string_member(body, "author").value_or(""));
  query.before = int_member(body, "before").value_or(0);
  query.after = int_member(body, "after").value_or(0);
  query.limit = static_cast<std::size_t>(
      std::clamp<std::int64_t>(int_member(body, "limit").value_or(20), 1, 100));
  query.offset = static_cast<std::size_t>(
      std::clamp<std::int64_t>(int_member(body, "offset").value_or(0), 0, 10'000));
  context.search.search(
      std::move(query),
      core::on(context.room.executor(), context.room.alive(),
               [context, reply = std::move(reply)](Result<port::SearchPage> page) mutable {
                 if (!page) return reply(page.error());
                 answer_search(context, std::move(*page), std::move(reply));
               }));
}

}  // namespace

void run_query(QueryContext context, const core::Command& command, core::Reply reply) {
  json::object body;
  if (command.body != "null") {
    auto parsed = parse_json(command.body);
    if (!parsed || !parsed->is_object()) {
      return reply(invalid(command.name + " takes an object."));
    }
    body = std::move(parsed->get_object());
  }
  if (command.name == "chat.history") return read_history(context, body, std::move(reply));
  if (command.name == "chat.trash") return read_trash(context, command, body, std::move(reply));
  if (command.name == "chat.pins") return pins(context, std::move(reply));
  if (command.name == "chat.receipts") return receipts(context, std::move(reply));
  search(context, body, std::move(reply));
}

}  // namespace atelier::feature::chat
