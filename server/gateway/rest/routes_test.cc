// The route table against spec/rest.md, and the rules that hold for every route.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "gateway/rest/rest_rig_test_support.h"

namespace atelier::gateway {
namespace {

std::string spec_page() {
  std::string root = __FILE__;
  root.resize(root.rfind("/server/gateway/"));
  std::ifstream file(root + "/spec/rest.md");
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// "GET /rooms/{room}" for each route that the page names between backticks.
std::set<std::string> routes_in_spec() {
  const std::string page = spec_page();
  const std::regex route("`(GET|POST|PATCH|DELETE) (/[a-z{}/.-]*)");
  std::set<std::string> found;
  const std::string rules = page.substr(0, page.find("# Pages"));
  for (auto at = std::sregex_iterator(rules.begin(), rules.end(), route);
       at != std::sregex_iterator(); ++at) {
    found.insert((*at)[1].str() + " " + (*at)[2].str());
  }
  return found;
}

std::set<std::string> routes_in_openapi(const Api& api) {
  const json::value description = json::parse(api.openapi());
  std::set<std::string> found;
  for (const auto& [path, item] : description.at("paths").as_object()) {
    for (const auto& [method, operation] : item.as_object()) {
      std::string name(method);
      for (char& c : name) c = static_cast<char>(c & ~0x20);
      found.insert(name + " " + std::string(path).substr(7));
      EXPECT_TRUE(operation.as_object().contains("summary"));
      EXPECT_TRUE(operation.at("responses").as_object().contains("2XX"));
    }
  }
  return found;
}

TEST(RestRoutes, RST19_EveryRouteIsInTheSpecAndInOpenApi) {
  RestRig rig;
  EXPECT_EQ(routes_in_spec(), routes_in_openapi(*rig.api));
}

TEST(RestRoutes, RST19_OpenApiIsServed) {
  RestRig rig;
  auto [exchange, answer] = fake_exchange("GET", "/api/openapi.json");
  rig.api->handle(std::move(exchange));
  ASSERT_EQ(answer->status(), 200);
  const json::value api = json::parse(answer->response->body);
  EXPECT_EQ(api.at("openapi").as_string(), "3.1.0");
  const json::object& schemes = api.at("components").at("securitySchemes").as_object();
  for (const auto& [scheme, cookie] :
       {std::pair("login", "atelier_login"), std::pair("guest", "atelier_guest")}) {
    EXPECT_EQ(schemes.at(scheme).at("name").as_string(), cookie);
  }
  EXPECT_EQ(api.at("security").as_array().size(), schemes.size());
}

TEST(RestRoutes, RST20_UnknownPathsMethodsAndBodies) {
  RestRig rig;
  Browser ann(rig);
  ann.set_up();
  ann.get("/nothing", 404);
  const auto wrong = ann.send("PATCH", "/rooms", "{}");
  EXPECT_EQ(wrong->status(), 405);
  EXPECT_EQ(wrong->header("Allow"), "GET, POST");
  EXPECT_EQ(ann.send("POST", "/rooms", "name=x", "application/x-www-form-urlencoded")->status(),
            415);
  for (const char* bad : {"", "[]", "{", "null", R"({"name":7})"}) {
    EXPECT_EQ(ann.send("POST", "/rooms", bad)->status(), 400) << bad;
  }
  EXPECT_EQ(ann.send("HEAD", "/rooms")->status(), 200);
}

// What each kind of caller gets; the write routes get an empty body, so 400 means "let in".
TEST(RestRoutes, RST20_WhoMayCallWhat) {
  RestRig rig(GuestPolicy::kLinks, true);
  Browser owner(rig), member(rig), nobody(rig);
  owner.set_up();
  member.register_as("bob");
  owner.post("/rooms", {{"name", "R"}, {"id", "r"}}, 201);
  nobody.session();
  const auto statuses = [&](const std::string& method, const std::string& path) {
    std::string out;
    for (Browser* who : {&owner, &member, &nobody}) {
      const auto answer = who->send(method, path, method == "GET" ? "" : "{}");
      out += std::to_string(answer->status()) + " ";
    }
    return out;
  };
  EXPECT_EQ(statuses("GET", "/session"), "200 200 200 ");
  EXPECT_EQ(statuses("GET", "/logins"), "200 200 401 ");
  EXPECT_EQ(statuses("PATCH", "/me"), "400 400 401 ");
  EXPECT_EQ(statuses("POST", "/me/password"), "400 400 401 ");
  EXPECT_EQ(statuses("POST", "/token"), "200 200 401 ");
  EXPECT_EQ(statuses("GET", "/rooms"), "200 200 401 ");
  EXPECT_EQ(statuses("POST", "/rooms"), "400 400 401 ");
  EXPECT_EQ(statuses("POST", "/direct"), "400 400 401 ");
  EXPECT_EQ(statuses("GET", "/rooms/r"), "200 404 401 ");
  EXPECT_EQ(statuses("GET", "/rooms/r/messages"), "200 404 401 ");
  EXPECT_EQ(statuses("GET", "/rooms/r/activity"), "200 404 401 ");
  EXPECT_EQ(statuses("GET", "/rooms/r/meetings"), "200 404 401 ");
  EXPECT_EQ(statuses("GET", "/rooms/r/meetings/x"), "404 404 401 ");
  EXPECT_EQ(statuses("GET", "/rooms/r/files/x"), "404 404 401 ");
  EXPECT_EQ(statuses("GET", "/search?q=x"), "200 200 401 ");
  EXPECT_EQ(statuses("GET", "/people"), "200 200 401 ");
  EXPECT_EQ(statuses("GET", "/audit"), "200 403 401 ");
  EXPECT_EQ(statuses("GET", "/mail/outbox"), "200 403 401 ");
  EXPECT_EQ(statuses("POST", "/mail/test"), "503 403 401 ");
  EXPECT_EQ(statuses("POST", "/mail/retry"), "200 403 401 ");
  EXPECT_EQ(statuses("POST", "/links/x/look"), "400 400 400 ");
  EXPECT_EQ(statuses("POST", "/invites"), "400 403 401 ");
  EXPECT_EQ(statuses("GET", "/invites"), "200 403 401 ");
  EXPECT_EQ(statuses("GET", "/invites?room=r"), "200 404 401 ");
  EXPECT_EQ(statuses("POST", "/invites/x/resend"), "404 404 401 ");
  EXPECT_EQ(statuses("DELETE", "/invites/x"), "404 404 401 ");
  EXPECT_EQ(statuses("POST", "/invites/x/look"), "400 400 400 ");
  EXPECT_EQ(statuses("POST", "/invites/x/accept"), "400 400 400 ");
  EXPECT_EQ(statuses("POST", "/invites/x/decline"), "400 400 400 ");
  EXPECT_EQ(statuses("POST", "/password/forgot"), "400 400 400 ");
  EXPECT_EQ(statuses("POST", "/password/reset"), "400 400 400 ");
  EXPECT_EQ(statuses("POST", "/me/email"), "400 400 401 ");
  EXPECT_EQ(statuses("POST", "/email/confirm"), "400 400 400 ");
}

}  // namespace
}  // namespace atelier::gateway
