#include "net/server.h"

#include <sys/random.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <latch>
#include <utility>

#include "base/log.h"
#include "net/http_session.h"
#include "net/listener.h"
#include "net/loop_host.h"
#include "net/tls.h"

namespace atelier::net {

namespace {

// Eight hexadecimal digits that differ between runs and loops, so that request ids are unique.
std::string make_request_id_prefix() {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::array<unsigned char, 4> raw{};
  ATELIER_ASSERT(getrandom(raw.data(), raw.size(), 0) == static_cast<ssize_t>(raw.size()));
  std::string prefix;
  for (const unsigned char byte : raw) {
    prefix += kDigits[byte >> 4];
    prefix += kDigits[byte & 15];
  }
  return prefix + '-';
}

// Runs `task` on every loop and waits until all have finished the turn it ran in.
template <class RunOn>
void on_all(const std::vector<std::unique_ptr<LoopHost>>& hosts, const RunOn& run) {
  std::latch done(static_cast<std::ptrdiff_t>(hosts.size()));
  for (const auto& host : hosts) {
    host->loop().post([&run, &done, raw = host.get()] {
      run(*raw);
      raw->loop().post([&done] { done.count_down(); });
    });
  }
  done.wait();
}

}  // namespace

class Server::Impl {
 public:
  Impl(ServerOptions options, std::vector<Lane> lanes, const port::Clock& clock)
      : options_(std::move(options)), lanes_(std::move(lanes)), clock_(clock) {
    ATELIER_ASSERT(!lanes_.empty());
  }
  ~Impl() { ATELIER_ASSERT(!running_); }

  Result<std::uint16_t> start();
  void drain();
  void stop();
  Result<void> reload_tls();
  ServerStats stats() const;

 private:
  void take(Accepted accepted);
  void serve(LoopHost& host, Accepted accepted);
  std::uint64_t open_connections() const;

  const ServerOptions options_;
  const std::vector<Lane> lanes_;
  const port::Clock& clock_;
  TrustedProxies proxies_;
  std::unique_ptr<TlsContext> tls_;  // null: plain
  std::vector<std::unique_ptr<LoopHost>> hosts_;
  std::unique_ptr<Listener> listener_;
  std::size_t next_host_ = 0;
  std::atomic<bool> running_{false};
};

Result<std::uint16_t> Server::Impl::start() {
  ATELIER_ASSERT(!running_);
  ATELIER_TRY(proxies_, TrustedProxies::parse(options_.trusted_proxies));
  if (!options_.tls_certificate_file.empty() || !options_.tls_key_file.empty()) {
    tls_ = std::make_unique<TlsContext>(options_.tls_certificate_file, options_.tls_key_file);
    if (const Result<void> loaded = tls_->load(); !loaded) return loaded.error();
  }
  hosts_.clear();
  for (const Lane& lane : lanes_) {
    hosts_.push_back(
        std::make_unique<LoopHost>(LoopHost::Parts{.loop = *lane.loop,
                                                   .handler = *lane.handler,
                                                   .options = options_,
                                                   .proxies = proxies_,
                                                   .clock = clock_,
                                                   .request_id_prefix = make_request_id_prefix()}));
  }
  listener_ = std::make_unique<Listener>(
      hosts_[0]->loop(), [this](Accepted accepted) { take(std::move(accepted)); },
      [this] { hosts_[0]->counters().refused.add(1); });
  ATELIER_TRY(const std::uint16_t port, listener_->bind(options_.host, options_.port));
  running_ = true;
  hosts_[0]->loop().post([this] { listener_->begin(); });
  return port;
}

// On the first loop. Loops take turns, so that even few connections are spread.
void Server::Impl::take(Accepted accepted) {
  if (open_connections() >= options_.max_connections) {
    hosts_[0]->counters().refused.add(1);
    ::close(accepted.descriptor);
    return;
  }
  hosts_[0]->counters().accepted.add(1);
  LoopHost& host = *hosts_[next_host_];
  next_host_ = (next_host_ + 1) % hosts_.size();
  if (host.loop().is_current()) {
    serve(host, std::move(accepted));
    return;
  }
  host.loop().post([this, &host, accepted = std::move(accepted)]() mutable {
    serve(host, std::move(accepted));
  });
}

void Server::Impl::serve(LoopHost& host, Accepted accepted) {
  std::unique_ptr<Stream> stream =
      tls_ ? tls_->make_stream(accepted.descriptor) : make_plain_stream(accepted.descriptor);
  if (!stream) {
    ::close(accepted.descriptor);
    return;
  }
  auto connection = std::make_shared<Connection>(host, accepted.descriptor, std::move(stream));
  auto session = std::make_shared<HttpSession>(host, connection, std::move(accepted.peer_address),
                                               tls_ != nullptr);
  connection->start(session);
  if (connection->is_open()) session->start();
}

// May lag behind by what is on its way to another loop.
std::uint64_t Server::Impl::open_connections() const {
  std::uint64_t open = 0;
  for (const auto& host : hosts_) open += host->counters().connections.get();
  return open;
}

void Server::Impl::drain() {
  if (!running_) return;
  for (const auto& host : hosts_) {
    const bool has_listener = host == hosts_[0];
    host->loop().post([this, has_listener, raw = host.get()] {
      if (has_listener) listener_->close();
      raw->drain();
    });
  }
}

void Server::Impl::stop() {
  if (!running_.exchange(false)) return;
  // First no more are accepted, then those on their way to a loop are dropped with the others.
  on_all(hosts_, [this](LoopHost& host) {
    if (&host == hosts_[0].get()) listener_->close();
  });
  on_all(hosts_, [](LoopHost& host) { host.stop(); });
  on_all(hosts_, [](LoopHost&) {});
}

Result<void> Server::Impl::reload_tls() {
  return tls_ ? tls_->load() : Result<void>(invalid("the server does not use TLS"));
}

ServerStats Server::Impl::stats() const {
  ServerStats sum;
  for (const auto& host : hosts_) {
    const HostCounters& counters = host->counters();
    sum.connections += counters.connections.get();
    sum.websockets += counters.websockets.get();
    sum.buffered_bytes += counters.buffered_bytes.get();
    sum.accepted_total += counters.accepted.get();
    sum.refused_total += counters.refused.get();
    sum.requests_total += counters.requests.get();
    sum.request_errors_total += counters.request_errors.get();
    sum.timeouts_total += counters.timeouts.get();
    sum.bytes_in_total += counters.bytes_in.get();
    sum.bytes_out_total += counters.bytes_out.get();
    sum.read_calls_total += counters.read_calls.get();
    sum.write_calls_total += counters.write_calls.get();
  }
  return sum;
}

Server::Server(ServerOptions options, std::vector<Lane> lanes, const port::Clock& clock)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(lanes), clock)) {}

Server::~Server() = default;

Result<std::uint16_t> Server::start() {
  return impl_->start();
}

void Server::drain() {
  impl_->drain();
}

void Server::stop() {
  impl_->stop();
}

Result<void> Server::reload_tls() {
  return impl_->reload_tls();
}

ServerStats Server::stats() const {
  return impl_->stats();
}

}  // namespace atelier::net
