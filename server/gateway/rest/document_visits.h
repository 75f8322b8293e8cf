// Calls that read or change a document, as peers of it like any other: they attach, get the state,
// send an update, and leave. So roles, rates, readiness and storing are the document's own. One
// loop; a sink of its documents.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "feature/docs/docs.h"
#include "gateway/peer_ids.h"

namespace atelier::gateway {

class DocumentVisits;

/// Somebody in a document; leaves with this object, which is destroyed on the loop.
class DocumentVisit {
 public:
  DocumentVisit(DocumentVisits& visits, core::PeerId peer, feature::docs::DocumentId id);
  ~DocumentVisit();
  DocumentVisit(const DocumentVisit&) = delete;
  DocumentVisit& operator=(const DocumentVisit&) = delete;

  const feature::docs::DocumentId& id() const { return id_; }
  core::Role role() const { return role_; }
  /// Everything that was stored when the visit began: an update, with gc (DOC19).
  const std::shared_ptr<const std::string>& state() const { return state_; }
  bool is_empty() const;

  /// `done` runs once: it is stored, or why not.
  void send(std::string update, UniqueFunction<void(Result<void>)> done);
  /// VER5, as send.
  void purge(UniqueFunction<void(Result<void>)> done);

 private:
  friend class DocumentVisits;
  void tell(feature::docs::DocumentMessage message, UniqueFunction<void(Result<void>)> done);

  DocumentVisits* visits_;
  std::weak_ptr<int> alive_;  // the visits are
  core::PeerId peer_;
  feature::docs::DocumentId id_;
  core::Role role_ = core::Role::kNone;
  std::shared_ptr<const std::string> state_;
  UniqueFunction<void(Result<void>)> settled_;
  std::optional<Error> closed_;  // the document sent it away
};

class DocumentVisits final : public feature::docs::DocumentSink {
 public:
  using Opened = UniqueFunction<void(Result<std::shared_ptr<DocumentVisit>>)>;

  /// Register it with docs.add_sink(loop, ...) at start-up.
  DocumentVisits(feature::docs::Docs& docs, PeerIds& peers) : docs_(docs), peers_(peers) {}
  ~DocumentVisits() override;
  DocumentVisits(const DocumentVisits&) = delete;
  DocumentVisits& operator=(const DocumentVisits&) = delete;

  /// `opened` runs once, later.
  void open(const feature::docs::DocumentId& id, core::Access access, Opened opened);

  void close_room(std::size_t loop, const std::string& room, Task done) {
    docs_.close_room(loop, room, std::move(done));
  }

  void deliver(const std::string& document,
               const feature::docs::DocumentDelivery& delivery) override;

 private:
  friend class DocumentVisit;
  struct Guest {
    std::weak_ptr<DocumentVisit> visit;
    std::shared_ptr<DocumentVisit> opening;  // until it is open
    Opened opened;
  };

  void fail(core::PeerId peer, const Error& error);

  feature::docs::Docs& docs_;
  PeerIds& peers_;
  std::map<core::PeerId, Guest> guests_;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace atelier::gateway
