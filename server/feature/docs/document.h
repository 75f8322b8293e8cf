// One document as an actor on its own loop: who is attached with which role, what is taken in,
// stored and relayed (spec/yjs.md, DOC rules). Knows no protocol and no socket.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/rate_limit.h"
#include "feature/docs/awareness_table.h"
#include "feature/docs/docs_limits.h"
#include "feature/docs/document_loading.h"
#include "feature/docs/document_log.h"
#include "feature/docs/document_state.h"
#include "feature/docs/outbox.h"
#include "feature/docs/paced_relay.h"
#include "feature/docs/room_quota.h"
#include "feature/docs/room_roles.h"
#include "feature/docs/stored_content.h"

namespace atelier::feature::docs {

/// The loop a document lives on, and what documents borrow there.
struct DocumentHost {
  DocumentStores& stores;
  RoomRoles& roles;
  RoomQuota& quota;
  port::Executor& executor;
  std::size_t loop = 0;
  const std::vector<LoopSinks>& loops;
  bool rate_limits = true;
};

class Document {
 public:
  Document(DocumentHost& host, DocumentId id);
  ~Document();
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  /// Answered by kAttached or kClosed. Messages may follow at once; they wait.
  void attach(PeerId peer, core::Access access, Opening opening);
  void receive(PeerId peer, DocumentMessage message);
  void detach(PeerId peer);
  /// kNone: the principal is out.
  void role_changed(const std::string& principal, core::Role role);
  /// Everybody leaves: the room is gone.
  void send_away();
  /// The role that owners of the workspace have in the room may be another.
  void ask_owners_roles();

  /// Before it is destroyed: what it has said goes out.
  void flush() {
    relay_.flush();
    outbox_.flush();
  }

  const DocumentId& id() const { return id_; }
  bool has_peers() const { return !peers_.empty(); }
  /// Something is on its way to the store.
  bool is_busy() const { return !before_count_.empty() || on_their_way_ > 0 || is_purging_; }
  /// It could not be read: make a new one.
  bool has_failed() const { return state_ == State::kFailed; }

 private:
  enum class State : std::uint8_t { kOpening, kOpen, kFailed };
  struct Peer {
    core::Access access;
    Opening opening = Opening::kAskEditors;
    core::Role role = core::Role::kNone;  // kNone: not known yet
    bool entered = false;
    bool told_read_only = false;
    bool asked = false;  // our step 1 is not answered yet
    bool lost_updates = false;
    bool decoding = false;  // an update of it is with the pool; what it says meanwhile waits
    std::size_t unsettled = 0;
    std::optional<crdt::StateVector> wants;  // its step 1 is not answered yet
    std::list<DocumentMessage> early;        // came before it could be handled
  };

  void open();
  void loaded(Result<void> result);
  void opened();
  void unreadable(const Error& reason);
  void log_failed();
  void reopen();

  void role_known(PeerId peer, Result<core::Role> role);
  void enter(PeerId peer);
  bool is_within_rates(PeerId peer, MessageKind kind);
  void handle(PeerId peer, DocumentMessage message);
  void handle_early(PeerId peer);
  void answer_step1(PeerId peer, const std::string& state_vector);
  void answer(PeerId peer, const crdt::StateVector& known);
  void take_awareness(PeerId peer, const std::string& bytes);
  void take_stateless(PeerId peer, std::string text);
  void send_awareness(PeerId peer);

  void take_update(PeerId peer, DocumentMessage message);
  void decode_on_pool(PeerId peer, DocumentMessage message);
  void decoded(PeerId peer, Result<Offer> offer, MessageKind kind);
  void take_offer(PeerId peer, Offer offer, MessageKind kind);
  void refuse_read_only(PeerId peer);
  void park(PeerId peer, Offer offer, MessageKind kind);
  void retry_parked();
  void store(Offer offer);
  void ask_quota();
  void counted(const Result<void>& may);
  void append(Offer offer);
  void stored(const Offer& offer, const Result<void>& result);
  void take_snapshot();
  void take_purge(PeerId peer);
  void purge_when_quiet();
  void purged(Result<void> result);

  Peer* find(PeerId peer);
  void ask(PeerId peer);
  void settle(PeerId peer, std::optional<Error> error);
  void settle_known(PeerId peer);
  void settle_all(const Offer& offer, const std::optional<Error>& error);
  void send_to(PeerId peer, DeliveryKind kind, SharedBytes bytes = nullptr);
  void send_to_all(DeliveryKind kind, SharedBytes bytes);
  void close(PeerId peer, Error error);
  void forget(PeerId peer);

  DocumentHost& host_;
  DocumentId id_;
  State state_ = State::kOpening;
  std::unique_ptr<DocumentLog> log_;
  std::unique_ptr<DocumentLoading> loading_;  // until it is open
  DocumentState content_;
  std::unique_ptr<StoredContent> stored_;
  AwarenessTable awareness_;
  Outbox outbox_;
  PacedRelay relay_;
  std::map<PeerId, Peer> peers_;
  /// Accepted updates of a new document, until it is known that the room may have one more.
  std::vector<Offer> before_count_;
  bool is_counted_ = false;
  bool quota_knows_ = false;     // how that ended
  bool snapshotting_ = false;    // a snapshot is being encoded
  std::vector<PeerId> purging_;  // who asked for the history to go
  bool is_purging_ = false;
  std::weak_ptr<Offer> newest_;   // of those that are appended
  std::size_t on_their_way_ = 0;  // appended, and the log has not said yet what became of it
  /// After a failure: what peers have been sent before it.
  std::optional<crdt::StateVector> relayed_;
  core::RateLimiter principal_rate_{kPrincipalRate, kPeersPerDocument};
  core::RateLimiter document_rate_{kDocumentRate, 1};
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace atelier::feature::docs
