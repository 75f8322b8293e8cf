// AUTH74: what the limits of the workspace leave of the configuration, asked before rooms are made
// and files are taken.
#include <algorithm>
#include <array>

#include "core/keys.h"
#include "gateway/rest/admin.h"
#include "gateway/rest/room_list.h"

namespace atelier::gateway {
namespace {

constexpr std::size_t kMembershipsRead = 1000;
constexpr std::int64_t kMegabyte = 1024 * 1024;

json::object limits_in(const json::object& state) {
  const json::value* limits = state.if_contains("limits");
  return limits != nullptr && limits->is_object() ? limits->get_object() : json::object();
}

void ask_limits(Services& services, const Call& call,
                UniqueFunction<void(const json::object&)> then) {
  ask(services, call, server_principal(), "people.state", {},
      [then = std::move(then)](const json::object& state) mutable { then(limits_in(state)); });
}

/// Rooms that the rows of memberships say somebody owns; direct ones do not count.
std::int64_t owned_in(const port::Page& page, std::size_t prefix) {
  return std::ranges::count_if(page.records, [prefix](const port::Record& record) {
    const bool direct = record.key.sort.substr(prefix).starts_with(kDirectPrefix);
    return !direct && atelier::text_of(object_of(record.value), "role") == "owner";
  });
}

}  // namespace

std::string registration_of(const Services& services, const json::object& state) {
  constexpr std::array<std::string_view, 3> kWidening{"closed", "invite", "open"};
  const auto place = [&kWidening](std::string_view name) {
    return std::ranges::find(kWidening, name) - kWidening.begin();
  };
  const auto configured = place(name_of(services.options.registration));
  const auto set = place(atelier::text_of(limits_in(state), "registration"));
  return std::string(kWidening.at(static_cast<std::size_t>(std::min(configured, set))));
}

std::string guests_of(const Services& services, const json::object& state) {
  const bool taken = bool_member(limits_in(state), "guests", true);
  return taken ? std::string(name_of(services.options.guests)) : "off";
}

void may_make_room(Services& services, const Call& call, Task then) {
  const auto asked = std::make_shared<Task>(std::move(then));
  if (call->identity.workspace_owner) return (*asked)();
  ask_limits(services, call, [&services, call, asked](const json::object& limits) {
    const std::int64_t most = int_member(limits, "rooms_per_person").value_or(0);
    if (most == 0) return (*asked)();
    const std::string prefix = "member/" + call->identity.principal.id + "/";
    std::string until = prefix;
    ++until.back();
    services.store.query(
        {core::workspace_partition(services.options.workspace), prefix, until, kMembershipsRead},
        core::on(*services.loops[call->loop()], services.alive,
                 [call, asked, most, prefix](const port::Page& page) {
                   if (page.status != port::StoreStatus::kOk) {
                     return call->fail(unavailable("The store does not answer now: try again."));
                   }
                   if (owned_in(page, prefix.size()) < most) return (*asked)();
                   call->fail(Error{Errc::kConflict,
                                    "You own " + std::to_string(most) +
                                        " rooms, as many as a person may have here: hand one to "
                                        "somebody else, or ask an owner of the workspace."});
                 }));
  });
}

void may_upload(Services& services, const Call& call, std::size_t bytes, Task then) {
  const auto asked = std::make_shared<Task>(std::move(then));
  ask_limits(services, call, [call, asked, bytes](const json::object& limits) {
    const std::int64_t most = int_member(limits, "upload_mb").value_or(0);
    if (most == 0 || static_cast<std::int64_t>(bytes) <= most * kMegabyte) return (*asked)();
    call->fail(too_large("Files of this workspace have at most " + std::to_string(most) + " MB."));
  });
}

}  // namespace atelier::gateway
