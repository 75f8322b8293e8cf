// CurlClient: port::HttpClient by libcurl (docs/decisions/0006). One thread drives all calls that
// are under way; the rest wait in a bounded queue. Never logs what is asked or answered.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <thread>

#include "adapter/threads/bounded_queue.h"
#include "port/http_client.h"

using CURLM = void;

namespace atelier::adapter {

struct CurlOptions {
  std::string ca_file = {};  // PEM; empty: the authorities of the system
  long connect_timeout_ms = 5'000;
};

class CurlClient final : public port::HttpClient {
 public:
  static constexpr std::size_t kQueued = 64;
  static constexpr std::size_t kAtOnce = 16;
  static constexpr std::size_t kQueuedBytes = 4 * 1024 * 1024;

  static Result<std::unique_ptr<CurlClient>> make(CurlOptions options = {});
  /// Breaks off what is under way.
  ~CurlClient() override;

  void send(port::HttpCall call, UniqueFunction<void(Result<port::HttpAnswer>)> done) override;

 private:
  struct Job {
    port::HttpCall call;
    UniqueFunction<void(Result<port::HttpAnswer>)> done;
  };
  class Transfers;

  CurlClient(CurlOptions options, CURLM* multi);
  void work();
  void take_jobs(Transfers& transfers);

  const CurlOptions options_;
  CURLM* const multi_;
  std::atomic<bool> stopping_ = false;
  BoundedQueue<Job> queue_;
  std::thread thread_;  // last: it uses the rest
};

}  // namespace atelier::adapter
