// A version that somebody named (VER4) or that stands before a restoration (VER12), as it is
// stored: one record in the document's partition.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "core/principal.h"
#include "port/record_store.h"

namespace atelier::feature::docs {

inline constexpr std::size_t kNamedVersions = 500;
inline constexpr std::size_t kVersionNameBytes = 200;

struct NamedVersion {
  std::string id;
  WallMs at = 0;
  std::string name;  // empty: automatic
  core::Principal from;
};

/// Named versions are the records from here until kVersionsEnd.
inline constexpr const char* kVersionsBegin = "version/";
inline constexpr const char* kVersionsEnd = "version0";
std::string version_key(const std::string& id);

std::string encode_named(const NamedVersion& version);
Result<NamedVersion> decode_named(const port::Record& record);
/// In the order of their times; what cannot be read is left out.
std::vector<NamedVersion> decode_all_named(const std::vector<port::Record>& records);
std::vector<WallMs> times_of(const std::vector<NamedVersion>& versions);

}  // namespace atelier::feature::docs
