// How much of records.db belongs to what, for owners who look after the disk. Reads all of it, so
// on a pool and seldom; by a connection of its own beside the store that has the folder.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "base/result.h"

namespace atelier::adapter {

struct PartitionSize {
  std::int64_t records = 0;
  std::int64_t bytes = 0;       // of their keys and values
  std::int64_t files = 0;       // uploads that are rows here
  std::int64_t file_bytes = 0;  // of the uploads themselves
};

/// By partition.
Result<std::map<std::string, PartitionSize>> partition_sizes(const std::filesystem::path& folder);

}  // namespace atelier::adapter
