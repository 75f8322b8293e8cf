// How an update stands in a document's log: who delivered it, when, and its bytes or the blob that
// holds them.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace atelier::feature::docs {

struct LogEntry {
  WallMs at = 0;
  std::string author;
  std::string update;     // empty when `blob` is set
  std::string blob = {};  // key in the blob store
};

std::string encode_entry(const LogEntry& entry);
Result<LogEntry> decode_entry(std::string_view bytes);

}  // namespace atelier::feature::docs
