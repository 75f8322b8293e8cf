#include "gateway/auth/workspace_calls.h"

#include <utility>

#include "base/base64.h"

namespace atelier::gateway {
namespace {

constexpr std::size_t kIdBytes = 16;  // 22 characters

}  // namespace

core::Principal server_principal() {
  return {"server", "Server", core::PrincipalKind::kBot};
}

void ask_workspace(core::Workspace& workspace, std::size_t loop, core::Principal who,
                   std::string name, const json::object& body, JsonDone done) {
  core::CommandRequest request;
  request.name = std::move(name);
  request.body = json::serialize(body);
  request.access = {std::move(who), core::Role::kNone, true};
  workspace.execute(loop, std::move(request),
                    [done = std::move(done)](Result<core::Answer> answer) mutable {
                      if (!answer) return done(answer.error());
                      auto body_of = parse_json(answer->body);
                      if (!body_of || !body_of->is_object()) {
                        return done(Error{Errc::kInternal, "The workspace answered badly."});
                      }
                      done(std::move(body_of->get_object()));
                    });
}

std::string make_id(std::string_view prefix, port::Random& random) {
  return std::string(prefix) + "-" + base64::encode_url(random.bytes(kIdBytes));
}

bool is_own_id(std::string_view prefix, std::string_view id) {
  if (!id.starts_with(prefix) || id.size() <= prefix.size() || id[prefix.size()] != '-') {
    return false;
  }
  const auto bytes = base64::decode_url(id.substr(prefix.size() + 1));
  return bytes && bytes->size() == kIdBytes;
}

}  // namespace atelier::gateway
