#include "load/swarm.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstring>

#include "load/frame_cursor.h"
#include "load/process_stats.h"

namespace atelier::bench {
namespace {

// No more handshakes at once than any server's backlog takes.
constexpr std::size_t kHandshakesAtOnce = 64;
// 127.0.0.2 and on: ephemeral ports are counted per source address.
constexpr std::size_t kSources = 8;
constexpr double kStepLimitSeconds = 40;
constexpr int kText = 1;
constexpr int kClose = 8;
constexpr int kPing = 9;
constexpr int kPong = 10;

sockaddr_in loopback(std::uint32_t last_byte, int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(0x7F000000U | last_byte);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

int connect_from(std::size_t source, int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) give_up(std::string("socket: ") + std::strerror(errno));
  const int on = 1;
  setsockopt(socket, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const sockaddr_in from = loopback(static_cast<std::uint32_t>(2 + source % kSources), 0);
  const sockaddr_in to = loopback(1, port);
  // A blocking connect: on loopback the kernel answers at once while the backlog has room.
  if (bind(socket, reinterpret_cast<const sockaddr*>(&from), sizeof from) != 0 ||
      connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    give_up(std::string("connect: ") + std::strerror(errno));
  }
  fcntl(socket, F_SETFL, O_NONBLOCK);
  return socket;
}

}  // namespace

Swarm::Swarm(const Options& options, Protocol& protocol)
    : options_(options),
      protocol_(protocol),
      epoll_(epoll_create1(EPOLL_CLOEXEC)),
      buffer_(1 << 18) {
  if (epoll_ < 0) give_up("epoll_create1");
}

Swarm::~Swarm() {
  for (const auto& connection : connections_) close(connection->socket);
  close(epoll_);
}

void Swarm::open(std::size_t count) {
  const double limit = now_s() + kStepLimitSeconds;
  const auto settled = [this] {
    return in_state_[static_cast<std::size_t>(State::kConnected)] +
           in_state_[static_cast<std::size_t>(State::kJoined)];
  };
  while (settled() < count) {
    while (size() < count && size() - settled() < kHandshakesAtOnce) start_connection();
    poll(1);
    if (now_s() > limit) {
      give_up("connecting took too long, " + std::to_string(settled()) + " are connected");
    }
  }
}

void Swarm::join() {
  const double limit = now_s() + kStepLimitSeconds;
  std::size_t next = 0;
  while (in_state_[static_cast<std::size_t>(State::kJoined)] < size()) {
    while (next < size() &&
           in_state_[static_cast<std::size_t>(State::kJoining)] < kHandshakesAtOnce) {
      if (connections_[next]->state == State::kConnected) start_join(*connections_[next]);
      ++next;
    }
    poll(1);
    if (now_s() > limit) {
      give_up("joining took too long, " +
              std::to_string(in_state_[static_cast<std::size_t>(State::kJoined)]) + " have joined");
    }
  }
}

void Swarm::settle(double quiet_s, double limit_s) {
  const double limit = now_s() + limit_s;
  double quiet_since = now_s();
  while (now_s() - quiet_since < quiet_s && now_s() < limit) {
    const std::uint64_t before = received_bytes_;
    poll(0.05);
    if (received_bytes_ != before) quiet_since = now_s();
  }
}

void Swarm::start_connection() {
  auto connection = std::make_unique<Connection>();
  connection->index = size();
  connection->socket = connect_from(connection->index, options_.port);
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.ptr = connection.get();
  epoll_ctl(epoll_, EPOLL_CTL_ADD, connection->socket, &event);
  ++in_state_[static_cast<std::size_t>(State::kUpgrading)];
  connection->outgoing = protocol_.upgrade_request(options_.port);
  unsent_.push_back(connection.get());
  connections_.push_back(std::move(connection));
}

void Swarm::start_join(Connection& connection) {
  enter(connection, State::kJoining);
  queue(connection, kText, protocol_.join_message());
}

void Swarm::enter(Connection& connection, State state) {
  --in_state_[static_cast<std::size_t>(connection.state)];
  ++in_state_[static_cast<std::size_t>(state)];
  connection.state = state;
}

void Swarm::send(std::size_t index, std::string_view message) {
  queue(*connections_[index], kText, message);
}

void Swarm::queue(Connection& connection, int opcode, std::string_view message) {
  if (connection.outgoing.empty()) unsent_.push_back(&connection);
  append_client_frame(connection.outgoing, opcode, message);
}

void Swarm::flush() {
  for (Connection* connection : unsent_) {
    const std::string& bytes = connection->outgoing;
    const ssize_t sent = ::send(connection->socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    // What is sent here is a few KB at most; a full socket buffer means a server that stopped.
    if (sent != static_cast<ssize_t>(bytes.size())) give_up("the server does not read");
    connection->outgoing.clear();
  }
  unsent_.clear();
}

void Swarm::poll(double timeout_s) {
  flush();
  std::array<epoll_event, 512> events;
  const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()),
                               static_cast<int>(timeout_s * 1000));
  if (count < 0 && errno != EINTR) give_up("epoll_wait");
  for (int at = 0; at < count; ++at) receive(*static_cast<Connection*>(events[at].data.ptr));
  flush();
}

void Swarm::receive(Connection& connection) {
  const ssize_t got = recv(connection.socket, buffer_.data(), buffer_.size(), 0);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got <= 0) give_up("the server closed connection " + std::to_string(connection.index));
  received_bytes_ += static_cast<std::uint64_t>(got);
  std::string_view bytes(buffer_.data(), static_cast<std::size_t>(got));
  // Only what was cut in the middle is copied.
  std::string joined;
  if (!connection.partial.empty()) {
    joined = std::move(connection.partial);
    connection.partial.clear();
    joined += bytes;
    bytes = joined;
  }
  if (connection.state == State::kUpgrading && !read_upgrade(connection, bytes)) return;
  read_frames(connection, bytes);
}

