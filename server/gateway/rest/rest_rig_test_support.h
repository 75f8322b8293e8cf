// RestRig: the REST API over a real workspace and real rooms in a FakeWorld, and Browser: a client
// with cookies, an origin and the CSRF token, as the web app is one.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/base64.h"
#include "feature/chat/chat.h"
#include "feature/docs/hub_roles.h"
#include "feature/door/door.h"
#include "feature/meeting/meeting.h"
#include "feature/people/people_rig_test_support.h"
#include "feature/surface/surface.h"
#include "feature/thread/thread.h"
#include "gateway/auth/setup_secret.h"
#include "gateway/auth/site_guard.h"
#include "gateway/fake_exchange_test_support.h"
#include "gateway/rest/admin.h"
#include "gateway/rest/document_visits.h"
#include "gateway/rest/pictures.h"
#include "gateway/rest/services.h"
#include "port/fake/fake_mailer.h"
#include "port/fake/fake_pool.h"
#include "port/fake/memory_blobs.h"
#include "port/fake/memory_search.h"

namespace atelier::gateway {

/// Keys "own" (issuer atelier) and "site" (issuer of an embedding site).
class FakeTrust final : public wire::JwtTrust {
 public:
  explicit FakeTrust(const port::Crypto& crypto) : crypto_(crypto) {}
  std::optional<wire::JwtKey> find(std::string_view kid) override {
    if (kid == "own") return wire::JwtKey{"own", wire::JwtAlgorithm::kHs256, "k1", "atelier"};
    if (kid == "site") return wire::JwtKey{"site", wire::JwtAlgorithm::kHs256, "k2", "site"};
    return std::nullopt;
  }
  bool verify(const wire::JwtKey& key, std::string_view message,
              std::string_view signature) override {
    return crypto_.hmac_sha256(key.key, message) == signature;
  }
  std::string make(const wire::JwtClaims& claims, const std::string& kid = "own") {
    const std::string key = find(kid)->key;
    wire::JwtSigner sign = [this, key](std::string_view message) {
      return crypto_.hmac_sha256(key, message);
    };
    return wire::make_jwt(claims, kid, sign);
  }

 private:
  const port::Crypto& crypto_;
};

class RestRig {
 public:
  explicit RestRig(GuestPolicy guests = GuestPolicy::kLinks, bool registration_open = false,
                   bool mail_server = false)
      : people({{"chat", [this](core::RoomContext& room) { return chat_(room); }},
                {"thread", [this](core::RoomContext& room) { return thread_(room); }},
                {"door", feature::door::make_feature()},
                {"meeting", feature::meeting::make_feature()},
                {"surface", feature::surface::make_feature("main")}}),
        outbox({people.rooms.store, *people.loop, people.world().clock(),
                mail_server ? &mailer : nullptr, "main", "rooms@studio.example"}) {
    feature::chat::register_commands(people.rooms.table);
    feature::thread::register_commands(people.rooms.table);
    feature::door::register_commands(people.rooms.table);
    feature::meeting::register_commands(people.rooms.table);
    feature::surface::register_commands(people.rooms.table);
    const std::vector<port::Executor*> loops{people.loop.get()};
    authenticator = std::make_unique<ServerAuthenticator>(
        ServerAuthenticator::Needs{
            *people.workspace, loops, trust,
            [this](const wire::JwtClaims& claims) { return trust.make(claims); },
            people.world().clock(), people.random, people.crypto},
        ServerAuthenticator::Options{guests, {}, "atelier"});
    throttle = std::make_unique<Throttle>(loops, people.world().clock());
    services = std::unique_ptr<Services>(
        new Services{*people.rooms.hub, *people.workspace, *authenticator, guard, *throttle, pool,
                     people.rooms.store, blobs, search, people.world().clock(), people.random,
                     people.crypto, loops, outbox});
    services->options.guests = guests;
    services->options.registration =
        registration_open ? Registration::kOpen : Registration::kClosed;
    docs = std::make_unique<feature::docs::Docs>(
        feature::docs::DocumentStores{people.rooms.store, blobs, people.world().clock(),
                                      people.random, pool},
        roles, loops);
    outbox.start();
    visits = std::make_unique<DocumentVisits>(*docs, peers);
    docs->add_sink(0, *visits);
    people.rooms.log->add_sink(0, docs->policy_sink(0));
    people.log->add_sink(0, faces);
    api = std::make_unique<Api>(*authenticator, guard, 0);
    register_routes(*api, *services, *visits);
    add_admin_routes(*api, *services, facts);
  }

