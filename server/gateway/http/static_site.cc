#include "gateway/http/static_site.h"

#include <algorithm>
#include <array>

#include "wire/http/accept.h"
#include "wire/http/conditional.h"

namespace atelier::gateway {
namespace {

using wire::http::Coding;

// Routes of the app (web/src/app/routes): a reload of any of them answers index.html.
constexpr std::array<std::string_view, 18> kAppPrefixes{
    "/setup", "/login", "/register", "/reset",  "/forgot", "/verify",
    "/join/", "/inbox", "/calendar", "/search", "/people", "/settings",
    "/admin", "/r/",    "/replay/",  "/p/",     "/book/",  "/embed/"};

bool is_app_route(std::string_view path) {
  if (path == "/") return true;
  return std::ranges::any_of(kAppPrefixes, [path](std::string_view prefix) {
    if (!path.starts_with(prefix)) return false;
    return prefix.ends_with('/') || path.size() == prefix.size() || path[prefix.size()] == '/';
  });
}

bool wants_page(const port::HttpRequest& request) {
  const auto accept = request.header("accept").value_or("");
  return accept.find("text/html") != std::string_view::npos;
}

std::string_view body_of(const SiteFile& file, Coding coding) {
  switch (coding) {
    case Coding::kBrotli:
      return file.brotli;
    case Coding::kGzip:
      return file.gzip;
    case Coding::kIdentity:
      return file.body;
  }
  return file.body;
}

}  // namespace

port::HeaderList page_headers() {
  return {
      {"Content-Security-Policy",
       "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' "
       "data: blob:; font-src 'self'; connect-src 'self' ws: wss:; worker-src 'self'; object-src "
       "'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Permissions-Policy",
       "camera=(self), microphone=(self), display-capture=(self), "
       "geolocation=()"},
      {"X-Frame-Options", "DENY"},
  };
}

void StaticSite::add(std::string path, SiteFile file) {
  files_.insert_or_assign(std::move(path), std::move(file));
}

const SiteFile* StaticSite::find(const std::string& path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : &found->second;
}

port::HttpResponse StaticSite::answer(const port::HttpRequest& request) const {
  if (request.method != "GET" && request.method != "HEAD") {
    return {405, {{"Allow", "GET, HEAD"}, {"Content-Type", "text/plain"}}, "Only GET and HEAD.\n"};
  }
  const SiteFile* index = find("/index.html");
  if (is_app_route(request.path) && index != nullptr) return serve(*index, request, 200);
  if (const SiteFile* file = find(request.path); file != nullptr && file != index) {
    return serve(*file, request, 200);
  }
  // The app shows its own page for what it does not know, with the status that says so.
  if (wants_page(request) && index != nullptr) return serve(*index, request, 404);
  return {404, {{"Content-Type", "text/plain; charset=utf-8"}}, "There is nothing here.\n"};
}

port::HttpResponse StaticSite::serve(const SiteFile& file, const port::HttpRequest& request,
                                     int status) const {
  port::HttpResponse response{status, page_headers(), {}};
  response.headers.emplace_back("Content-Type", file.type);
  response.headers.emplace_back("ETag", file.etag);
  response.headers.emplace_back("Vary", "Accept-Encoding");
  response.headers.emplace_back(
      "Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  const auto known = request.header("if-none-match");
  if (status == 200 && known && wire::http::if_none_match_hits(*known, file.etag)) {
    response.status = 304;
    return response;
  }
  const Coding coding =
      wire::http::negotiate_coding(request.header("accept-encoding").value_or(""),
                                   {.gzip = !file.gzip.empty(), .brotli = !file.brotli.empty()});
  if (coding != Coding::kIdentity) {
    response.headers.emplace_back("Content-Encoding", wire::http::name_of(coding));
  }
  response.body = body_of(file, coding);
  return response;
}

std::string_view StaticSite::type_of(std::string_view path) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kTypes{{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".map", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".webp", "image/webp"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
      {".wasm", "application/wasm"},
      {".mp3", "audio/mpeg"},
  }};
  for (const auto& [ending, type] : kTypes) {
    if (path.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

}  // namespace atelier::gateway
