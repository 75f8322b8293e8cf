// Socket.IO over one Engine.IO session (spec/socketio.md): which namespaces are joined, which acks
// are awaited, which attachments are still to come. Knows neither transports nor what namespaces
// do; text and msgpack differ only in the codec.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "base/time.h"
#include "wire/socketio/codec.h"
#include "wire/socketio/packet.h"

namespace atelier::wire::socketio {

/// An event or an ack of the peer, with its binary parts. Good during the call; keep copies.
struct Incoming {
  std::string_view nsp;
  std::string_view json;  // the whole payload: `["name",...]`, or the arguments of an ack
  std::vector<std::string_view> elements;  // of that array; an event has one at least
  SharedAttachments attachments;           // null: none
  std::optional<AckId> ack_id;
};

enum class Leave : std::uint8_t {
  kClient,     // "client namespace disconnect"
  kTransport,  // the session ended; its reason is known to who ended it
};

/// What a connection asks for. Calls come from within its inputs; they may call the outputs of the
/// connection (accept, refuse, emit, ack, leave), but must not destroy it.
class ConnectionOutput {
 public:
  virtual ~ConnectionOutput() = default;
  /// A whole Engine.IO text packet, and a binary message.
  virtual void send_packet(std::string packet) = 0;
  virtual void send_binary(std::string_view bytes) = 0;
  /// Ends the Engine.IO session; on_transport_closed() follows, at once or later.
  virtual void close_transport() = 0;
  /// Answer with accept() or refuse(), now or later. `auth` is a JSON object or empty.
  virtual void on_connect(std::string_view nsp, std::string_view auth) = 0;
  virtual void on_event(const Incoming& event) = 0;
  virtual void on_ack(const Incoming& ack) = 0;
  virtual void on_ack_timeout(std::string_view nsp, AckId ack_id) = 0;
  virtual void on_disconnect(std::string_view nsp, Leave leave) = 0;
};

class Connection {
 public:
  struct Options {
    DurationMs connect_timeout_ms = 45'000;
    std::size_t max_namespaces = limits::kSocketIoNamespacesPerConnection;
  };

  Connection(Options options, const Codec& codec, ConnectionOutput& output, MonoMs now);

  // What the Engine.IO session brings.
  void on_message(std::string_view data, bool binary);
  void on_transport_closed();
  std::optional<MonoMs> deadline() const;
  void on_deadline(MonoMs now);

  // Answers to on_connect. Ignored when the namespace is not waiting for one.
  void accept(std::string_view nsp, std::string_view sid);
  /// `json` is the object of the error: {"message":...,"data":...}.
  void refuse(std::string_view nsp, std::string_view json);

  bool is_joined(std::string_view nsp) const;
  /// Ignored, like all below, when the namespace is not joined.
  void emit(std::string_view nsp, const Payload& payload);
  /// False when too many acks are awaited already; then nothing is sent.
  bool emit_with_ack(std::string_view nsp, const Payload& payload, AckId ack_id,
                     std::optional<MonoMs> deadline);
  void ack(std::string_view nsp, AckId ack_id, const Payload& payload);
  /// Tells the client to stay away from this namespace. on_disconnect is not called.
  void leave(std::string_view nsp);

 private:
  enum class State : std::uint8_t { kOpen, kClosed };
  enum class Joined : std::uint8_t { kPending, kJoined };
  struct Namespace {
    Joined joined = Joined::kPending;
    std::map<AckId, std::optional<MonoMs>> awaited;  // acks, with their deadlines
  };
  using Namespaces = std::map<std::string, Namespace, std::less<>>;

  void on_packet(const Decoded& packet);
  void on_connect_packet(const Decoded& packet);
  void on_event_packet(const Decoded& packet);
  void on_ack_packet(const Decoded& packet, Namespace& nsp);
  void break_off();
  void send(Encoded packet);
  void expire_acks(MonoMs now);
  Namespace* joined(std::string_view nsp);

  Options options_;
  std::unique_ptr<Decoder> decoder_;
  const Codec& codec_;
  ConnectionOutput& output_;
  std::optional<MonoMs> connect_deadline_;
  Namespaces namespaces_;
  std::size_t awaited_acks_ = 0;
  State state_ = State::kOpen;
};

}  // namespace atelier::wire::socketio
