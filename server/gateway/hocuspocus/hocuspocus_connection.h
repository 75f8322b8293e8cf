// One Hocuspocus connection: many documents on one WebSocket (spec/hocuspocus.md, HOC rules). Lives
// on the loop that accepted it.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "gateway/hocuspocus/hocuspocus_session.h"
#include "port/http.h"

namespace atelier::gateway {

class HocuspocusGateway;

class HocuspocusConnection final : public port::WebSocketHandler {
 public:
  HocuspocusConnection(HocuspocusGateway& gateway, std::uint64_t id, port::HttpRequest request);
  HocuspocusConnection(const HocuspocusConnection&) = delete;
  HocuspocusConnection& operator=(const HocuspocusConnection&) = delete;

  void open(std::unique_ptr<port::WebSocket> socket) { socket_ = std::move(socket); }

  void on_text(std::string_view utf8) override;
  void on_binary(std::string_view bytes) override;
  void on_close(std::uint16_t code) override;

  /// Called every few seconds.
  void tick();
  void close(std::uint16_t code, std::string_view reason);

  // What its sessions ask.
  void authenticate(const wire::hocuspocus::Token& token, Authenticator::Done done);
  void send(std::string_view message);
  void send_frames(const FrameSpan& frames);
  /// Also when more of what may be lost is not worth sending.
  bool is_behind() const;
  /// False when there is no room: the connection is closed then.
  bool keep(std::size_t bytes);
  void drop(std::size_t messages, std::size_t bytes);
  bool forwarded(std::size_t bytes);
  void settled(std::size_t bytes) { unsettled_bytes_ -= bytes; }

  HocuspocusGateway& gateway() { return gateway_; }
  std::uint64_t id() const { return id_; }
  bool is_closed() const { return closed_; }

 private:
  void handle(const wire::hocuspocus::Message& message, std::string_view bytes);
  HocuspocusSession* session_for(const wire::hocuspocus::Message& message);
  void too_large(std::string_view bytes);
  bool makes_room();
  void keep_alive(MonoMs now);
  void end();

  HocuspocusGateway& gateway_;
  std::uint64_t id_;
  port::HttpRequest request_;  // for clients that say who they are with a cookie
  std::unique_ptr<port::WebSocket> socket_;
  std::map<std::string, std::unique_ptr<HocuspocusSession>, std::less<>> sessions_;
  bool closed_ = false;
  bool answers_pings_ = false;
  MonoMs last_received_ = 0;
  MonoMs last_sent_ = 0;
  MonoMs last_ping_ = 0;
  std::size_t kept_messages_ = 0;
  std::size_t kept_bytes_ = 0;
  std::size_t unsettled_bytes_ = 0;
};

}  // namespace atelier::gateway
