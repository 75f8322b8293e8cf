// An archive on its way to one peer: what its parts are made of is compressed on the pool and sent
// no faster than the peer takes it. One loop, one piece of work at a time. Knows nothing of what is
// in the archive.
#pragma once

#include <memory>
#include <string>

#include "base/function.h"
#include "base/result.h"
#include "port/executor.h"
#include "port/http.h"
#include "wire/zip/zip_writer.h"

namespace atelier::gateway {

class ArchiveStream : public std::enable_shared_from_this<ArchiveStream> {
 public:
  /// Above so much waiting in the socket the export waits too.
  static constexpr std::size_t kUnsentBytes = 1024 * 1024;
  static constexpr std::size_t kWrittenAtOnce = 256 * 1024;
  static constexpr DurationMs kLookAgainMs = 10;
  /// A peer that takes nothing for so long is given up.
  static constexpr DurationMs kStalledMs = 60'000;
  static constexpr DurationMs kPoolFullMs = 200;
  static constexpr int kPoolTries = 50;

  struct Setup {
    port::Executor& loop;
    port::Pool& pool;
    std::string owner;  // for the pool: whose work it is
    std::string room;   // for the log
    std::string request_id;
  };
  /// Runs on the pool; what it appends to `out` is sent. A text for who goes on here.
  using Work = UniqueFunction<Result<std::string>(wire::zip::ZipWriter& zip, std::string& out)>;
  using Then = UniqueFunction<void(std::string)>;

  ArchiveStream(Setup setup, std::unique_ptr<port::HttpStream> stream);
  ~ArchiveStream();
  ArchiveStream(const ArchiveStream&) = delete;
  ArchiveStream& operator=(const ArchiveStream&) = delete;

  /// Once, after construction.
  void start();
  /// `then` runs when the peer has taken all but a little; never, once the stream is over.
  void add(Work work, Then then);
  /// Sends the directory and closes.
  void finish();
  /// Ends without a directory, and says why in the log.
  void fail(const Error& error);
  bool is_over() const { return stream_ == nullptr; }

 private:
  struct Job;

  void submit(std::shared_ptr<Job> job, int tries);
  void made(const std::shared_ptr<Job>& job);
  void pump();
  void wait();
  void end();

  Setup setup_;
  std::unique_ptr<port::HttpStream> stream_;  // null: over
  std::shared_ptr<wire::zip::ZipWriter> zip_;
  std::string unsent_;
  std::size_t sent_ = 0;
  std::string result_;
  Then then_;
  std::size_t waiting_bytes_ = 0;  // in the socket, at the last look
  DurationMs stalled_ms_ = 0;
};

}  // namespace atelier::gateway
