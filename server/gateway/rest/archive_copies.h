// What archives take over from the stores: a file in pieces, a document as people read it. What is
// refused for now is asked again. One loop.
#pragma once

#include <memory>
#include <string>

#include "base/function.h"
#include "gateway/rest/archive_stream.h"
#include "gateway/rest/document_visits.h"
#include "gateway/rest/services.h"

namespace atelier::gateway {

/// Whether a later try may work.
bool is_passing(const Error& error);

/// One entry of an archive from bytes at hand; on the pool.
Result<void> write_entry(wire::zip::ZipWriter& archive, std::string& out, const std::string& name,
                         WallMs at, std::string_view bytes);

/// Where things go, and who brings them.
struct ArchiveTarget {
  Services& services;
  std::size_t loop;
  std::shared_ptr<ArchiveStream> archive;

  port::Executor& executor() const { return *services.loops[loop]; }
  WallMs now() const { return services.clock.wall(); }
};

struct BlobCopy {
  std::string key;   // in the blob store
  std::string name;  // in the archive
  WallMs at = 0;
  std::uint64_t size = 0;
  bool is_packed = false;  // compressing it again is no use
};

/// `next` runs when it is in the archive, or is missing: the log says so then. When it cannot be
/// read the archive fails.
void copy_blob(ArchiveTarget target, BlobCopy what, Task next);

struct DocumentCopy {
  feature::docs::DocumentId id;
  core::Access access;
  std::string prefix;       // of the name in the archive
  bool with_state = false;  // beside it, as an update for programs
};

/// `next` gets why it could not be read; an empty document is left out.
void copy_document(ArchiveTarget target, DocumentVisits& visits, DocumentCopy what,
                   UniqueFunction<void(Result<void>)> next);

}  // namespace atelier::gateway
