#include "feature/docs/history/named_version.h"

#include <algorithm>
#include <utility>

#include "base/json.h"

namespace atelier::feature::docs {

std::string version_key(const std::string& id) {
  return kVersionsBegin + id;
}

std::string encode_named(const NamedVersion& version) {
  return json::serialize(json::object{{"at", version.at},
                                      {"name", version.name},
                                      {"from", version.from.id},
                                      {"from_name", version.from.name},
                                      {"from_kind", core::name_of(version.from.kind)}});
}

Result<NamedVersion> decode_named(const port::Record& record) {
  const auto value = parse_json(record.value);
  const json::object* const parsed = value ? value->if_object() : nullptr;
  const auto at = parsed ? int_member(*parsed, "at") : std::nullopt;
  const auto name = parsed ? string_member(*parsed, "name") : std::nullopt;
  if (!at || !name) return Error{Errc::kInternal, "A stored version cannot be read."};
  NamedVersion version;
  version.id = record.key.sort.substr(std::string_view(kVersionsBegin).size());
  version.at = *at;
  version.name = *name;
  version.from.id = string_member(*parsed, "from").value_or("");
  version.from.name = string_member(*parsed, "from_name").value_or("");
  const auto kind = core::parse_kind(string_member(*parsed, "from_kind").value_or(""));
  version.from.kind = kind.value_or(core::PrincipalKind::kUser);
  return version;
}

std::vector<NamedVersion> decode_all_named(const std::vector<port::Record>& records) {
  std::vector<NamedVersion> versions;
  for (const port::Record& record : records) {
    if (auto version = decode_named(record)) versions.push_back(std::move(*version));
  }
  std::stable_sort(versions.begin(), versions.end(),
                   [](const auto& a, const auto& b) { return a.at < b.at; });
  return versions;
}

std::vector<WallMs> times_of(const std::vector<NamedVersion>& versions) {
  std::vector<WallMs> times;
  times.reserve(versions.size());
  for (const NamedVersion& version : versions) times.push_back(version.at);
  return times;
}

}  // namespace atelier::feature::docs