  std::shared_ptr<FakeAnswer> send(const std::string& method, const std::string& path,
                                   port::HeaderList headers = {}, std::string body = {},
                                   const std::string& address = "127.0.0.1", bool secure = false) {
    const std::size_t mark = path.find('?');
    port::HttpRequest request;
    request.method = method;
    request.path = "/api/v1" + path.substr(0, mark);
    if (mark != std::string::npos) request.query = path.substr(mark + 1);
    request.headers = std::move(headers);
    request.headers.emplace_back("host", "atelier.test");
    request.body = std::move(body);
    request.remote_address = address;
    request.secure = secure;
    auto answer = std::make_shared<FakeAnswer>();
    api->handle(std::make_unique<FakeExchange>(std::move(request), answer));
    for (int i = 0; i < 200 && answer->status() == 0; ++i) {
      people.world().run_until_idle();
      if (answer->status() == 0) people.world().advance(5);
    }
    return answer;
  }
  Identity identify(port::HeaderList headers, std::string query = {}) {
    port::HttpRequest request;
    request.headers = std::move(headers);
    request.query = std::move(query);
    Identity found;
    found.principal.id = "(refused)";
    authenticator->by_request(0, request, [&found](Result<Identity> identity) {
      if (identity) found = *identity;
    });
    people.world().run_until_idle();
    return found;
  }
  std::string setup_secret() {
    std::string secret = "(none)";
    open_setup(*people.workspace, people.random, people.crypto,
               [&secret](Result<std::string> made) { secret = *made; });
    people.world().run_until_idle();
    return secret;
  }

  /// What stands behind the `#` of the link in the newest mail that was tried.
  std::string mailed_secret() {
    people.world().run_until_idle();
    if (mailer.tried.empty()) return "(no mail)";
    const std::string& text = mailer.tried.back().text;
    const std::size_t from = text.find('#') + 1;
    return text.substr(from, text.find_first_of("\n ", from) - from);
  }

  port::SeededRandom random{3};
  feature::people::PeopleRig people;
  port::FakeExecutor disk{people.world()};
  port::MemorySearch search{disk};
  port::MemoryBlobs blobs{disk};
  port::FakePool pool{people.world()};
  FakeTrust trust{people.crypto};
  SiteGuard guard{
      people.crypto, "server secret", "https://studio.example/app", {"https://site.example"}};
  std::unique_ptr<ServerAuthenticator> authenticator;
  std::unique_ptr<Throttle> throttle;
  std::unique_ptr<Services> services;
  port::FakeExecutor post{people.world()};
  port::FakeMailer mailer{post};
  feature::mail::Outbox outbox;
  feature::docs::HubRoles roles{*people.rooms.hub};
  ServerFacts facts;
  FaceWatch faces{*people.rooms.hub};
  PeerIds peers{0};
  std::unique_ptr<feature::docs::Docs> docs;
  std::unique_ptr<DocumentVisits> visits;
  std::unique_ptr<Api> api;

 private:
  core::RoomFeatureFactory chat_ = [this](core::RoomContext& room) {
    return feature::chat::make_feature(search)(room);
  };
  core::RoomFeatureFactory thread_ = [this](core::RoomContext& room) {
    return feature::thread::make_feature(search)(room);
  };
};

class Browser {
 public:
  explicit Browser(RestRig& rig) : rig_(&rig) {}

  std::shared_ptr<FakeAnswer> send(const std::string& method, const std::string& path,
                                   std::string body = {},
                                   const std::string& type = "application/json") {
    port::HeaderList headers{{"content-type", type}};
    if (method != "GET") headers.emplace_back("origin", origin);
    if (method != "GET") headers.emplace_back("x-atelier-csrf", csrf);
    std::string jar;
    for (const auto& [name, value] : cookies) jar += (jar.empty() ? "" : "; ") + name + "=" + value;
    if (!jar.empty()) headers.emplace_back("cookie", jar);
    for (const auto& header : more) headers.push_back(header);
    auto answer = rig_->send(method, path, std::move(headers), std::move(body), address, secure);
    if (answer->response) keep_cookies(answer->response->headers);
    return answer;
  }
  json::object get(const std::string& path, int status = 200) {
    return read(path, send("GET", path), status);
  }
  json::object post(const std::string& path, const json::object& body, int status = 200) {
    return read(path, send("POST", path, json::serialize(body)), status);
  }
  json::object session() {
    json::object found = get("/session");
    csrf = std::string(found.at("csrf").as_string());
    return found;
  }
  /// The first owner, with a fresh secret.
  void set_up() {
    post("/setup", {{"secret", rig_->setup_secret()},
                    {"name", "Ann"},
                    {"email", "ann@example.org"},
                    {"password", "password of ann"},
                    {"workspace", "Studio"}});
    session();
  }
  void register_as(const std::string& name) {
    post("/register",
         {{"name", name}, {"email", name + "@example.org"}, {"password", "password of " + name}});
    session();
  }

  std::map<std::string, std::string> cookies;
  std::string csrf;
  std::string origin = "http://atelier.test";
  std::string address = "127.0.0.1";
  bool secure = false;
  port::HeaderList more;

 private:
  static json::object read(const std::string& path, const std::shared_ptr<FakeAnswer>& answer,
                           int status) {
    EXPECT_EQ(answer->status(), status)
        << path << ": " << (answer->response ? answer->response->body : "nothing");
    if (!answer->response || answer->response->body.empty()) return {};
    const auto body = parse_json(answer->response->body);
    return body && body->is_object() ? body->as_object() : json::object();
  }
  void keep_cookies(const port::HeaderList& headers) {
    for (const auto& [name, value] : headers) {
      if (name != "Set-Cookie") continue;
      const std::size_t is = value.find('=');
      const std::string kept = value.substr(is + 1, value.find(';') - is - 1);
      if (value.find("Max-Age=0") != std::string::npos) {
        cookies.erase(value.substr(0, is));
      } else {
        cookies[value.substr(0, is)] = kept;
      }
    }
  }

  RestRig* rig_;
};

}  // namespace atelier::gateway
