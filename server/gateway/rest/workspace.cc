// RST44 and RST45: name, logo and groups of the workspace.
#include "base/base64.h"
#include "feature/people/people_limits.h"
#include "gateway/rest/image_size.h"
#include "gateway/rest/room_list.h"
#include "gateway/rest/routes.h"

namespace atelier::gateway {
namespace {

namespace people = feature::people;

bool is_owner(const Call& call) {
  if (call->identity.workspace_owner) return true;
  call->fail(forbidden("Only owners of the workspace set this."));
  return false;
}

std::string logo_blob_key(const std::string& logo) {
  return "logos/" + logo;
}

void rename(Services& services, const Call& call) {
  if (!is_owner(call)) return;
  const auto body = body_of(call);
  if (!body) return;
  const auto name = text_of(call, *body, "name", people::kNameBytes);
  if (!name) return;
  ask(services, call, call->identity.principal, "workspace.name", {{"name", *name}},
      [call](const json::object&) { call->reply(200, json::object()); });
}

void forget(Services& services, const std::string& logo) {
  if (!logo.empty()) services.blobs.remove(logo_blob_key(logo), [](const Result<void>&) {});
}

/// The one before is gone.
void set_logo(Services& services, const Call& call, const std::string& logo) {
  ask_workspace(services.workspace, call->loop(), call->identity.principal, "workspace.logo",
                {{"logo", logo}}, [&services, call, logo](const Result<json::object>& set) {
                  if (!set) {
                    forget(services, logo);
                    return call->fail(set.error());
                  }
                  forget(services, atelier::text_of(*set, "logo"));
                  json::object answer;
                  if (!logo.empty()) answer["logo"] = logo_path(logo);
                  call->reply(200, answer);
                });
}

// AUTH75
void upload_logo(Services& services, const Call& call) {
  if (!is_owner(call)) return;
  const std::string& bytes = call->request().body;
  const auto image = image_facts(bytes);
  const bool known = image && (image->type == "image/png" || image->type == "image/webp");
  if (bytes.size() > people::kPictureBytes) {
    return call->fail(too_large("A logo has at most 200 KB."));
  }
  if (!known || image->width == 0 || image->width > people::kLogoSide || image->height == 0 ||
      image->height > people::kLogoSide) {
    return call->fail(invalid("Send a png or webp image of at most 512 pixels on each side."));
  }
  const std::string logo = base64::encode_url(services.random.bytes(16));
  services.blobs.put(logo_blob_key(logo), bytes,
                     core::on(*services.loops[call->loop()], services.alive,
                              [&services, call, logo](const Result<void>& stored) {
                                if (!stored) return call->fail(stored.error());
                                set_logo(services, call, logo);
                              }));
}

void send_logo(Services& services, const Call& call) {
  const std::string key = logo_blob_key(call->parameter(0));
  if (!port::is_blob_key(key)) return call->fail(not_found("There is no such logo."));
  services.blobs.get(
      key, 0, 0,
      core::on(*services.loops[call->loop()], services.alive, [call](Result<std::string> bytes) {
        if (!bytes) return call->fail(bytes.error());
        const auto image = image_facts(*bytes);
        port::HttpResponse response{200, {}, std::move(*bytes)};
        response.headers = {
            {"Content-Type", image ? std::string(image->type) : "application/octet-stream"},
            {"Content-Security-Policy", "sandbox; default-src 'none'"},
            {"X-Content-Type-Options", "nosniff"},
            {"Cache-Control", "public, max-age=31536000, immutable"}};
        call->take_exchange()->respond(std::move(response));
      }));
}

bool is_member(const Call& call) {
  if (call->identity.workspace_member || call->identity.workspace_owner) return true;
  call->fail(forbidden("Only people with an account see groups."));
  return false;
}

void list_groups(Services& services, const Call& call) {
  if (!is_member(call)) return;
  ask(services, call, server_principal(), "group.list", {}, [&services, call](json::object groups) {
    if (!call->identity.workspace_owner) return call->reply(200, groups);
    ask(services, call, server_principal(), "people.accounts", {},
        [call, groups = std::move(groups)](const json::object& found) mutable {
          groups["people"] = found.at("people");
          call->reply(200, groups);
        });
  });
}

void put_group(Services& services, const Call& call, bool made) {
  if (!is_owner(call)) return;
  const auto body = body_of(call);
  if (!body) return;
  json::object wish{{"new", made}};
  for (const char* key : {"name", "members"}) {
    if (body->contains(key)) wish[key] = body->at(key);
  }
  wish["group"] = made ? atelier::text_of(*body, "id") : call->parameter(0);
  ask(services, call, call->identity.principal, "group.put", wish,
      [call, made](const json::object&) { call->reply(made ? 201 : 200, json::object()); });
}

void remove_group(Services& services, const Call& call) {
  if (!is_owner(call)) return;
  ask(services, call, call->identity.principal, "group.remove", {{"group", call->parameter(0)}},
      [call](const json::object&) { call->reply(200, json::object()); });
}

/// Everybody of the group gets the role, who has more keeps it.
void let_in(Services& services, const Call& call, core::Role role, const json::object& groups,
            const std::string& group) {
  std::vector<core::Principal> members;
  bool known = false;
  for (const json::value& each : groups.at("groups").as_array()) {
    if (each.at("id").as_string() != group) continue;
    known = true;
    for (const json::value& member : each.at("members").as_array()) {
      members.push_back({atelier::text_of(member.as_object(), "id"),
                         atelier::text_of(member.as_object(), "name")});
    }
  }
  if (!known) return call->fail(not_found("There is no such group."));
  auto added = std::make_shared<int>(0);
  const auto one = [&](std::size_t i, Task done) {
    services.hub.add_member(
        call->loop(), call->parameter(0), members[i], role,
        [added, done = std::move(done)](const Result<core::Answer>& in) mutable {
          if (in) ++*added;
          done();
        });
  };
  for_each_of(members.size(), one, [call, added] {
    call->reply(200, json::object{{"added", *added}});
  });
}

// As RST23: for owners of the room, for others as the room itself.
void invite_group(Services& services, const Call& call) {
  const auto body = body_of(call);
  if (!body) return;
  const auto role = core::parse_role(atelier::text_of(*body, "role"));
  if (!role) return call->fail(invalid("role is viewer, commenter, editor or owner."));
  const std::string& room = call->parameter(0);
  const std::string group = atelier::text_of(*body, "group");
  services.hub.role_of(call->loop(), room, call->identity.access(room),
                       [&services, call, role = *role, group](const Result<core::Answer>& mine) {
                         if (!mine) return call->fail(mine.error());
                         if (mine->role < core::Role::kOwner) {
                           return call->fail(forbidden("Inviting a group needs the role owner."));
                         }
                         if (!is_member(call)) return;
                         ask(services, call, server_principal(), "group.list", {},
                             [&services, call, role, group](const json::object& groups) {
                               let_in(services, call, role, groups, group);
                             });
                       });
}

void add_brand_routes(Api& api, Services& services) {
  api.add({"PATCH", "/workspace", "Rename the workspace", Caller::kKnown,
           shared([&services](const Call& call) { rename(services, call); }), 8192,
           schema({"name:string"}), schema({})});
  api.add({"POST", "/workspace/logo", "Set the logo; its bytes are the body", Caller::kKnown,
           shared([&services](const Call& call) { upload_logo(services, call); }),
           people::kPictureBytes, "", schema({"logo:string"})});
  api.add({"DELETE", "/workspace/logo", "Remove the logo", Caller::kKnown,
           shared([&services](const Call& call) {
             if (is_owner(call)) set_logo(services, call, "");
           }),
           8192, "", schema({})});
  api.add({"GET", "/workspace/logo/{logo}", "The bytes of the logo", Caller::kAnyone,
           shared([&services](const Call& call) { send_logo(services, call); }), 8192});
}

}  // namespace

std::string logo_path(const std::string& logo) {
  return "/api/v1/workspace/logo/" + logo;
}

void add_workspace_routes(Api& api, Services& services) {
  add_brand_routes(api, services);
  api.add({"GET", "/groups", "Groups of members", Caller::kKnown,
           shared([&services](const Call& call) { list_groups(services, call); }), 8192, "",
           schema({"groups:array", "people?:array"})});
  api.add({"POST", "/groups", "Make a group", Caller::kKnown,
           shared([&services](const Call& call) { put_group(services, call, true); }), 64 * 1024,
           schema({"id:string", "name:string", "members?:array"}), schema({})});
  api.add({"PATCH", "/groups/{group}", "Rename a group or say who is in it", Caller::kKnown,
           shared([&services](const Call& call) { put_group(services, call, false); }), 64 * 1024,
           schema({"name?:string", "members?:array"}), schema({})});
  api.add({"DELETE", "/groups/{group}", "Remove a group", Caller::kKnown,
           shared([&services](const Call& call) { remove_group(services, call); }), 8192, "",
           schema({})});
  api.add({"POST", "/rooms/{room}/groups", "Let a group into a room", Caller::kKnown,
           shared([&services](const Call& call) { invite_group(services, call); }), 8192,
           schema({"group:string", "role:string"}), schema({"added:integer"})});
}

}  // namespace atelier::gateway
