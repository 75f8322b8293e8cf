// One y-websocket connection: one document on one WebSocket (spec/yjs.md, YWS rules). Lives on the
// loop that accepted it.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "feature/docs/docs.h"
#include "gateway/auth/login_watch.h"
#include "gateway/authenticator.h"
#include "gateway/frame_run.h"
#include "gateway/yjs/message_bucket.h"
#include "port/http.h"
#include "wire/yjs/sync.h"

namespace atelier::gateway {

class YjsGateway;

class YjsConnection final : public port::WebSocketHandler {
 public:
  YjsConnection(YjsGateway& gateway, core::PeerId peer, feature::docs::DocumentId document);
  YjsConnection(const YjsConnection&) = delete;
  YjsConnection& operator=(const YjsConnection&) = delete;

  void open(std::unique_ptr<port::WebSocket> socket) { socket_ = std::move(socket); }
  void identified(Result<Identity> identity);

  void on_text(std::string_view utf8) override;
  void on_binary(std::string_view bytes) override;
  void on_close(std::uint16_t code) override;

  /// For this connection alone.
  void deliver(const feature::docs::DocumentDelivery& delivery);
  /// WebSocket frames that all connections of the document share.
  void send_update(const FrameSpan& frames);
  void send_awareness(const FrameSpan& frames);
  /// Called every few seconds.
  void tick();
  void close(std::uint16_t code, std::string_view reason);
  /// With the reason as a frame where the protocol has one, and the close code of the error.
  void refuse(const Error& error);

  core::PeerId peer() const { return peer_; }
  const feature::docs::DocumentId& document() const { return document_; }
  bool is_closed() const { return closed_; }
  LoginWatch::Id login() const { return login_; }

 private:
  void watch_login(const std::string& login);
  bool take_token(bool is_awareness);
  void handle(std::string_view bytes);
  void forward(feature::docs::MessageKind kind, std::string_view bytes);
  void forward_update(feature::docs::MessageKind kind, std::string_view bytes);
  void settled();
  void send(std::string_view frame);
  bool makes_room();
  void end();

  YjsGateway& gateway_;
  core::PeerId peer_;
  feature::docs::DocumentId document_;
  std::unique_ptr<port::WebSocket> socket_;
  bool identified_ = false;
  bool attached_ = false;  // may see the document
  bool synced_ = false;    // has had a step 2
  bool closed_ = false;
  WallMs expires_at_ = 0;
  LoginWatch::Id login_ = LoginWatch::kNone;
  MonoMs last_sent_ = 0;
  MessageBucket bucket_;
  std::vector<std::string> early_;  // came before we knew who it is
  std::size_t early_bytes_ = 0;
  std::list<std::size_t> unsettled_;  // sizes of updates the document has not answered
  std::size_t unsettled_bytes_ = 0;
};

}  // namespace atelier::gateway
