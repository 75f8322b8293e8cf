#include "gateway/auth/setup_secret.h"

#include <utility>

#include "feature/people/people.h"
#include "gateway/auth/workspace_calls.h"
#include "wire/auth/secret.h"

namespace atelier::gateway {

void open_setup(core::Workspace& workspace, port::Random& random, const port::Crypto& crypto,
                UniqueFunction<void(Result<std::string>)> done) {
  ask_workspace(
      workspace, 0, server_principal(), "people.state", {},
      [&workspace, &random, &crypto, done = std::move(done)](Result<json::object> state) mutable {
        if (!state) return done(state.error());
        if (!bool_member(*state, "setup_needed", false)) return done(std::string());
        std::string secret = wire::format_secret("setup", random.bytes(24));
        const std::string hash = feature::people::hash_of(crypto, secret);
        ask_workspace(workspace, 0, server_principal(), "setup.open", {{"hash", hash}},
                      [secret, done = std::move(done)](const Result<json::object>& opened) mutable {
                        if (!opened) return done(opened.error());
                        done(std::move(secret));
                      });
      });
}

}  // namespace atelier::gateway
