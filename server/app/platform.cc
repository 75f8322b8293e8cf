#include "app/platform.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "app/encrypt.h"
#include "app/mail_setup.h"
#include "app/stored_secrets.h"

namespace atelier::app {
namespace {

constexpr std::size_t kMostLoops = 8;
constexpr std::size_t kPoolJobs = 1000;

std::size_t loops_of(const Config& config) {
  if (config.loops > 0) return std::min(config.loops, kMostLoops);
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kMostLoops);
}

}  // namespace

Result<std::vector<wire::JwtKey>> read_jwt_keys(const std::vector<JwtKey>& configured) {
  std::vector<wire::JwtKey> keys;
  for (const JwtKey& key : configured) {
    const auto algorithm = wire::jwt_algorithm_of(key.algorithm);
    if (!algorithm) return invalid("jwt_keys: " + key.algorithm + " is no algorithm we know");
    std::string material = key.secret;
    if (!key.file.empty()) {
      std::ifstream file(key.file);
      std::ostringstream text;
      text << file.rdbuf();
      if (!file) return invalid("jwt_keys: " + key.file + " cannot be read");
      material = text.str();
    }
    keys.push_back({key.kid, *algorithm, std::move(material), key.issuer});
  }
  return keys;
}

Result<std::unique_ptr<Platform>> Platform::open(const Config& config) {
  return open_with(config, nullptr);
}

Result<std::unique_ptr<Platform>> Platform::open(const Config& config, const port::Clock& clock) {
  return open_with(config, &clock);
}

Result<std::unique_ptr<Platform>> Platform::open_with(const Config& config,
                                                      const port::Clock* clock) {
  std::unique_ptr<Platform> made(new Platform(clock));
  const std::filesystem::path folder(config.data);
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return unavailable("The data folder cannot be made: " + failed.message());
  adapter::StoreOptions options;
  options.disk.min_free_bytes = config.min_free_mb * 1024 * 1024;
  ATELIER_TRY(made->records, adapter::SqliteStore::open(folder, made->clock, options));
  ATELIER_TRY(made->vault, adapter::Vault::open({folder, config.key_file}, made->random));
  ATELIER_TRY(const std::string content_key, read_content_key(config.data, *made->vault));
  made->store = made->records.get();
  adapter::BlobOptions blob_options;
  blob_options.disk = options.disk;
  std::filesystem::path index = folder / "search.db";
  if (!content_key.empty()) {
    made->sealed =
        std::make_unique<adapter::SealedStore>(*made->records, content_key, made->random);
    made->store = made->sealed.get();
    blob_options.key = content_key;
    blob_options.random = &made->random;
    index.clear();
  }
  ATELIER_TRY(made->blobs, adapter::FileBlobs::open(folder, blob_options));
  ATELIER_TRY(made->search, adapter::SqliteSearch::open(index));
  ATELIER_TRY(made->keys, adapter::KeyRing::open(folder, *made->vault, made->random, made->clock));
  ATELIER_TRY(std::vector<wire::JwtKey> configured, read_jwt_keys(config.jwt_keys));
  made->trust =
      std::make_unique<adapter::ServerTrust>(*made->keys, made->crypto, std::move(configured));
  ATELIER_TRY(const Config complete, with_stored_secrets(config, *made->vault));
  ATELIER_TRY(made->mailer, make_mailer(complete));
  if (!config.oidc_issuer.empty()) {
    ATELIER_TRY(made->http, adapter::CurlClient::make({config.oidc_ca}));
  }
  const std::size_t loops = loops_of(config);
  made->pool = std::make_unique<net::ThreadPool>(std::max<std::size_t>(2, loops), kPoolJobs);
  for (std::size_t i = 0; i < loops; ++i) {
    made->loops.push_back(std::make_unique<net::LoopThread>());
  }
  return made;
}

std::vector<port::Executor*> Platform::executors() {
  std::vector<port::Executor*> out;
  for (const auto& loop : loops) out.push_back(&loop->loop());
  return out;
}

void Platform::stop_loops() {
  for (const auto& loop : loops) loop->stop();
}

}  // namespace atelier::app
