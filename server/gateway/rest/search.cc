// RST13, THR24: full-text search over the rooms the caller may read. The index is a projection:
// every hit is read back from its room, which says whether it is still there and what it says now.
#include "gateway/rest/room_list.h"
#include "gateway/rest/routes.h"

namespace atelier::gateway {
namespace {

constexpr std::size_t kWordsBytes = 500;

struct Search {
  port::SearchQuery query;
  port::SearchPage page = {};
  std::vector<json::object> hits = {};  // by place in the page; empty: not to be shown
};
using SharedSearch = std::shared_ptr<Search>;

void reply(const Call& call, const SharedSearch& search) {
  json::array hits;
  for (json::object& hit : search->hits) {
    if (!hit.empty()) hits.push_back(std::move(hit));
  }
  call->reply(200, json::object{{"hits", std::move(hits)}, {"has_more", search->page.has_more}});
}

/// How a hit is read back: the page of one that should begin with it.
struct Lookup {
  std::string command;
  json::object body;
  std::int64_t seq = 0;
  std::string thread = {};
};

// Ids in the index: of chat the seq, of threads `<seq>/<thread>`.
std::optional<Lookup> lookup_of(const port::SearchDocument& document) {
  Lookup lookup;
  lookup.seq = std::atoll(document.id.c_str());
  lookup.body = {{"after", lookup.seq - 1}, {"limit", 1}};
  if (document.kind == "chat") {
    lookup.command = "chat.history";
    return lookup;
  }
  const std::size_t slash = document.id.find('/');
  if (document.kind != "thread" || slash == std::string::npos) return std::nullopt;
  lookup.command = "thread.history";
  lookup.thread = document.id.substr(slash + 1);
  lookup.body["thread"] = lookup.thread;
  return lookup;
}

void note_hit(Search& search, std::size_t i, const Lookup& lookup, const std::string& answer) {
  const json::object page = json::parse(answer).as_object();
  const json::array& messages = page.at("messages").as_array();
  if (messages.empty()) return;
  const json::object& message = messages[0].as_object();
  if (int_member(message, "seq") != lookup.seq || message.contains("deleted")) return;
  const port::SearchHit& hit = search.page.hits[i];
  json::object& shown = search.hits[i];
  shown = {{"room", hit.document.room}, {"message", message}, {"snippet", hit.snippet}};
  if (!lookup.thread.empty()) shown["thread"] = lookup.thread;
}

void read_back(Services& services, const Call& call, const SharedSearch& search, std::size_t i,
               Task done) {
  const port::SearchHit& hit = search->page.hits[i];
  auto lookup = lookup_of(hit.document);
  if (!lookup) return done();
  core::CommandRequest request;
  request.room = hit.document.room;
  request.name = lookup->command;
  request.body = json::serialize(lookup->body);
  request.access = call->identity.access(request.room);
  services.hub.execute(call->loop(), std::move(request),
                       [search, i, lookup = std::move(*lookup),
                        done = std::move(done)](const Result<core::Answer>& answer) mutable {
                         if (answer) note_hit(*search, i, lookup, answer->body);
                         done();
                       });
}

void run(Services& services, const Call& call, const SharedSearch& search) {
  if (search->query.rooms.empty()) return reply(call, search);
  services.search.search(search->query,
                         core::on(*services.loops[call->loop()], services.alive,
                                  [&services, call, search](Result<port::SearchPage> page) {
                                    if (!page) return call->fail(page.error());
                                    search->page = std::move(*page);
                                    search->hits.resize(search->page.hits.size());
                                    const auto ask_one = [&](std::size_t i, Task done) {
                                      read_back(services, call, search, i, std::move(done));
                                    };
                                    for_each_of(search->hits.size(), ask_one,
                                                [call, search] { reply(call, search); });
                                  }));
}

/// Keeps the rooms whose role at this moment lets the caller read.
void narrow(Services& services, const Call& call, const SharedSearch& search,
            const std::vector<std::string>& rooms) {
  const auto ask_one = [&](std::size_t i, Task done) {
    const std::string room = rooms[i];
    services.hub.role_of(
        call->loop(), room, call->identity.access(room),
        [search, room, done = std::move(done)](const Result<core::Answer>& role) mutable {
          if (role) search->query.rooms.push_back(room);
          done();
        });
  };
  for_each_of(rooms.size(), ask_one, [&services, call, search] { run(services, call, search); });
}

Result<port::SearchQuery> read_query(const Call& call) {
  constexpr std::int64_t kLatest = 253'402'300'799'999;  // the year 9999
  port::SearchQuery query;
  query.words = call->query("q").value_or("");
  if (query.words.empty() || query.words.size() > kWordsBytes) {
    return invalid("q must be a text of 1 to 500 bytes.");
  }
  query.author = call->query("author").value_or("");
  ATELIER_TRY(query.before, call->query_int("before", 0, 0, kLatest));
  ATELIER_TRY(query.after, call->query_int("after", 0, 0, kLatest));
  ATELIER_TRY(const std::int64_t limit, call->query_int("limit", 20, 1, 100));
  ATELIER_TRY(const std::int64_t offset, call->query_int("offset", 0, 0, 10'000));
  query.limit = static_cast<std::size_t>(limit);
  query.offset = static_cast<std::size_t>(offset);
  return query;
}

void search_rooms(Services& services, const Call& call) {
  auto query = read_query(call);
  if (!query) return call->fail(query.error());
  auto search = std::make_shared<Search>(Search{std::move(*query)});
  if (const auto room = call->query("room")) return narrow(services, call, search, {*room});
  list_room_ids(services, call->loop(), call->identity,
                [&services, call, search](const Result<std::vector<std::string>>& rooms) {
                  if (!rooms) return call->fail(rooms.error());
                  narrow(services, call, search, *rooms);
                });
}

}  // namespace

void add_search_routes(Api& api, Services& services) {
  api.add({"GET", "/search", "Search the messages of my rooms", Caller::kKnown,
           shared([&services](const Call& call) { search_rooms(services, call); }), 8192, "",
           schema({"hits:array", "has_more:boolean"})});
}

}  // namespace atelier::gateway
