// One connected client: who it is and until when, the rooms it joined, and its events turned into
// commands. Answers come back in the order the rooms give them. One loop.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/command.h"
#include "core/rate_limit.h"
#include "gateway/auth/login_watch.h"
#include "gateway/authenticator.h"
#include "gateway/rooms/rooms_socket.h"
#include "port/executor.h"

namespace atelier::gateway {

class RoomsGateway;

class RoomsConnection {
 public:
  static constexpr std::size_t kMaxRooms = 200;
  static constexpr DurationMs kExpiryWarningMs = 60'000;
  static constexpr DurationMs kTokenTtlMs = 10 * 60'000;

  using AckId = std::optional<std::uint64_t>;
  /// Whether the socket may connect; the error becomes a connect_error.
  using Admitted = UniqueFunction<void(Result<void>)>;

  RoomsConnection(RoomsGateway& gateway, RoomsSocket& socket, core::PeerId peer);
  ~RoomsConnection();
  RoomsConnection(const RoomsConnection&) = delete;
  RoomsConnection& operator=(const RoomsConnection&) = delete;

  void authenticate(const port::HttpRequest& handshake, std::string_view auth, Admitted admitted);
  /// `arguments`: raw JSON slices behind the name.
  void on_event(std::string_view name, const std::vector<std::string_view>& arguments,
                core::Attachments attachments, AckId ack);

  RoomsSocket& socket() { return socket_; }
  core::PeerId peer() const { return peer_; }
  const Identity& identity() const { return identity_; }
  bool is_admitted() const { return admitted_; }
  /// Seq at which this connection joined the room; nothing when it has not.
  std::optional<std::uint64_t> joined_at(const std::string& room) const;
  void forget(const std::string& room) { rooms_.erase(room); }
  void leave_all();

 private:
  struct Event {
    std::string_view name;
    const std::vector<std::string_view>& arguments;
    core::Attachments attachments;
    AckId ack;
  };

  void identified(Result<Identity> identity, Admitted admitted);
  void welcome();
  void watch_expiry();
  void watch_login();
  void expiring();
  void expired();

  void join(const Event& event, const std::string& room);
  void joined(const std::string& room, Result<core::Answer> answer, AckId ack);
  void leave(const Event& event, const std::string& room);
  void refresh(const Event& event);
  void direct(const Event& event);
  void command(const Event& event, const std::string& room);
  bool within_rate(const Event& event);

  void answer(AckId ack, Result<core::Answer> result);
  void refuse(AckId ack, const Error& error);
  std::weak_ptr<int> alive() const { return alive_; }

  RoomsGateway& gateway_;
  RoomsSocket& socket_;
  core::PeerId peer_;
  Identity identity_;
  bool admitted_ = false;
  std::map<std::string, std::uint64_t> rooms_;
  std::size_t joining_ = 0;
  core::RateLimiter rate_;
  core::AbuseMeter abuse_;
  port::Executor::TimerId expiry_ = port::Executor::kNoTimer;
  LoginWatch::Id login_ = LoginWatch::kNone;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace atelier::gateway
