// VER20..VER22: the documents of a room, reading one in several formats, and writing into one.
#include <limits>

#include "feature/docs/render/render.h"
#include "feature/docs/render/write.h"
#include "gateway/rest/document_calls.h"
#include "gateway/rest/room_list.h"
#include "gateway/rest/routes.h"

namespace atelier::gateway {
namespace {

namespace docs = feature::docs;
namespace render = feature::docs::render;

constexpr std::size_t kDocumentsListed = 1000;

struct Rendered {
  std::string type;
  std::string body;
  std::string ending;  // of the file's name; empty: shown as it is
};

struct Reading {
  docs::DocumentId id;
  std::string format;
};

bool is_format(std::string_view format) {
  for (const char* known : {"json", "markdown", "html", "text", "update"}) {
    if (format == known) return true;
  }
  return false;
}

Result<Rendered> rendered(const Reading& reading, const crdt::Doc& doc) {
  if (reading.format == "json") {
    return Rendered{"application/json", json::serialize(render::to_json(reading.id.name, doc)), ""};
  }
  if (reading.format == "update") {
    return Rendered{"application/octet-stream", doc.encode_state_as_update(), ".yjs"};
  }
  if (render::kind_of(doc, reading.id.name) == render::DocumentKind::kOther) {
    return Error{Errc::kUnsupported, "Only texts and rich documents have this format."};
  }
  if (reading.format == "markdown") {
    return Rendered{"text/markdown; charset=utf-8", render::to_markdown(doc), ".md"};
  }
  if (reading.format == "html") {
    return Rendered{"text/html; charset=utf-8", render::to_html(doc, reading.id.name), ".html"};
  }
  return Rendered{"text/plain; charset=utf-8", render::to_text(doc), ".txt"};
}

// What people wrote never runs as a page of ours.
void reply_rendered(const Call& call, const Reading& reading, Rendered made) {
  port::HeaderList headers{{"Content-Type", std::move(made.type)},
                           {"Cache-Control", "no-store"},
                           {"X-Content-Type-Options", "nosniff"},
                           {"Content-Security-Policy",
                            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src *"}};
  if (!made.ending.empty()) {
    headers.emplace_back("Content-Disposition",
                         "attachment; filename=\"" + reading.id.name + made.ending + '"');
  }
  call->take_exchange()->respond({200, std::move(headers), std::move(made.body)});
}

void read_now(DocumentDesk& desk, const Call& call, const Reading& reading) {
  auto slot = take_slot(desk, call);
  if (slot == nullptr) return;
  desk.visits.open(reading.id, call->identity.access(reading.id.room),
                   [&desk, call, reading, slot](Result<std::shared_ptr<DocumentVisit>> visit) {
                     if (!visit) return call->fail(visit.error());
                     if ((*visit)->is_empty())
                       return call->fail(not_found("There is no such document."));
                     on_pool(
                         desk.services, call,
                         [state = (*visit)->state(), reading]() -> Result<Rendered> {
                           crdt::Doc doc;
                           if (const auto read = doc.apply(*state); !read) return read.error();
                           return rendered(reading, doc);
                         },
                         [call, reading, slot](Result<Rendered> made) {
                           if (!made) return call->fail(made.error());
                           reply_rendered(call, reading, std::move(*made));
                         });
                   });
}

void read_then(DocumentDesk& desk, const Call& call, const Reading& reading, WallMs at) {
  with_history(
      desk, call, reading.id,
      [reading, at](docs::History& history) -> Result<Rendered> {
        ATELIER_TRY(const auto doc, history.as_of(at));
        return rendered(reading, *doc);
      },
      [call, reading](Rendered made) { reply_rendered(call, reading, std::move(made)); });
}

void read(DocumentDesk& desk, const Call& call) {
  const auto id = document_of(call);
  if (!id) return;
  const Reading reading{*id, call->query("format").value_or("json")};
  if (!is_format(reading.format)) {
    return call->fail(invalid("format must be json, markdown, html, text or update."));
  }
  if (!call->query("at")) return read_now(desk, call, reading);
  const auto at = call->query_int("at", 0, 0, std::numeric_limits<std::int64_t>::max());
  if (!at) return call->fail(at.error());
  read_then(desk, call, reading, *at);
}

/// What the body asks to write.
struct Wanted {
  std::string content;
  bool is_markdown = false;
  render::WriteMode mode = render::WriteMode::kAppend;
};

Result<Wanted> wanted_of(const json::object& body) {
  const auto mode = render::write_mode(string_member(body, "mode").value_or(""));
  if (!mode) return invalid("mode must be append or replace.");
  const auto text = string_member(body, "text");
  const auto markdown = string_member(body, "markdown");
  if (text.has_value() == markdown.has_value()) {
    return invalid("Give either text or markdown.");
  }
  return Wanted{std::string(text ? *text : *markdown), markdown.has_value(), *mode};
}

Result<std::string> written(Services& services, const std::string& name, const std::string& state,
                            const Wanted& wanted) {
  crdt::Doc doc;
  if (const auto read = doc.apply(state); !read) return read.error();
  const render::Writing writing{wanted.content, wanted.is_markdown, wanted.mode,
                                render::kind_of(doc, name)};
  return render::write(doc, fresh_client(services.random, doc.state_vector()), writing,
                       [&services] { return services.random.uuid_v7(services.clock.wall()); });
}

void write(DocumentDesk& desk, const Call& call) {
  const auto id = document_of(call);
  if (!id) return;
  const auto body = body_of(call);
  if (!body) return;
  auto wanted = wanted_of(*body);
  if (!wanted) return call->fail(wanted.error());
  auto slot = take_slot(desk, call);
  if (slot == nullptr) return;
  desk.visits.open(
      *id, call->identity.access(id->room),
      [&desk, call, slot,
       wanted = std::move(*wanted)](Result<std::shared_ptr<DocumentVisit>> opened) {
        if (!opened) return call->fail(opened.error());
        const std::shared_ptr<DocumentVisit> visit = *opened;
        if (visit->role() < core::Role::kEditor) {
          return call->fail(forbidden("Writing into a document needs the role editor."));
        }
        on_pool(
            desk.services, call,
            [&services = desk.services, state = visit->state(), name = visit->id().name, wanted] {
              return written(services, name, *state, wanted);
            },
            [&desk, call, slot, visit](Result<std::string> update) {
              if (!update) return call->fail(update.error());
              if (update->empty()) return reply_at(desk.services, call);
              send_and_reply(desk.services, call, visit, std::move(*update));
            });
      });
}

/// The surfaces of a room by the names of their documents.
json::object surfaces_by_document(const json::object& room) {
  json::object found;
  const json::value* const surfaces = room.if_contains("surfaces");
  if (surfaces == nullptr || !surfaces->is_array()) return found;
  for (const json::value& surface : surfaces->as_array()) {
    const json::object& one = surface.as_object();
    const std::string name(std::string_view(one.at("kind").as_string()));
    const std::string id(std::string_view(one.at("id").as_string()));
    found[name + '.' + id] = {
        {"id", one.at("id")}, {"kind", one.at("kind")}, {"title", one.at("title")}};
  }
  return found;
}

void reply_list(Services& services, const Call& call, const json::object& room) {
  services.store.query(
      {docs::room_documents_partition(services.options.workspace, call->parameter(0)), "", "",
       kDocumentsListed},
      core::on(*services.loops[call->loop()], services.alive,
               [call, surfaces = surfaces_by_document(room)](const port::Page& page) {
                 if (page.status != port::StoreStatus::kOk) {
                   return call->fail(unavailable("The documents cannot be read now; try again."));
                 }
                 json::array list;
                 for (const port::Record& record : page.records) {
                   json::object one{{"document", record.key.sort},
                                    {"created_at", std::atoll(record.value.c_str())}};
                   const json::value* const surface = surfaces.if_contains(record.key.sort);
                   if (surface != nullptr) one["surface"] = *surface;
                   list.push_back(std::move(one));
                 }
                 call->reply(200, json::object{{"documents", std::move(list)}});
               }));
}

void list(Services& services, const Call& call) {
  look_at_room(services, call->loop(), call->identity, call->parameter(0),
               [&services, call](Result<json::object> room) {
                 if (!room) return call->fail(room.error());
                 reply_list(services, call, *room);
               });
}

}  // namespace

void add_document_routes(Api& api, Services& services, DocumentVisits& visits) {
  auto desk = std::make_shared<DocumentDesk>(DocumentDesk{services, visits});
  api.add({"GET", "/rooms/{room}/documents", "The documents of a room", Caller::kKnown,
           shared([&services](const Call& call) { list(services, call); }), 8192, "",
           schema({"documents:array"})});
  api.add({"GET", "/rooms/{room}/documents/{document}", "A document in one of several formats",
           Caller::kKnown, shared([desk](const Call& call) { read(*desk, call); }), 8192, "",
           schema({"document:string", "kind:string", "text?:string", "blocks?:array",
                   "roots?:object"})});
  api.add({"POST", "/rooms/{room}/documents/{document}", "Append to a document or replace it",
           Caller::kKnown, shared([desk](const Call& call) { write(*desk, call); }),
           2 * render::kMaxWrittenBytes,
           schema({"mode:string", "text?:string", "markdown?:string"}), schema({"at:integer"})});
  add_version_routes(api, desk);
}

}  // namespace atelier::gateway
