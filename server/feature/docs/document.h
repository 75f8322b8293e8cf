// One document as an actor on its own loop: who is attached with which role, what is taken in,
// stored and relayed (spec/yjs.md, DOC rules). Knows no protocol and no socket.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "feature/docs/awareness_table.h"
#include "feature/docs/document_log.h"
#include "feature/docs/document_state.h"
#include "feature/docs/outbox.h"
#include "feature/docs/room_roles.h"

namespace atelier::feature::docs {

/// The loop a document lives on, and what documents borrow there.
struct DocumentHost {
  DocumentStores& stores;
  RoomRoles& roles;
  port::Executor& executor;
  std::size_t loop = 0;
  const std::vector<LoopSinks>& loops;
};

class Document {
 public:
  Document(DocumentHost& host, DocumentId id);
  ~Document();
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  /// Answered by kAttached or kClosed. Messages may follow at once; they wait.
  void attach(PeerId peer, core::Access access);
  void receive(PeerId peer, DocumentMessage message);
  void detach(PeerId peer);
  /// kNone: the principal is out.
  void role_changed(const std::string& principal, core::Role role);

  /// Before it is destroyed: what it has said goes out.
  void flush() { outbox_.flush(); }

  const DocumentId& id() const { return id_; }
  bool has_peers() const { return !peers_.empty(); }
  /// Something is on its way to the store.
  bool is_busy() const { return !before_count_.empty() || on_their_way_ > 0; }
  /// It could not be read: make a new one.
  bool has_failed() const { return state_ == State::kFailed; }

 private:
  enum class State : std::uint8_t { kOpening, kOpen, kFailed };
  struct Peer {
    core::Access access;
    core::Role role = core::Role::kNone;  // kNone: not known yet
    bool entered = false;
    bool told_read_only = false;
    bool asked = false;  // our step 1 is not answered yet
    bool lost_updates = false;
    std::size_t unsettled = 0;
    std::deque<DocumentMessage> early;  // came before it entered
  };

  void open();
  void opened(Result<void> result);
  void log_failed();
  void reopen();

  void role_known(PeerId peer, Result<core::Role> role);
  void enter(PeerId peer);
  void handle(PeerId peer, DocumentMessage message);
  void answer_step1(PeerId peer, const std::string& state_vector);
  void take_awareness(PeerId peer, const std::string& bytes);

  void take_update(PeerId peer, DocumentMessage message);
  void take_offer(PeerId peer, Offer offer, MessageKind kind);
  void refuse_read_only(PeerId peer);
  void park(PeerId peer, Offer offer, MessageKind kind);
  void retry_parked();
  void store(Offer offer);
  void count_documents();
  void counted(const port::Page& page);
  void append(Offer offer);
  void stored(const Offer& offer, const Result<void>& result);

  Peer* find(PeerId peer);
  void ask(PeerId peer);
  void settle(PeerId peer, std::optional<Error> error);
  void settle_known(PeerId peer);
  void settle_all(const Offer& offer, const std::optional<Error>& error);
  void send_to(PeerId peer, DeliveryKind kind, std::shared_ptr<const std::string> bytes = nullptr);
  void send_to_all(DeliveryKind kind, std::string bytes);
  void close(PeerId peer, Error error);
  void forget(PeerId peer);

  DocumentHost& host_;
  DocumentId id_;
  State state_ = State::kOpening;
  std::unique_ptr<DocumentLog> log_;
  DocumentState content_;
  AwarenessTable awareness_;
  Outbox outbox_;
  std::map<PeerId, Peer> peers_;
  /// Accepted updates of a new document, until it is known that the room may have one more.
  std::vector<Offer> before_count_;
  bool is_counted_ = false;
  std::weak_ptr<Offer> newest_;   // of those that are appended
  std::size_t on_their_way_ = 0;  // appended, and the log has not said yet what became of it
  /// After a failure: what peers have been sent before it.
  std::optional<crdt::StateVector> relayed_;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace atelier::feature::docs
