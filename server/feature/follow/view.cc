#include "feature/follow/view.h"

#include <array>
#include <cstddef>
#include <utility>

#include "base/json.h"
#include "feature/follow/follow.h"

namespace atelier::feature::follow {
namespace {

constexpr std::array<std::pair<std::string_view, std::size_t>, 3> kParts{
    {{"at", kViewAtBytes}, {"selection", kViewPartBytes}, {"laser", kViewPartBytes}}};

Result<void> copy(const json::object& from, std::string_view name, std::size_t bytes_max,
                  json::object& to) {
  const json::value* value = from.if_contains(name);
  if (value == nullptr || value->is_null()) return {};
  if (json::serialize(*value).size() > bytes_max) {
    return too_large(std::string(name) + " of a view is above " + std::to_string(bytes_max) +
                     " bytes.");
  }
  to[name] = *value;
  return {};
}

}  // namespace

Result<std::string> read_view(std::string_view body) {
  const json::object said = object_of(body);
  const std::string surface = text_of(said, "surface");
  if (surface.empty() || surface.size() > kSurfaceBytes) {
    return invalid("A view needs the surface it is of.");
  }
  json::object view{{"surface", surface}};
  for (const auto& [name, bytes_max] : kParts) {
    if (const Result<void> done = copy(said, name, bytes_max, view); !done) return done.error();
  }
  return json::serialize(view);
}

}  // namespace atelier::feature::follow
