#include "net/listener.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/log.h"
#include "net/trusted_proxies.h"

namespace atelier::net {

namespace {

constexpr int kBacklog = 4096;
constexpr int kMaxAcceptsPerTurn = 64;
constexpr DurationMs kRetryMs = 100;  // after running out of descriptors

struct AddressList {
  addrinfo* first = nullptr;
  ~AddressList() {
    if (first != nullptr) freeaddrinfo(first);
  }
};

void set_option(int descriptor, int level, int name, int value) {
  setsockopt(descriptor, level, name, &value, sizeof value);
}

Error cannot_listen(const std::string& host, std::uint16_t port, const char* reason) {
  return unavailable("cannot listen on " + host + ":" + std::to_string(port) + ": " + reason);
}

std::string peer_text(const sockaddr_storage& address) {
  AddressBytes bytes{};
  if (address.ss_family == AF_INET6) {
    sockaddr_in6 peer;
    std::memcpy(&peer, &address, sizeof peer);
    std::memcpy(bytes.data(), &peer.sin6_addr, bytes.size());
  } else {
    sockaddr_in peer;
    std::memcpy(&peer, &address, sizeof peer);
    bytes[10] = bytes[11] = 0xFF;
    std::memcpy(bytes.data() + 12, &peer.sin_addr, 4);
  }
  return address_text(bytes);
}

std::uint16_t bound_port(int descriptor) {
  sockaddr_storage address{};
  socklen_t bytes = sizeof address;
  getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &bytes);
  // Both families keep the port at the same place.
  sockaddr_in first;
  std::memcpy(&first, &address, sizeof first);
  return ntohs(first.sin_port);
}

}  // namespace

Listener::Listener(EventLoop& loop, Take take, Task refused)
    : loop_(loop), take_(std::move(take)), refused_(std::move(refused)) {}

Listener::~Listener() {
  close();
}

Result<std::uint16_t> Listener::bind(const std::string& host, std::uint16_t port) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE;
  AddressList addresses;
  const int found =
      getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &addresses.first);
  if (found != 0) return cannot_listen(host, port, gai_strerror(found));
  const addrinfo& address = *addresses.first;
  const int descriptor =
      socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP);
  if (descriptor < 0) return cannot_listen(host, port, std::strerror(errno));
  set_option(descriptor, SOL_SOCKET, SO_REUSEADDR, 1);
  if (address.ai_family == AF_INET6) set_option(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, 0);
  if (::bind(descriptor, address.ai_addr, address.ai_addrlen) != 0 ||
      listen(descriptor, kBacklog) != 0) {
    const int error = errno;
    ::close(descriptor);
    return cannot_listen(host, port, std::strerror(error));
  }
  descriptor_ = descriptor;
  return bound_port(descriptor);
}

void Listener::begin() {
  if (descriptor_ < 0) return;
  watch_ = std::make_unique<Watch>(loop_, std::exchange(descriptor_, -1), *this);
  watch_->wait_readable();
}

void Listener::close() {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
  watch_.reset();
  if (retry_ != EventLoop::kNoTimer) loop_.cancel(std::exchange(retry_, EventLoop::kNoTimer));
}

void Listener::on_readable() {
  for (int count = 0; count < kMaxAcceptsPerTurn; ++count) {
    if (!accept_one()) break;
  }
  if (watch_ && retry_ == EventLoop::kNoTimer) watch_->wait_readable();
}

// True when there may be more to accept at once.
bool Listener::accept_one() {
  sockaddr_storage address{};
  socklen_t bytes = sizeof address;
  const int descriptor = accept4(watch_->descriptor(), reinterpret_cast<sockaddr*>(&address),
                                 &bytes, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (descriptor >= 0) {
    set_option(descriptor, IPPROTO_TCP, TCP_NODELAY, 1);
    take_({descriptor, peer_text(address)});
    return watch_ != nullptr;
  }
  const int error = errno;
  if (error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM) {
    log::error("accept_failed", {{"reason", std::strerror(error)}});
    refused_();
    retry_ = loop_.run_after(kRetryMs, [this] {
      retry_ = EventLoop::kNoTimer;
      watch_->wait_readable();
    });
    return false;
  }
  // A connection that was reset before it was accepted leaves others behind it.
  return error == ECONNABORTED || error == EINTR || error == EPROTO;
}

}  // namespace atelier::net
