#include "gateway/http/static_site.h"

#include "gtest/gtest.h"

namespace atelier::gateway {
namespace {

StaticSite site() {
  StaticSite made;
  made.add("/index.html", {"text/html; charset=utf-8", "\"i\"", "<html>", "", "", false});
  made.add("/assets/app-1.js", {"text/javascript", "\"a\"", "plain", "gz", "br", true});
  return made;
}

port::HttpResponse get(const std::string& path, port::HeaderList headers = {}) {
  port::HttpRequest request;
  request.method = "GET";
  request.path = path;
  request.headers = std::move(headers);
  return site().answer(request);
}

std::string header(const port::HttpResponse& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return "(none)";
}

TEST(StaticSite, WEB1_AppRoutesAnswerIndexAndOthersDoNot) {
  for (const char* path : {"/", "/r/kick-off", "/login", "/settings/devices"}) {
    EXPECT_EQ(get(path).body, "<html>") << path;
    EXPECT_EQ(get(path).status, 200);
  }
  EXPECT_EQ(get("/loginx").status, 404);
  EXPECT_EQ(get("/assets/gone.js").body, "There is nothing here.\n");
  const auto page = get("/nowhere", {{"accept", "text/html"}});
  EXPECT_EQ(page.status, 404);
  EXPECT_EQ(page.body, "<html>");
}

TEST(StaticSite, WEB2_PrecompressedFormsAreNegotiated) {
  EXPECT_EQ(get("/assets/app-1.js", {{"accept-encoding", "gzip, br"}}).body, "br");
  EXPECT_EQ(get("/assets/app-1.js", {{"accept-encoding", "gzip"}}).body, "gz");
  EXPECT_EQ(get("/assets/app-1.js").body, "plain");
  EXPECT_EQ(header(get("/assets/app-1.js"), "Vary"), "Accept-Encoding");
}

TEST(StaticSite, WEB3_HashedNamesAreCachedForeverPagesAskAgain) {
  EXPECT_EQ(header(get("/assets/app-1.js"), "Cache-Control"),
            "public, max-age=31536000, immutable");
  EXPECT_EQ(header(get("/"), "Cache-Control"), "no-cache");
  EXPECT_EQ(get("/", {{"if-none-match", "\"i\""}}).status, 304);
}

TEST(StaticSite, WEB4_EveryPageHasAPolicyWithoutInlineScript) {
  const std::string policy = header(get("/"), "Content-Security-Policy");
  EXPECT_NE(policy.find("script-src 'self';"), std::string::npos);
  EXPECT_EQ(header(get("/"), "X-Content-Type-Options"), "nosniff");
}

}  // namespace
}  // namespace atelier::gateway
