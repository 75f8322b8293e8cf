// One Socket.IO socket: a namespace that a connection has joined or asks to join. What applications
// (rooms, the conformance app) see of the protocol. One loop.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/function.h"
#include "base/time.h"
#include "gateway/engineio/engine_session.h"
#include "wire/socketio/connection.h"

namespace atelier::gateway {

class SocketIoSession;

/// An event of which only the newest counts.
struct Latest {
  std::string key;      // unique within the connection
  std::string payload;  // `["name",...]`
  wire::socketio::SharedAttachments attachments;
  std::string nsp = {};  // filled in by the socket
};

/// How an event that asked for an ack ended.
enum class AckOutcome : std::uint8_t {
  kAcked,
  kTimedOut,
  kLeft,     // the socket left before
  kTooMany,  // SIO29: not sent
};
/// Once; `ack` only when acked, and good during the call.
using AckDone = UniqueFunction<void(AckOutcome, const wire::socketio::Incoming* ack)>;

/// What an application does with one socket. Destroyed after on_disconnect, or after a refusal.
class SocketHandler {
 public:
  virtual ~SocketHandler() = default;
  virtual void on_event(const wire::socketio::Incoming& event) = 0;
  /// The socket has left, by whoever's doing, once. Not after refuse().
  virtual void on_disconnect() = 0;
};

class Socket {
 public:
  Socket(SocketIoSession& session, std::string nsp) : session_(session), nsp_(std::move(nsp)) {}
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  // Answers to the CONNECT; now or later, once.
  void accept();
  /// `error`: {"message":...,"data":...}. The socket and its handler go at the end of the turn.
  void refuse(std::string_view error);

  void emit(const wire::socketio::Payload& payload);
  /// SIO26..SIO29. `done` may run within the call.
  void emit_with_ack(const wire::socketio::Payload& payload, DurationMs timeout_ms, AckDone done);
  void ack(wire::socketio::AckId id, const wire::socketio::Payload& payload);
  /// SIO41: at once, or when the connection has taken most of what waits for it; a newer one of the
  /// same key replaces it until then.
  void emit_latest(Latest latest);
  /// emit_latest() would keep it back.
  bool holds_back() const;
  /// DISCONNECT: the client stays away. on_disconnect follows at the end of the turn.
  void disconnect();
  /// Ends the transport: the client comes back.
  void close_transport();

  const std::string& nsp() const { return nsp_; }
  EngineSession& engine();
  /// Frames made for all may go out: text packets over a WebSocket.
  bool takes_frames();

 private:
  friend class SocketIoSession;
  void acknowledged(wire::socketio::AckId id, AckOutcome outcome,
                    const wire::socketio::Incoming* ack);
  void leave_awaited();

  SocketIoSession& session_;
  std::string nsp_;
  std::unique_ptr<SocketHandler> handler_;
  wire::socketio::AckId next_ack_ = 0;
  std::map<wire::socketio::AckId, AckDone> awaited_;  // bounded by the connection
  bool accepted_ = false;
  bool ended_ = false;
};

/// The application behind the namespaces of one loop.
class SocketIoApplication {
 public:
  virtual ~SocketIoApplication() = default;
  /// A client asks for `socket.nsp()`; the handler answers with accept or refuse. Null: there is no
  /// such namespace. `auth`: a JSON object or empty.
  virtual std::unique_ptr<SocketHandler> connect(Socket& socket, std::string_view auth) = 0;
};

}  // namespace atelier::gateway
