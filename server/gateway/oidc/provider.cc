#include "gateway/oidc/provider.h"

#include <algorithm>
#include <utility>

#include "base/base64.h"
#include "base/json.h"
#include "base/log.h"
#include "core/on_executor.h"
#include "wire/auth/jwk.h"
#include "wire/http/target.h"

namespace atelier::gateway {
namespace {

constexpr std::string_view kDescriptionPath = "/.well-known/openid-configuration";

Error refused(std::string why) {
  return {Errc::kUnauthenticated, std::move(why)};
}

// AUTH93: the description of another issuer is none of ours.
bool is_description(const std::string& text, const std::string& issuer) {
  const json::object said = object_of(text);
  return text_of(said, "issuer") == issuer &&
         std::ranges::all_of(
             std::initializer_list<const char*>{"authorization_endpoint", "token_endpoint",
                                                "jwks_uri"},
             [&said](const char* key) { return port::is_callable_url(text_of(said, key)); });
}

bool is_key_set(const std::string& text, const std::string& issuer) {
  return wire::read_jwks(text, issuer).has_value();
}

class ProviderKeys final : public wire::JwtTrust {
 public:
  ProviderKeys(const std::string& set, const std::string& issuer, const port::Crypto& crypto)
      : crypto_(crypto) {
    if (auto keys = wire::read_jwks(set, issuer)) keys_ = std::move(*keys);
  }
  std::optional<wire::JwtKey> find(std::string_view kid) override {
    auto key = wire::find_key(keys_, kid);
    missed_ = missed_ || !key;
    return key;
  }
  bool verify(const wire::JwtKey& key, std::string_view message,
              std::string_view signature) override {
    using port::SignatureAlgorithm;
    switch (key.algorithm) {
      case wire::JwtAlgorithm::kHs256:
        return false;
      case wire::JwtAlgorithm::kRs256:
        return crypto_.verify(SignatureAlgorithm::kRs256, key.key, message, signature);
      case wire::JwtAlgorithm::kEs256:
        return crypto_.verify(SignatureAlgorithm::kEs256, key.key, message, signature);
      case wire::JwtAlgorithm::kEdDsa:
        return crypto_.verify(SignatureAlgorithm::kEdDsa, key.key, message, signature);
    }
    return false;
  }
  bool missed() const { return missed_; }

 private:
  const port::Crypto& crypto_;
  std::vector<wire::JwtKey> keys_;
  bool missed_ = false;
};

void add_parameter(std::string& form, std::string_view name, std::string_view value) {
  if (!form.empty()) form += '&';
  form.append(name).append("=").append(wire::http::percent_encode(value));
}

// A provider's own word for what is wrong, if it is one.
std::string word_of(const std::string& body) {
  const std::string word = text_of(object_of(body), "error");
  const bool plain = word.size() <= 40 && std::ranges::all_of(word, [](char c) {
                       return (c >= 'a' && c <= 'z') || c == '_';
                     });
  return plain ? word : std::string();
}

}  // namespace

// One callback on its way.
struct OidcProvider::Callback {
  OidcVisit visit;
  std::string code;
  Description description = {};
  std::string id_token = {};
  std::string access_token = {};
  UniqueFunction<void(Result<wire::IdClaims>)> done;
};

bool allows_address(const OidcSettings& settings, const wire::IdClaims& claims) {
  const std::size_t at = claims.email.rfind('@');
  if (!claims.email_verified || at == std::string::npos) return false;
  std::string domain = claims.email.substr(at + 1);
  for (char& c : domain) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
  return std::ranges::find(settings.allow, domain) != settings.allow.end();
}

OidcProvider::OidcProvider(Needs needs, OidcSettings settings)
    : needs_(std::move(needs)),
      settings_(std::move(settings)),
      description_(*needs_.loops[0], needs_.http, needs_.clock, &is_description),
      keys_(*needs_.loops[0], needs_.http, needs_.clock, &is_key_set) {}

template <class T>
UniqueFunction<void(Result<T>)> OidcProvider::on_loop(std::size_t loop,
                                                      UniqueFunction<void(Result<T>)> done) const {
  return core::on(*needs_.loops[loop], alive_,
                  [done = std::move(done)](Result<T> result) mutable { done(std::move(result)); });
}

std::string OidcProvider::redirect_uri() const {
  return public_url_ + "/api/v1/oidc/callback";
}

void OidcProvider::describe(UniqueFunction<void(Result<Description>)> then) {
  std::string issuer = settings_.issuer;
  while (issuer.ends_with('/')) issuer.pop_back();
  description_.get(
      issuer.append(kDescriptionPath), settings_.issuer, false,
      [then = std::move(then)](Result<std::string> text) mutable {
        if (!text) return then(text.error());
        const json::object said = object_of(*text);
        Description found{text_of(said, "authorization_endpoint"), text_of(said, "token_endpoint"),
                          text_of(said, "jwks_uri"), text_of(said, "userinfo_endpoint")};
        const json::value* ways = said.if_contains("token_endpoint_auth_methods_supported");
        // Without a list it is the first way (OpenID Connect Discovery, section 3).
        if (ways != nullptr && ways->is_array()) {
          found.basic = std::ranges::find(ways->get_array(), json::value("client_secret_basic")) !=
                        ways->get_array().end();
        }
        then(std::move(found));
      });
}

std::string OidcProvider::address_of(const Description& description, const OidcVisit& visit) const {
  std::string query;
  add_parameter(query, "response_type", "code");
  add_parameter(query, "client_id", settings_.client_id);
  add_parameter(query, "redirect_uri", redirect_uri());
  add_parameter(query, "scope", settings_.scopes);
  add_parameter(query, "state", visit.state);
  add_parameter(query, "nonce", visit.nonce);
  add_parameter(query, "code_challenge", base64::encode_url(needs_.crypto.sha256(visit.verifier)));
  add_parameter(query, "code_challenge_method", "S256");
  const bool has_query = description.authorize.find('?') != std::string::npos;
  return description.authorize + (has_query ? "&" : "?") + query;
}

void OidcProvider::begin(std::size_t loop, const OidcVisit& visit,
                         UniqueFunction<void(Result<std::string>)> done) {
  needs_.loops[0]->post([this, alive = std::weak_ptr<int>(alive_), visit,
                         done = on_loop<std::string>(loop, std::move(done))]() mutable {
    if (alive.expired()) return;
    describe([this, visit, done = std::move(done)](Result<Description> found) mutable {
      if (!found) ++stats_.unreached;
      if (!found) return done(found.error());
      done(address_of(*found, visit));
    });
  });
}

// AUTH92: a state works once. The cookie goes with the first answer; this is for who kept a copy.
bool OidcProvider::take_state(const std::string& state) {
  const MonoMs now = needs_.clock.mono();
  std::erase_if(used_states_, [now](const auto& each) { return each.second <= now; });
  if (used_states_.size() >= kRememberedStates) return false;
  return used_states_.emplace(state, now + kOidcVisitMs).second;
}

void OidcProvider::finish(std::size_t loop, const OidcVisit& visit, std::string code,
                          UniqueFunction<void(Result<wire::IdClaims>)> done) {
  auto coming = std::make_shared<Callback>();
  coming->visit = visit;
  coming->code = std::move(code);
  coming->done = on_loop<wire::IdClaims>(loop, std::move(done));
  needs_.loops[0]->post([this, alive = std::weak_ptr<int>(alive_), coming] {
    if (alive.expired()) return;
    if (!take_state(coming->visit.state)) return end(coming, not_found("This visit is over."));
    describe([this, coming](Result<Description> found) {
      if (!found) return end(coming, found.error());
      coming->description = std::move(*found);
      redeem(coming);
    });
  });
}

void OidcProvider::redeem(const Coming& coming) {
  std::string form;
  add_parameter(form, "grant_type", "authorization_code");
  add_parameter(form, "code", coming->code);
  add_parameter(form, "redirect_uri", redirect_uri());
  add_parameter(form, "code_verifier", coming->visit.verifier);
  port::HttpCall call{"POST", coming->description.token};
  call.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                  {"Accept", "application/json"}};
  const bool basic = coming->description.basic && !settings_.client_secret.empty();
  if (basic) {
    const std::string pair = wire::http::percent_encode(settings_.client_id) + ":" +
                             wire::http::percent_encode(settings_.client_secret);
    call.headers.emplace_back("Authorization", "Basic " + base64::encode(pair));
  } else {
    add_parameter(form, "client_id", settings_.client_id);
    if (!settings_.client_secret.empty()) {
      add_parameter(form, "client_secret", settings_.client_secret);
    }
  }
  call.body = std::move(form);
  needs_.http.send(std::move(call), core::on(*needs_.loops[0], alive_,
                                             [this, coming](Result<port::HttpAnswer> answer) {
                                               read_answer(coming, answer);
                                             }));
}

