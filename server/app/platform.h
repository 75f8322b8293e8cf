// The outside of one process: stores, keys, clocks, threads and event loops, made from the
// configuration. What the actors and gateways borrow; knows none of them.
#pragma once

#include <memory>
#include <vector>

#include "adapter/crypto/openssl_crypto.h"
#include "adapter/crypto/server_trust.h"
#include "adapter/crypto/system_random.h"
#include "adapter/filesystem/file_blobs.h"
#include "adapter/filesystem/key_ring.h"
#include "adapter/filesystem/vault.h"
#include "adapter/http_client/curl_client.h"
#include "adapter/sealed/sealed_store.h"
#include "adapter/smtp/smtp_mailer.h"
#include "adapter/sqlite/sqlite_search.h"
#include "adapter/sqlite/sqlite_store.h"
#include "app/config.h"
#include "net/event_loop.h"
#include "net/system_clock.h"
#include "net/thread_pool.h"

namespace atelier::app {

class Platform {
  net::SystemClock system_clock_;  // before all that goes by it

 public:
  /// Takes the data folder; the error says what to do when that fails.
  static Result<std::unique_ptr<Platform>> open(const Config& config);
  /// By another clock than the system's; it outlives the platform.
  static Result<std::unique_ptr<Platform>> open(const Config& config, const port::Clock& clock);
  Platform(const Platform&) = delete;
  Platform& operator=(const Platform&) = delete;

  std::vector<port::Executor*> executors();
  /// Ends the threads of the loops: nothing runs on them any more, what waits is dropped.
  void stop_loops();

  const port::Clock& clock;
  adapter::SystemRandom random;
  adapter::OpenSslCrypto crypto;
  // Before the stores: those answer what waits when they close, and answers are posted to loops.
  std::vector<std::unique_ptr<net::LoopThread>> loops;
  // `sealed` before `records`, whose last answers go through it.
  std::unique_ptr<adapter::SealedStore> sealed;  // null: the folder is not sealed (SAF50)
  std::unique_ptr<adapter::SqliteStore> records;
  port::RecordStore* store = nullptr;  // the one or the other
  std::unique_ptr<adapter::FileBlobs> blobs;
  std::unique_ptr<adapter::SqliteSearch> search;
  std::unique_ptr<adapter::Vault> vault;
  std::unique_ptr<adapter::KeyRing> keys;
  std::unique_ptr<adapter::ServerTrust> trust;
  std::unique_ptr<net::ThreadPool> pool;
  std::unique_ptr<adapter::SmtpMailer> mailer;  // null: no mail server is configured
  std::unique_ptr<adapter::CurlClient> http;    // null: there is nobody to ask

 private:
  explicit Platform(const port::Clock* given) : clock(given == nullptr ? system_clock_ : *given) {}
  static Result<std::unique_ptr<Platform>> open_with(const Config& config,
                                                     const port::Clock* clock);
};

/// The embedders' keys of the configuration with their files read.
Result<std::vector<wire::JwtKey>> read_jwt_keys(const std::vector<JwtKey>& configured);

}  // namespace atelier::app
