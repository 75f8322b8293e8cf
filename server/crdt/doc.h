// A Yjs document in memory: integrates updates exactly as yjs 13.6 does, so that the same updates
// in the same order give the same bytes, and tells its state. One thread at a time. Knows nothing
// of rooms, storage or time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crdt/item.h"
#include "crdt/snapshot.h"
#include "crdt/update.h"

namespace atelier::crdt {

class DocState;
class Edit;

struct DocOptions {
  /// Deleted content is dropped after each transaction, as yjs does. Without, snapshots can be
  /// shown.
  bool gc = true;
  /// How much decoded updates may hold.
  DecodeLimits limits;
};

/// What waits for something that has not come yet.
struct PendingCounts {
  std::size_t structs = 0;
  std::size_t delete_ranges = 0;

  bool none() const { return structs == 0 && delete_ranges == 0; }
};

/// What one transaction did.
struct Applied {
  bool changed = false;
  /// Subdocuments (by guid) that came and went.
  std::vector<std::string> subdocuments_added;
  std::vector<std::string> subdocuments_removed;
};

class Doc {
 public:
  explicit Doc(DocOptions options = {});
  ~Doc();
  Doc(const Doc&) = delete;
  Doc& operator=(const Doc&) = delete;

  /// One transaction. A refused update changes nothing (YJS6); what cannot be integrated yet waits
  /// in the document (YJS20). With `emitted`, it is set to what yjs would give its `update`
  /// listeners, empty if nothing changed (YJS22).
  Result<Applied> apply(std::string_view update, std::string* emitted = nullptr);
  /// The same for a decoded update of either format; it may go away afterwards.
  Applied apply(const Update& update, std::string* emitted = nullptr);

  /// Runs local edits as one transaction, whose new units get `client`: an id that nobody else
  /// uses (YJS30). Gives the update for the others, empty if nothing changed. Types live until the
  /// end of a transaction that deletes them.
  std::string edit(ClientId client, const std::function<void(Edit&)>& change);

  StateVector state_vector() const;
  DeleteSet delete_set() const;
  Snapshot snapshot() const;
  PendingCounts pending() const;

  /// All that `known` does not contain, with all deletions and all that is pending (YJS23).
  std::string encode_state_as_update(const StateVector& known = {}) const;
  /// The same to be encoded otherwise. Borrows from the document until its next change.
  Update state_as_update(const StateVector& known = {}) const;

  /// The document as it was, from one without gc (YJS26). Changes nothing that shows.
  Result<std::unique_ptr<Doc>> at(const Snapshot& snapshot, DocOptions options = {});

  /// Null until something was inserted there. A root can be read as any kind of type.
  const Type* root(std::string_view name) const;
  /// Roots in the order in which they came.
  const std::vector<Type*>& roots() const;
  Id id_of(const Item& item) const;
  /// What holds the unit, which may be a GC struct or deleted; null beyond the state vector.
  const Item* item_at(const Id& id) const;

  std::size_t struct_count() const;
  /// Bytes of memory held, near enough.
  std::size_t memory_bytes() const;

 private:
  std::unique_ptr<DocState> state_;
};

}  // namespace atelier::crdt
