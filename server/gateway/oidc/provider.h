// OidcProvider: the OpenID Connect provider that signs people in here (spec/auth.md
// AUTH90..AUTH94): where to send a browser, and who came back. Knows no accounts. Its state lives
// on loop 0; it is asked from any loop, as the throttle is.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "gateway/oidc/remote_text.h"
#include "gateway/oidc/visit.h"
#include "port/crypto.h"
#include "wire/auth/id_token.h"

namespace atelier::gateway {

struct OidcSettings {
  std::string issuer;
  std::string client_id;
  std::string client_secret;  // empty: a public client, by PKCE alone
  std::string name;           // on the button
  std::string scopes = "openid email profile";
  std::vector<std::string> allow;  // domains of verified addresses that need no invite
  std::string server_secret;
};

/// Whether the verified address is in one of the domains.
bool allows_address(const OidcSettings& settings, const wire::IdClaims& claims);

class OidcProvider {
 public:
  struct Needs {
    std::vector<port::Executor*> loops;
    port::HttpClient& http;
    const port::Clock& clock;
    const port::Crypto& crypto;
  };
  struct Stats {
    std::atomic<std::uint64_t> known{0};    // callbacks that named somebody
    std::atomic<std::uint64_t> refused{0};  // callbacks that broke a rule
    std::atomic<std::uint64_t> unreached{0};
  };
  static constexpr std::size_t kRememberedStates = 10'000;

  OidcProvider(Needs needs, OidcSettings settings);

  /// Any loop.
  const OidcSettings& settings() const { return settings_; }
  const Stats& stats() const { return stats_; }
  /// What our own addresses begin with; on loop 0.
  void set_public_url(std::string url) { public_url_ = std::move(url); }

  /// `done` runs once, later, on `loop`, with the address to send the browser to.
  void begin(std::size_t loop, const OidcVisit& visit,
             UniqueFunction<void(Result<std::string>)> done);
  /// Who came back with `code`. `not_found`: the visit is over already (AUTH92); `unauthenticated`:
  /// what the provider says breaks a rule; `unavailable`.
  void finish(std::size_t loop, const OidcVisit& visit, std::string code,
              UniqueFunction<void(Result<wire::IdClaims>)> done);

 private:
  struct Description {
    std::string authorize, token, keys, person;
    bool basic = true;  // how a client shows its secret
  };
  struct Callback;
  using Coming = std::shared_ptr<Callback>;

  template <class T>
  UniqueFunction<void(Result<T>)> on_loop(std::size_t loop,
                                          UniqueFunction<void(Result<T>)> done) const;
  void describe(UniqueFunction<void(Result<Description>)> then);
  std::string address_of(const Description& description, const OidcVisit& visit) const;
  std::string redirect_uri() const;
  bool take_state(const std::string& state);
  void redeem(const Coming& coming);
  void read_answer(const Coming& coming, const Result<port::HttpAnswer>& answer);
  void check(const Coming& coming, bool anew);
  void ask_about(const Coming& coming, wire::IdClaims claims);
  void end(const Coming& coming, Result<wire::IdClaims> claims);

  const Needs needs_;
  const OidcSettings settings_;
  Stats stats_;
  std::string public_url_;
  RemoteText description_;
  RemoteText keys_;
  std::unordered_map<std::string, MonoMs> used_states_;  // until when to remember them
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace atelier::gateway
