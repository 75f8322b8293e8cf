// Named versions of a document as calls make, change and remove them, and what a version looks like
// in an answer.
#pragma once

#include "feature/docs/history/history.h"
#include "gateway/rest/document_calls.h"

namespace atelier::gateway {

json::object describe(const feature::docs::Version& version);

/// Stores it if the document is there and has room for it (VER4): else the call fails. `then` gets
/// what the store says.
void keep_version(Services& services, const Call& call, const feature::docs::DocumentId& id,
                  const feature::docs::NamedVersion& version,
                  std::function<void(const port::WriteResult&)> then);
Error version_not_kept();

void name_version(DocumentDesk& desk, const Call& call);    // VER24
void rename_version(Services& services, const Call& call);  // VER24
void forget_version(Services& services, const Call& call);  // VER24

}  // namespace atelier::gateway
