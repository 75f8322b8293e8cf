// TLS (1.2 and newer) for the listening side: the certificate, which can be replaced while the
// server runs, and streams that speak it. The only home of OpenSSL's ssl library.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "base/result.h"
#include "net/stream.h"

namespace atelier::net {

class TlsContext {
 public:
  /// PEM files: the certificate with its chain, and its key.
  TlsContext(std::string certificate_file, std::string key_file);
  ~TlsContext();

  /// Reads the files; on failure the streams to come use what was loaded before. Any thread.
  Result<void> load();
  /// `descriptor` is borrowed. After a load() that succeeded; any thread. Null when out of memory.
  std::unique_ptr<Stream> make_stream(int descriptor);

 private:
  struct Loaded;
  const std::string certificate_file_;
  const std::string key_file_;
  std::mutex mutex_;
  std::shared_ptr<Loaded> loaded_;
};

}  // namespace atelier::net
