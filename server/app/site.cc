#include "app/site.h"

#include <filesystem>

#include "adapter/filesystem/durable_file.h"
#include "base/base64.h"
#include "port/crypto.h"

namespace atelier::app {
namespace {

std::string optional_file(const std::filesystem::path& file) {
  auto bytes = adapter::read_file(file);
  return bytes ? std::move(*bytes) : std::string();
}

}  // namespace

Result<gateway::StaticSite> read_site(const std::string& folder, const port::Crypto& crypto) {
  gateway::StaticSite site;
  if (folder.empty()) return site;
  std::error_code failed;
  std::filesystem::recursive_directory_iterator at(folder, failed);
  if (failed) return invalid("--web: " + folder + " cannot be read: " + failed.message());
  for (const std::filesystem::directory_entry& entry : at) {
    const std::filesystem::path& file = entry.path();
    const std::string name = file.filename().string();
    if (!entry.is_regular_file() || name.starts_with('.') || name.ends_with(".br") ||
        name.ends_with(".gz")) {
      continue;
    }
    ATELIER_TRY(std::string body, adapter::read_file(file));
    const std::string path = "/" + file.lexically_relative(folder).generic_string();
    gateway::SiteFile made;
    made.type = gateway::StaticSite::type_of(path);
    made.etag = '"' + base64::encode_url(crypto.sha256(body).substr(0, 15)) + '"';
    made.gzip = optional_file(file.string() + ".gz");
    made.brotli = optional_file(file.string() + ".br");
    made.immutable = path.starts_with("/assets/");
    made.body = std::move(body);
    site.add(path, std::move(made));
  }
  return site;
}

}  // namespace atelier::app