bool Swarm::read_upgrade(Connection& connection, std::string_view& bytes) {
  const std::size_t end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) {
    connection.partial = bytes;
    return false;
  }
  if (!bytes.starts_with("HTTP/1.1 101")) give_up("refused: " + std::string(bytes.substr(0, 300)));
  bytes.remove_prefix(end + 4);
  // A raw connection is all there is; Socket.IO goes on with its own handshake.
  const bool is_raw = protocol_.kind() == Protocol::Kind::kRaw;
  enter(connection, is_raw ? State::kConnected : State::kOpening);
  return true;
}

void Swarm::read_frames(Connection& connection, std::string_view bytes) {
  FrameCursor cursor(bytes);
  for (Frame frame; cursor.next(frame);) {
    if (frame.opcode == kText) {
      read_message(connection, frame.payload);
    } else if (frame.opcode == kPing) {
      queue(connection, kPong, frame.payload);
    } else if (frame.opcode == kClose) {
      give_up("the server closed connection " + std::to_string(connection.index));
    }
  }
  connection.partial = cursor.rest();
}

void Swarm::read_message(Connection& connection, std::string_view message) {
  switch (protocol_.meaning(message)) {
    case Protocol::Meaning::kDelivery:
      if (listener_ != nullptr) listener_->on_delivery(protocol_.sequence(message));
      return;
    case Protocol::Meaning::kOpened: {
      enter(connection, State::kConnecting);
      const auto& tokens = options_.tokens;
      const std::string token = tokens.empty() ? "" : tokens[connection.index % tokens.size()];
      queue(connection, kText, protocol_.connect_message(token));
      return;
    }
    case Protocol::Meaning::kConnected:
      enter(connection, State::kConnected);
      return;
    case Protocol::Meaning::kJoined:
      enter(connection, State::kJoined);
      return;
    case Protocol::Meaning::kPing:
      queue(connection, kText, "3");
      return;
    case Protocol::Meaning::kRefused:
      give_up("refused: " + std::string(message.substr(0, 300)));
    case Protocol::Meaning::kOther:
      return;
  }
}

}  // namespace atelier::bench
