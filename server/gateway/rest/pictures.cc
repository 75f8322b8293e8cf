// RST40: the picture of an account. Browsers crop and shrink it; here it is only looked at, never
// unpacked. The bytes go to the blob store first; a blob that no account knows is removed again.
#include "gateway/rest/pictures.h"
#include "base/base64.h"
#include "feature/people/people.h"
#include "feature/people/people_limits.h"
#include "gateway/rest/image_size.h"
#include "gateway/rest/routes.h"

namespace atelier::gateway {
namespace {

namespace people = feature::people;

bool has_account(const Call& call) {
  if (call->identity.workspace_member) return true;
  call->fail(forbidden("Only people with an account have a picture."));
  return false;
}

/// AUTH73
bool is_picture(std::string_view bytes) {
  const auto image = image_facts(bytes);
  if (!image || (image->type != "image/png" && image->type != "image/webp")) return false;
  return image->width == image->height && image->width != 0 && image->width <= people::kPictureSide;
}

void forget(Services& services, const std::string& person, const std::string& picture) {
  if (picture.empty()) return;
  services.blobs.remove(picture_blob_key(person, picture), [](const Result<void>&) {});
}

/// `then(path)` when the account shows that picture; the one before is gone.
void set_picture(Services& services, const Call& call, const std::string& picture) {
  const std::string me = call->identity.principal.id;
  ask_workspace(services.workspace, call->loop(), call->identity.principal, "account.update",
                {{"account", me}, {"picture", picture}},
                [&services, call, me, picture](const Result<json::object>& updated) {
                  if (!updated) {
                    forget(services, me, picture);
                    return call->fail(updated.error());
                  }
                  forget(services, me, atelier::text_of(*updated, "picture"));
                  if (picture.empty()) return call->reply(200, json::object());
                  const std::string path = people::picture_path(me, picture);
                  call->reply(200, json::object{{"picture", path}});
                });
}

void upload(Services& services, const Call& call) {
  if (!has_account(call)) return;
  const std::string& bytes = call->request().body;
  if (bytes.size() > people::kPictureBytes) {
    return call->fail(too_large("A picture has at most 200 KB."));
  }
  if (!is_picture(bytes)) {
    return call->fail(invalid("Send a square png or webp image of at most 256 pixels."));
  }
  const std::string picture = base64::encode_url(services.random.bytes(16));
  const std::string key = picture_blob_key(call->identity.principal.id, picture);
  if (!port::is_blob_key(key)) return call->fail(invalid("This account cannot have a picture."));
  services.blobs.put(key, bytes,
                     core::on(*services.loops[call->loop()], services.alive,
                              [&services, call, picture](const Result<void>& stored) {
                                if (!stored) return call->fail(stored.error());
                                set_picture(services, call, picture);
                              }));
}

void send_picture(const Call& call, std::string bytes) {
  const auto image = image_facts(bytes);
  port::HttpResponse response{200, {}, std::move(bytes)};
  response.headers = {
      {"Content-Type", image ? std::string(image->type) : "application/octet-stream"},
      {"Content-Security-Policy", "sandbox; default-src 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Cache-Control", "private, max-age=31536000, immutable"}};
  call->take_exchange()->respond(std::move(response));
}

void download(Services& services, const Call& call) {
  const std::string key = picture_blob_key(call->parameter(0), call->parameter(1));
  if (!port::is_blob_key(key)) return call->fail(not_found("There is no such picture."));
  services.blobs.get(
      key, 0, 0,
      core::on(*services.loops[call->loop()], services.alive, [call](Result<std::string> bytes) {
        if (!bytes) return call->fail(bytes.error());
        send_picture(call, std::move(*bytes));
      }));
}

}  // namespace

std::string picture_blob_key(const std::string& person, const std::string& picture) {
  return "pictures/" + person + "/" + picture;
}

void FaceWatch::deliver(const core::SharedDelivery& delivery) {
  if (!delivery->room.empty() || delivery->name != people::kAccountShown) return;
  hub_.show(delivery->subject, core::face_of(object_of(delivery->args)));
}

void show_faces(Services& services) {
  ask_workspace(services.workspace, 0, server_principal(), "people.faces", {},
                [&services](const Result<json::object>& faces) {
                  if (!faces) return;
                  for (const auto& [person, face] : *faces) {
                    services.hub.show(std::string(person), core::face_of(face.as_object()));
                  }
                });
}

void add_picture_routes(Api& api, Services& services) {
  api.add({"POST", "/me/picture", "Set my picture; its bytes are the body", Caller::kKnown,
           shared([&services](const Call& call) { upload(services, call); }), people::kPictureBytes,
           "", schema({"picture:string"})});
  api.add({"DELETE", "/me/picture", "Remove my picture", Caller::kKnown,
           shared([&services](const Call& call) {
             if (has_account(call)) set_picture(services, call, "");
           }),
           8192, "", schema({})});
  api.add({"GET", "/people/{person}/picture/{picture}", "The bytes of a picture", Caller::kKnown,
           shared([&services](const Call& call) { download(services, call); }), 8192});
}

}  // namespace atelier::gateway
