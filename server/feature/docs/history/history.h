// The past of one document, put together from its log (VER1..VER3): moments, versions, the document
// as of a time, and who brought which unit. Immutable but for the document it shows states of; made
// and asked on the pool. Knows no store.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "crdt/doc.h"
#include "feature/docs/history/named_version.h"
#include "feature/docs/history/stored_log.h"
#include "feature/docs/history/unit_owners.h"

namespace atelier::feature::docs {

struct Version {
  WallMs at = 0;
  const NamedVersion* named = nullptr;  // null: automatic
  std::vector<std::string> authors;     // principal ids, who did most first
};

class History {
 public:
  static Result<std::unique_ptr<History>> read(const StoredLog& log);

  /// In the order of the log.
  const std::vector<Delivered>& moments() const { return moments_; }
  const std::vector<NamedVersion>& named() const { return named_; }
  /// Oldest first. Points into this.
  std::vector<Version> versions() const;

  /// Everything, with what was deleted.
  crdt::Doc& all() { return all_; }
  /// The last time at which the document is still what it was at `at`; nothing when it is so now.
  std::optional<WallMs> same_until(WallMs at) const;
  /// Only what was there at that time.
  Result<std::unique_ptr<crdt::Doc>> as_of(WallMs at);

  /// The moment that inserted or deleted a unit first.
  const UnitOwners& inserters() const { return inserters_; }
  const UnitOwners& deleters() const { return deleters_; }

 private:
  History() = default;

  Result<void> add(Segment segment);
  std::size_t count_until(WallMs at) const;
  std::vector<std::string> authors_of(std::size_t from, std::size_t until) const;

  crdt::Doc all_{crdt::DocOptions{false, {}}};
  std::vector<Delivered> moments_;
  std::vector<NamedVersion> named_;
  UnitOwners inserters_;
  UnitOwners deleters_;
};

/// UTF-16 units and other units in all.
std::uint64_t units_in(const std::vector<UnitRange>& ranges);

}  // namespace atelier::feature::docs