void OidcProvider::read_answer(const Coming& coming, const Result<port::HttpAnswer>& answer) {
  if (!answer) return end(coming, unavailable(answer.error().message));
  if (answer->status >= 500) return end(coming, unavailable(std::to_string(answer->status)));
  if (answer->status != 200) {
    return end(coming, refused("the code was refused: " + word_of(answer->body)));
  }
  const json::object said = object_of(answer->body);
  coming->id_token = text_of(said, "id_token");
  coming->access_token = text_of(said, "access_token");
  check(coming, false);
}

void OidcProvider::check(const Coming& coming, bool anew) {
  keys_.get(coming->description.keys, settings_.issuer, anew,
            [this, coming, anew](const Result<std::string>& set) {
              if (!set) return end(coming, set.error());
              ProviderKeys trust(*set, settings_.issuer, needs_.crypto);
              auto claims = wire::check_id_token(
                  coming->id_token, {settings_.issuer, settings_.client_id, coming->visit.nonce},
                  trust, needs_.clock.wall());
              if (!claims && trust.missed() && !anew) return check(coming, true);
              if (!claims) return end(coming, claims.error());
              ask_about(coming, std::move(*claims));
            });
}

// Many providers tell the address only there (OpenID Connect Core, section 5.4).
void OidcProvider::ask_about(const Coming& coming, wire::IdClaims claims) {
  const std::string& address = coming->description.person;
  if (!claims.email.empty() || coming->access_token.empty() || !port::is_callable_url(address)) {
    return end(coming, std::move(claims));
  }
  port::HttpCall call{"GET", address};
  call.headers = {{"Authorization", "Bearer " + coming->access_token},
                  {"Accept", "application/json"}};
  needs_.http.send(
      std::move(call),
      core::on(*needs_.loops[0], alive_,
               [this, coming, claims = std::move(claims)](Result<port::HttpAnswer> answer) mutable {
                 if (!answer || answer->status != 200) return end(coming, std::move(claims));
                 const auto added = wire::add_user_info(claims, answer->body);
                 if (!added) return end(coming, added.error());
                 end(coming, std::move(claims));
               }));
}

// Says to the operator what went wrong: no code, token or person is in it.
void OidcProvider::end(const Coming& coming, Result<wire::IdClaims> claims) {
  if (claims) {
    ++stats_.known;
  } else if (claims.error().code == Errc::kUnavailable) {
    ++stats_.unreached;
  } else {
    ++stats_.refused;
    log::warn("a sign-in by the provider was refused", {{"reason", claims.error().message}});
  }
  coming->done(std::move(claims));
}

}  // namespace atelier::gateway
