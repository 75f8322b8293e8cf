#include "feature/docs/document.h"

#include <utility>

#include "base/log.h"
#include "core/policy.h"
#include "feature/docs/docs_limits.h"

namespace atelier::feature::docs {

Document::Document(DocumentHost& host, DocumentId id)
    : host_(host),
      id_(std::move(id)),
      outbox_(host.executor, host.loops, id_.text()),
      relay_(host.executor, host.stores.clock,
             [this](const SharedBytes& update) { send_to_all(DeliveryKind::kUpdate, update); }) {
  open();
}

Document::~Document() = default;

void Document::open() {
  state_ = State::kOpening;
  content_ = {};
  stored_ = std::make_unique<StoredContent>(host_.executor, host_.stores.pool, id_.text());
  loading_ = std::make_unique<DocumentLoading>(host_.executor, host_.stores.pool, id_.text());
  log_ = std::make_unique<DocumentLog>(host_.stores, host_.executor, id_,
                                       [this](const Error&) { log_failed(); });
  DocumentLog::Loader loader;
  loader.take = [this](std::vector<std::string> updates, UniqueFunction<void(bool)> go_on) {
    loading_->add(std::move(updates), std::move(go_on));
  };
  loader.done = [this](Result<void> result) { loaded(std::move(result)); };
  log_->load(std::move(loader));
}

void Document::loaded(Result<void> result) {
  if (!result) return unreadable(result.error());
  DocumentLoading::Loaded read = loading_->take();
  loading_.reset();
  stored_->restore(std::move(read.state), read.bytes);
  content_.restore(std::move(read.tracker));
  if (!relayed_) return opened();
  stored_->since(*relayed_, [this](StoredContent::Answer missed) {
    if (missed.update == nullptr) return unreadable(unavailable("The server is busy."));
    relayed_.reset();
    send_to_all(DeliveryKind::kUpdate, std::move(missed.update));
    opened();
  });
}

// DOC12: never serve a document that was read in part.
void Document::unreadable(const Error& reason) {
  state_ = State::kFailed;
  log::error("document_unreadable", {{"document", id_.text()}, {"reason", reason.message}});
  while (!peers_.empty()) {
    close(peers_.begin()->first, unavailable("The document cannot be read now; try again."));
  }
}

void Document::opened() {
  state_ = State::kOpen;
  std::vector<PeerId> waiting;
  for (const auto& [peer, state] : peers_) {
    if (state.role != core::Role::kNone) waiting.push_back(peer);
  }
  for (const PeerId peer : waiting) {
    const Peer* found = find(peer);
    if (found != nullptr && found->wants) answer(peer, crdt::StateVector(*found->wants));
    enter(peer);
  }
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
  relay_.flush();
  std::vector<PeerId> lost;
  for (const auto& [peer, state] : peers_) {
    if (state.lost_updates || state.unsettled > 0) lost.push_back(peer);
  }
  // They come back and deliver again what was not stored (DOC11).
  for (const PeerId peer : lost) {
    close(peer, unavailable("The document could not be stored; your changes are sent again."));
  }
  // While it opens anew it has not relayed more than before.
  if (!relayed_) relayed_ = stored_->clocks();
  before_count_.clear();
  is_counted_ = quota_knows_ = snapshotting_ = false;
  on_their_way_ = 0;
  purged(unavailable("The history could not be removed; try again."));
  open();
}

void Document::attach(PeerId peer, core::Access access, Opening opening) {
  const bool is_new = peers_.try_emplace(peer, Peer{access, opening}).second;
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
    const bool asks_now = found->opening == Opening::kAskEditors;
    if (asks_now && found->role >= core::Role::kEditor) ask(peer);
    send_awareness(peer);
  }
  handle_early(peer);
}

void Document::handle_early(PeerId peer) {
  for (;;) {
    Peer* found = find(peer);
    if (found == nullptr || found->early.empty()) return;
    if (state_ != State::kOpen || found->decoding) return;
    DocumentMessage message = std::move(found->early.front());
    found->early.pop_front();
    handle(peer, std::move(message));
  }
}

void Document::receive(PeerId peer, DocumentMessage message) {
  if (find(peer) == nullptr || !is_within_rates(peer, message.kind)) return;
  Peer* found = find(peer);
  if (!found->entered || state_ != State::kOpen || found->decoding || !found->early.empty()) {
    found->early.push_back(std::move(message));
    return;
  }
  handle(peer, std::move(message));
}

// DOC15
bool Document::is_within_rates(PeerId peer, MessageKind kind) {
  if (!host_.rate_limits) return true;
  const MonoMs now = host_.stores.clock.mono();
  auto wait = principal_rate_.take(find(peer)->access.principal.id, now);
  if (!wait) wait = document_rate_.take("", now);
  if (wait && kind != MessageKind::kAwareness) close(peer, core::rate_limited(*wait));
  return !wait;
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
    case MessageKind::kQueryAwareness:
      return send_awareness(peer);
    case MessageKind::kSync: {
      Peer* from = find(peer);
      from->asked = false;
      ask(peer);
      return answer_step1(peer, message.bytes);
    }
    case MessageKind::kStateless:
      return take_stateless(peer, std::move(message.bytes));
    case MessageKind::kPurge:
      return take_purge(peer);
  }
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

void Document::send_away() {
  while (!peers_.empty()) {
    close(peers_.begin()->first, not_found("This room is not there any more."));
  }
}

void Document::ask_owners_roles() {
  for (const auto& [peer, state] : peers_) {
    if (!state.access.workspace_owner) continue;
    host_.roles.role_of(host_.loop, id_.room, state.access,
                        [this, principal = state.access.principal.id,
                         alive = std::weak_ptr<int>(alive_)](const Result<core::Role>& role) {
                          if (!alive.expired() && role && *role != core::Role::kNone)
                            role_changed(principal, *role);
                        });
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

void Document::close(PeerId peer, Error error) {
  outbox_.send({DeliveryKind::kClosed, peer, nullptr, core::Role::kNone, std::move(error)});
  forget(peer);
}

void Document::forget(PeerId peer) {
  peers_.erase(peer);
  outbox_.remove_peer(peer);
  std::string removals = awareness_.remove_peer(peer);
  if (removals.empty()) return;
  send_to_all(DeliveryKind::kAwareness, std::make_shared<const std::string>(std::move(removals)));
}

}  // namespace atelier::feature::docs
