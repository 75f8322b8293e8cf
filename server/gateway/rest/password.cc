#include "gateway/rest/password.h"

#include "base/utf8.h"
#include "feature/people/people_limits.h"

namespace atelier::gateway {
namespace {

Error wrong_password() {
  return {Errc::kUnauthenticated, "This e-mail address and this password do not belong together."};
}

void check(Services& services, const Call& call, json::object found, std::string password,
           UniqueFunction<void(json::object)> then) {
  const std::string stored(string_member(found, "password").value_or(""));
  const auto work = [&services, stored, password = std::move(password)] {
    // Nobody's password takes a hash as well, so that the time tells nothing.
    if (stored.empty()) return services.crypto.hash_password(password).has_value() && false;
    return services.crypto.check_password(password, stored);
  };
  on_pool(services, call, work,
          [call, found = std::move(found), then = std::move(then)](bool fits) mutable {
            if (!fits) return call->fail(wrong_password());
            then(std::move(found));
          });
}

}  // namespace

std::optional<std::string> new_password(const Call& call, const json::object& body,
                                        std::string_view key) {
  auto text = string_member(body, key);
  if (text && text->size() >= feature::people::kPasswordLeastBytes &&
      text->size() <= feature::people::kPasswordBytes && utf8::is_valid(*text)) {
    return std::string(*text);
  }
  call->fail(invalid(std::string(key) + " must be a text of 8 to 1024 bytes."));
  return std::nullopt;
}

void try_password(Services& services, const Call& call, const json::object& who,
                  std::string password, UniqueFunction<void(json::object)> then) {
  const std::string account(
      string_member(who, "email").value_or(string_member(who, "account").value_or("")));
  services.throttle.try_password(
      call->loop(), call->request().remote_address, account,
      [&services, call, who, password = std::move(password),
       then = std::move(then)](const Result<void>& may) mutable {
        if (!may) return call->fail(may.error());
        ask(services, call, server_principal(), "account.credentials", who,
            [&services, call, password = std::move(password),
             then = std::move(then)](json::object found) mutable {
              check(services, call, std::move(found), std::move(password), std::move(then));
            });
      });
}

}  // namespace atelier::gateway
