// One document of one Hocuspocus connection, by its address: from the token to the end
// (spec/hocuspocus.md). Belongs to its connection and lives on its loop.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <string_view>

#include "feature/docs/docs.h"
#include "gateway/auth/login_watch.h"
#include "gateway/authenticator.h"
#include "gateway/frame_run.h"
#include "gateway/yjs/message_bucket.h"
#include "wire/hocuspocus/message.h"

namespace atelier::gateway {

class HocuspocusConnection;

class HocuspocusSession {
 public:
  HocuspocusSession(HocuspocusConnection& connection, std::string address,
                    feature::docs::DocumentId document);
  ~HocuspocusSession();
  HocuspocusSession(const HocuspocusSession&) = delete;
  HocuspocusSession& operator=(const HocuspocusSession&) = delete;

  /// `bytes` is the whole message; it is kept while it is not known who asks.
  void handle(const wire::hocuspocus::Body& body, std::string_view bytes);
  /// For this session alone.
  void deliver(const feature::docs::DocumentDelivery& delivery);
  /// WebSocket frames that sessions of the same address share.
  void send_update(const FrameSpan& frames);
  void send_volatile(const FrameSpan& frames);
  /// Called every few seconds: tokens end.
  void tick();
  /// The document is closed with a reason; the connection stays (HOC8).
  void refuse(const Error& error);
  /// Nothing more is said to the document or by it.
  void end();

  const std::string& address() const { return address_; }
  const feature::docs::DocumentId& document() const { return document_; }
  core::PeerId peer() const { return peer_; }
  bool is_open() const { return state_ == State::kOpen; }

 private:
  enum class State : std::uint8_t {
    kSilent,    // no token yet
    kChecking,  // whose token is it?
    kEntering,  // the document is asked
    kOpen,
    kRefused,  // what comes is ignored, but a token
  };

  void take_token(const wire::hocuspocus::Token& token);
  void identified(Result<Identity> identity);
  void enter(const Identity& identity);
  void refresh(const Identity& identity);
  void watch(const Identity& identity);
  void keep(std::string_view bytes);
  void drop_kept();
  bool take_turn(const wire::hocuspocus::Body& body);
  void act(const wire::hocuspocus::Body& body);
  void forward(feature::docs::MessageKind kind, std::string_view bytes);
  void forward_update(feature::docs::MessageKind kind, std::string_view bytes);
  void role_is(core::Role role);
  void settled(bool stored);
  void closed(const Error& error);

  HocuspocusConnection& connection_;
  std::string address_;
  feature::docs::DocumentId document_;
  State state_ = State::kSilent;
  core::PeerId peer_ = core::kNoPeer;
  std::string principal_;
  core::Role role_ = core::Role::kNone;
  WallMs expires_at_ = 0;
  LoginWatch::Id login_ = LoginWatch::kNone;
  bool asked_for_token_ = false;
  bool synced_ = false;   // has had a step 2
  bool refused_ = false;  // an update, since its last step 1
  std::size_t checks_ = 0;
  MessageBucket bucket_;
  std::list<std::string> early_;
  std::list<std::size_t> unsettled_;  // sizes of updates the document has not answered
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace atelier::gateway
