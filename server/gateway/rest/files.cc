// RST12: uploading a file to a room and reading it back. The bytes go to the blob store first, then
// the room is told; a blob that no room knows is removed again.
#include <algorithm>

#include "base/base64.h"
#include "feature/people/people_limits.h"
#include "gateway/errors.h"
#include "gateway/rest/admin.h"
#include "gateway/rest/file_facts.h"
#include "gateway/rest/routes.h"
#include "gateway/rest/slots.h"
#include "wire/http/conditional.h"
#include "wire/http/range.h"
#include "wire/http/target.h"

namespace atelier::gateway {
namespace {

struct Upload {
  std::string room;
  std::string file;
  json::object facts;
};

void tell_room(Services& services, const Call& call, const Upload& upload) {
  core::CommandRequest request;
  request.room = upload.room;
  request.name = "file.add";
  request.body = json::serialize(upload.facts);
  request.access = server_access(call->identity.principal);
  services.hub.execute(call->loop(), std::move(request),
                       [&services, call, upload](const Result<core::Answer>& added) {
                         if (!added) {
                           services.blobs.remove(file_blob_key(upload.room, upload.file),
                                                 [](const Result<void>&) {});
                           return call->fail(added.error());
                         }
                         json::object answer = upload.facts;
                         answer.erase("sha256");
                         call->reply(201, answer);
                       });
}

void store(Services& services, const Call& call, Upload upload, std::shared_ptr<void> slot) {
  services.blobs.put(
      file_blob_key(upload.room, upload.file), call->request().body,
      core::on(*services.loops[call->loop()], services.alive,
               [&services, call, upload, slot = std::move(slot)](const Result<void>& stored) {
                 if (!stored) return call->fail(stored.error());
                 tell_room(services, call, upload);
               }));
}

void examine(Services& services, const Call& call, Upload upload, std::shared_ptr<void> slot) {
  // The call stays alive until the answer comes back; the pool must not own a part of it.
  const std::string* const bytes = &call->request().body;
  on_pool(
      services, call, [&services, bytes] { return file_facts(services.crypto, *bytes); },
      [&services, call, upload = std::move(upload),
       slot = std::move(slot)](json::object facts) mutable {
        facts["file"] = upload.file;
        facts["name"] = upload.facts.at("name");
        upload.facts = std::move(facts);
        store(services, call, std::move(upload), std::move(slot));
      });
}

/// Before the bytes are looked at: may the caller add files here?
void admit(Services& services, const Call& call, Upload upload, std::shared_ptr<void> slot) {
  const std::string room = upload.room;
  services.hub.role_of(
      call->loop(), room, call->identity.access(room),
      [&services, call, upload = std::move(upload),
       slot = std::move(slot)](const Result<core::Answer>& may) mutable {
        if (!may) return call->fail(may.error());
        if (may->role < core::Role::kCommenter) {
          return call->fail(forbidden("Uploading needs the role commenter."));
        }
        may_upload(services, call, call->request().body.size(),
                   [&services, call, upload = std::move(upload), slot = std::move(slot)]() mutable {
                     examine(services, call, std::move(upload), std::move(slot));
                   });
      });
}

void upload_file(Services& services, const Call& call, Slots& slots) {
  const std::string name = call->query("name").value_or("");
  if (name.empty() || name.size() > feature::people::kFileNameBytes) {
    return call->fail(invalid("name must be a text of 1 to 255 bytes in the query."));
  }
  if (call->request().body.empty()) return call->fail(invalid("Send the bytes as the body."));
  auto slot = slots.take();
  if (slot == nullptr) {
    return call->fail({Errc::kUnavailable, "Too many uploads are under way: try again.", 2000});
  }
  Upload upload{
      call->parameter(0), base64::encode_url(services.random.bytes(16)), {{"name", name}}};
  admit(services, call, std::move(upload), std::move(slot));
}

bool is_inline(std::string_view type) {
  constexpr std::string_view kInline[] = {"image/png", "image/jpeg", "image/gif", "image/webp",
                                          "image/avif"};
  return std::ranges::find(kInline, type) != std::end(kInline);
}

/// RFC 6266: an ASCII name without quotes for old clients, and the whole name.
std::string disposition(const std::string& name, bool shown) {
  std::string plain;
  for (const char c : name) {
    const bool safe = c >= 0x20 && c < 0x7F && c != '"' && c != '\\' && c != ';' && c != '%';
    plain += safe ? c : '_';
  }
  return std::string(shown ? "inline" : "attachment") + "; filename=\"" + plain +
         "\"; filename*=UTF-8''" + wire::http::percent_encode(name);
}

port::HeaderList headers_of(const json::object& file) {
  const std::string type(string_member(file, "type").value_or("application/octet-stream"));
  const bool shown = is_inline(type);
  return {{"Content-Type", shown ? type : "application/octet-stream"},
          {"Content-Disposition",
           disposition(std::string(string_member(file, "name").value_or("file")), shown)},
          {"Content-Security-Policy", "sandbox; default-src 'none'"},
          {"X-Content-Type-Options", "nosniff"},
          {"Cross-Origin-Resource-Policy", "same-origin"},
          {"Cache-Control", "private, max-age=86400, immutable"},
          {"Accept-Ranges", "bytes"},
          {"ETag", "\"" + std::string(string_member(file, "sha256").value_or("")) + "\""}};
}

void send_bytes(Services& services, const Call& call, const std::string& key,
                const json::object& file) {
  using wire::http::ByteRange;
  const auto size = static_cast<std::uint64_t>(int_member(file, "size").value_or(0));
  const ByteRange range =
      wire::http::parse_range(call->request().header("range").value_or(""), size);
  port::HttpResponse response{200, headers_of(file), {}};
  const auto known = call->request().header("if-none-match");
  if (known && wire::http::if_none_match_hits(*known, response.headers.back().second)) {
    response.status = 304;
    return call->take_exchange()->respond(std::move(response));
  }
  if (range.kind != ByteRange::Kind::kWhole) {
    response.status = range.kind == ByteRange::Kind::kPart ? 206 : 416;
    response.headers.emplace_back("Content-Range", wire::http::content_range(range, size));
  }
  if (response.status == 416) return call->take_exchange()->respond(std::move(response));
  const std::uint64_t length = response.status == 206 ? range.last - range.first + 1 : 0;
  services.blobs.get(
      key, range.first, length,
      core::on(*services.loops[call->loop()], services.alive,
               [call, response = std::move(response)](Result<std::string> bytes) mutable {
                 if (!bytes) return call->fail(bytes.error());
                 response.body = std::move(*bytes);
                 call->take_exchange()->respond(std::move(response));
               }));
}

void download(Services& services, const Call& call) {
  const std::string& room = call->parameter(0);
  const std::string key = file_blob_key(room, call->parameter(1));
  if (!port::is_blob_key(key)) return call->fail(not_found("There is no such file."));
  ask_room(services, call, call->identity.access(room), room, "file.get",
           {{"file", call->parameter(1)}}, [&services, call, key](const core::Answer& answer) {
             send_bytes(services, call, key, json::parse(answer.body).as_object());
           });
}

}  // namespace

void add_file_routes(Api& api, Services& services) {
  auto slots = std::make_shared<Slots>(services.options.uploads_at_once);
  api.add({"POST", "/rooms/{room}/files", "Upload a file; its name is in the query", Caller::kKnown,
           shared([&services, slots](const Call& call) { upload_file(services, call, *slots); }),
           feature::people::kFileBytes, "",
           schema({"file:string", "name:string", "type:string", "size:integer", "width?:integer",
                   "height?:integer"})});
  api.add({"GET", "/rooms/{room}/files/{file}", "The bytes of a file", Caller::kKnown,
           shared([&services](const Call& call) { download(services, call); }), 8192});
}

}  // namespace atelier::gateway
