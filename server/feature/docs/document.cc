#include "feature/docs/document.h"

#include <utility>

#include "base/log.h"
#include "core/on_executor.h"
#include "core/policy.h"
#include "feature/docs/docs_limits.h"

namespace atelier::feature::docs {

Document::Document(DocumentHost& host, DocumentId id)
    : host_(host), id_(std::move(id)), outbox_(host.executor, host.loops, id_.text()) {
  open();
}

Document::~Document() = default;

void Document::open() {
  state_ = State::kOpening;
  log_ = std::make_unique<DocumentLog>(host_.stores, host_.executor, id_,
                                       [this](const Error&) { log_failed(); });
  DocumentLog::Loader loader;
  loader.update = [this](std::string_view bytes) {
    const auto update = crdt::decode_update(bytes);
    if (update) content_.replay(*update);
    return update.has_value();
  };
  loader.done = [this](Result<void> result) { opened(std::move(result)); };
  log_->load(std::move(loader));
}

void Document::opened(Result<void> result) {
  if (!result) {
    // DOC12: never serve a document that was read in part.
    state_ = State::kFailed;
    log::error("document_unreadable",
               {{"document", id_.text()}, {"reason", result.error().message}});
    while (!peers_.empty()) {
      close(peers_.begin()->first, unavailable("The document cannot be read now; try again."));
    }
    return;
  }
  state_ = State::kOpen;
  if (relayed_) {
    send_to_all(DeliveryKind::kUpdate,
                *content_.since(crdt::encode_state_vector(*relayed_), *relayed_));
    relayed_.reset();
  }
  std::vector<PeerId> waiting;
  for (const auto& [peer, state] : peers_) {
    if (state.role != core::Role::kNone) waiting.push_back(peer);
  }
  for (const PeerId peer : waiting) enter(peer);
}

// Called within the log, after the effects that wait were told.
void Document::log_failed() {
  log::warn("document_not_stored", {{"document", id_.text()}});
  // What is known now may be lost: messages wait until the log has been read again.
  state_ = State::kOpening;
  host_.executor.post([this, alive = std::weak_ptr<int>(alive_)] {
    if (!alive.expired()) reopen();
  });
}

void Document::reopen() {
  std::vector<PeerId> lost;
  for (const auto& [peer, state] : peers_) {
    if (state.lost_updates || state.unsettled > 0) lost.push_back(peer);
  }
  // They come back and deliver again what was not stored (DOC11).
  for (const PeerId peer : lost) {
    close(peer, unavailable("The document could not be stored; your changes are sent again."));
  }
  relayed_ = content_.stored_clocks();
  content_ = {};
  before_count_.clear();
  is_counted_ = false;
  on_their_way_ = 0;
  open();
}

void Document::attach(PeerId peer, core::Access access) {
  const bool is_new = peers_.try_emplace(peer, Peer{access}).second;
  if (!is_new) return;
  outbox_.add_peer(peer);
  if (peers_.size() > kPeersPerDocument) {
    return close(peer, unavailable("The document has too many readers; try again later."));
  }
  if (state_ == State::kFailed) {
    return close(peer, unavailable("The document cannot be read now; try again."));
  }
  host_.roles.role_of(host_.loop, id_.room, access,
                      [this, peer, alive = std::weak_ptr<int>(alive_)](Result<core::Role> role) {
                        if (!alive.expired()) role_known(peer, std::move(role));
                      });
}

void Document::role_known(PeerId peer, Result<core::Role> role) {
  Peer* found = find(peer);
  if (found == nullptr) return;
  if (!role) return close(peer, role.error());
  if (*role == core::Role::kNone) return close(peer, core::no_such_room());
  found->role = *role;
  if (state_ == State::kOpen) enter(peer);
}

void Document::enter(PeerId peer) {
  Peer* found = find(peer);
  // A role change may have let it in already, and after a reopening it is in.
  if (found == nullptr) return;
  if (!std::exchange(found->entered, true)) {
    outbox_.send({DeliveryKind::kAttached, peer, nullptr, found->role});
    if (found->role >= core::Role::kEditor) ask(peer);
    const std::string present = awareness_.snapshot();
    if (!present.empty()) {
      send_to(peer, DeliveryKind::kAwareness, std::make_shared<const std::string>(present));
    }
  }
  while ((found = find(peer)) != nullptr && !found->early.empty() && state_ == State::kOpen) {
    DocumentMessage message = std::move(found->early.front());
    found->early.pop_front();
    handle(peer, std::move(message));
  }
}

void Document::receive(PeerId peer, DocumentMessage message) {
  Peer* found = find(peer);
  if (found == nullptr) return;
  if (!found->entered || state_ != State::kOpen || !found->early.empty()) {
    found->early.push_back(std::move(message));
    return;
  }
  handle(peer, std::move(message));
}

void Document::handle(PeerId peer, DocumentMessage message) {
  switch (message.kind) {
    case MessageKind::kStep1:
      return answer_step1(peer, message.bytes);
    case MessageKind::kStep2:
    case MessageKind::kUpdate:
      return take_update(peer, std::move(message));
    case MessageKind::kAwareness:
      return take_awareness(peer, message.bytes);
    case MessageKind::kQueryAwareness: {
      const std::string present = awareness_.snapshot();
      if (present.empty()) return;
      return send_to(peer, DeliveryKind::kAwareness, std::make_shared<const std::string>(present));
    }
  }
}

void Document::answer_step1(PeerId peer, const std::string& state_vector) {
  const auto known = crdt::decode_state_vector(state_vector);
  if (!known) return close(peer, known.error());
  send_to(peer, DeliveryKind::kStep2, content_.since(state_vector, *known));
}

void Document::take_awareness(PeerId peer, const std::string& bytes) {
  auto relay = awareness_.apply(peer, find(peer)->access.principal.id, bytes);
  if (!relay) return close(peer, relay.error());
  if (!relay->empty()) send_to_all(DeliveryKind::kAwareness, std::move(*relay));
}

void Document::detach(PeerId peer) {
  if (find(peer) != nullptr) forget(peer);
}

void Document::role_changed(const std::string& principal, core::Role role) {
  std::vector<PeerId> theirs;
  for (const auto& [peer, state] : peers_) {
    if (state.access.principal.id == principal) theirs.push_back(peer);
  }
  for (const PeerId peer : theirs) {
    if (role == core::Role::kNone) {
      close(peer, forbidden("You are not in this room any more."));
      continue;
    }
    Peer* found = find(peer);
    const bool may_write_now = found->role < core::Role::kEditor && role >= core::Role::kEditor;
    found->role = role;
    found->told_read_only = false;
    if (!found->entered) continue;
    outbox_.send({DeliveryKind::kRole, peer, nullptr, role});
    // What it wrote meanwhile was refused: fetch it.
    if (may_write_now) ask(peer);
  }
}

Document::Peer* Document::find(PeerId peer) {
  const auto found = peers_.find(peer);
  return found == peers_.end() ? nullptr : &found->second;
}

void Document::ask(PeerId peer) {
  Peer* found = find(peer);
  if (found == nullptr || std::exchange(found->asked, true)) return;
  send_to(peer, DeliveryKind::kStep1, std::make_shared<const std::string>(content_.known()));
}

void Document::settle(PeerId peer, std::optional<Error> error) {
  if (find(peer) == nullptr) return;
  outbox_.send({DeliveryKind::kSettled, peer, nullptr, core::Role::kNone, std::move(error)});
}

void Document::send_to(PeerId peer, DeliveryKind kind, std::shared_ptr<const std::string> bytes) {
  outbox_.send({kind, peer, std::move(bytes)});
}

void Document::send_to_all(DeliveryKind kind, std::string bytes) {
  outbox_.send({kind, core::kNoPeer, std::make_shared<const std::string>(std::move(bytes))});
}

void Document::close(PeerId peer, Error error) {
  outbox_.send({DeliveryKind::kClosed, peer, nullptr, core::Role::kNone, std::move(error)});
  forget(peer);
}

void Document::forget(PeerId peer) {
  peers_.erase(peer);
  outbox_.remove_peer(peer);
  std::string removals = awareness_.remove_peer(peer);
  if (!removals.empty()) send_to_all(DeliveryKind::kAwareness, std::move(removals));
}

}  // namespace atelier::feature::docs
