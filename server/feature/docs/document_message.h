// What peers say to a document and what it says to them, before any protocol. Plain values that are
// posted between the loop of a connection and the loop of the document.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "core/delivery.h"
#include "core/principal.h"

namespace atelier::feature::docs {

/// One connection; it may attach to many documents. Numbered by the gateway that holds it.
using core::PeerId;

enum class MessageKind : std::uint8_t {
  kStep1,           // a state vector: wants what it lacks
  kStep2,           // an update: the answer to our step 1
  kUpdate,          // an update
  kAwareness,       // an awareness update
  kQueryAwareness,  // wants all awareness states
  kSync,            // as kStep1, and wants to be asked with step 1 first, whatever its role
  kStateless,       // a text for the others who are there now; from commenters and up
  kPurge,           // removes the history (VER5); from owners
};

/// Who is asked for what the server lacks.
enum class Opening : std::uint8_t {
  kAskEditors,  // editors, as soon as they are in
  kAskOnSync,   // everyone with each kSync, and only then
};

/// Every kStep2, kUpdate and kPurge is answered by exactly one kSettled, unless kClosed comes
/// first.
struct DocumentMessage {
  MessageKind kind = MessageKind::kUpdate;
  std::string bytes;
};

enum class DeliveryKind : std::uint8_t {
  kAttached,   // `role` is known; the first delivery to a peer that was let in
  kStep1,      // our state vector: wants what we lack
  kStep2,      // the answer to kStep1: all that was missing. From here on the peer gets kUpdate
  kUpdate,     // to everyone who has had a kStep2, the author too
  kAwareness,  // to everyone, or as the answer to kQueryAwareness
  kReadOnly,   // an update was not taken for want of a role; at most once while that lasts
  kSettled,    // an update is stored, or was known; else `error`
  kRole,       // the peer's role is another now
  kStateless,  // a text of another peer
  kClosed,     // the last delivery to a peer: it was not let in, or is out, for `error`
};

struct DocumentDelivery {
  DeliveryKind kind = DeliveryKind::kUpdate;
  PeerId peer = core::kNoPeer;  // kNoPeer: everyone on the loop
  std::shared_ptr<const std::string> bytes = nullptr;
  core::Role role = core::Role::kNone;
  std::optional<Error> error = std::nullopt;
  PeerId except = core::kNoPeer;  // with `peer` kNoPeer: everyone but this one
  /// kUpdate to everyone: the updates right behind `bytes`, in their order.
  std::vector<std::shared_ptr<const std::string>> following = {};
};

/// A protocol on one loop. Called on its loop, in the order of the document; it may call Docs.
class DocumentSink {
 public:
  virtual ~DocumentSink() = default;
  virtual void deliver(const std::string& document, const DocumentDelivery& delivery) = 0;
};

}  // namespace atelier::feature::docs
