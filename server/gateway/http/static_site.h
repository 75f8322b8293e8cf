// The built web app from memory: hashed files with their precompressed forms, index.html for the
// app's own routes, the 404 page for the rest, and the security headers of every page
// (spec/rest.md, "Pages"). Loaded by app at start-up; read-only afterwards, any loop.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "port/http.h"

namespace atelier::gateway {

struct SiteFile {
  std::string type;  // Content-Type
  std::string etag;  // with quotes
  std::string body;
  std::string gzip;  // empty: none
  std::string brotli;
  bool immutable = false;  // its name changes with its content
};

class StaticSite {
 public:
  /// `path` as in the URL, e.g. "/assets/app-1a2b.js". "/index.html" is the app.
  void add(std::string path, SiteFile file);
  bool empty() const { return files_.empty(); }

  /// GET and HEAD of everything that is no API.
  port::HttpResponse answer(const port::HttpRequest& request) const;

  /// Content-Type by file name; "application/octet-stream" for what we do not know.
  static std::string_view type_of(std::string_view path);

 private:
  port::HttpResponse serve(const SiteFile& file, const port::HttpRequest& request,
                           int status) const;
  const SiteFile* find(const std::string& path) const;

  std::map<std::string, SiteFile> files_;
};

/// Headers of every page of ours: CSP without inline script, no sniffing, no framing.
port::HeaderList page_headers();

}  // namespace atelier::gateway
