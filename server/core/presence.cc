#include "core/presence.h"

#include <algorithm>
#include <utility>

#include "base/json_text.h"
#include "base/limits.h"

namespace atelier::core {

std::string_view name_of(Status status) {
  switch (status) {
    case Status::kOffline:
      return "offline";
    case Status::kIdle:
      return "idle";
    case Status::kOnline:
      return "online";
    case Status::kAway:
      return "away";
    case Status::kDnd:
      return "dnd";
  }
  return "offline";
}

int color_of(std::string_view principal) {
  std::uint32_t hash = 2166136261U;  // FNV-1a
  for (const char c : principal) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return static_cast<int>(hash % 10);
}

Presence::Presence(std::string room, Ports ports)
    : room_(std::move(room)), ports_(std::move(ports)) {}

void Presence::join(PeerId peer, const Principal& principal, std::string place) {
  Entry& entry = entries_[principal.id];
  entry.last_active = ports_.clock.wall();
  entry.devices[peer] = {true, true, 0, entry.last_active, std::move(place)};
  principal_of_[peer] = principal.id;
  mark(principal.id);
}

void Presence::leave(PeerId peer) {
  const auto found = principal_of_.find(peer);
  if (found == principal_of_.end()) return;
  const std::string principal = std::move(found->second);
  principal_of_.erase(found);
  watched_.erase(peer);
  const auto entry = entries_.find(principal);
  entry->second.devices.erase(peer);
  if (entry->second.devices.empty()) entries_.erase(entry);
  mark(principal);
}

void Presence::set_connected(PeerId peer, bool connected) {
  Entry* entry = entry_of(peer);
  if (entry == nullptr) return;
  Device& device = entry->devices[peer];
  const bool was_live = is_live(device);
  device.connected = connected;
  device.detached_at = ports_.clock.mono();
  if (connected) {
    if (!was_live) mark(principal_of_[peer]);
    return;
  }
  ports_.executor.run_after(limits::kPresenceDetachedMs,
                            [this, peer, alive = std::weak_ptr<int>(alive_)] {
                              if (!alive.expired()) expire(peer);
                            });
}

// Who came back in the meantime makes no diff (EVT34).
void Presence::expire(PeerId peer) {
  Entry* entry = entry_of(peer);
  if (entry != nullptr && !is_live(entry->devices[peer])) mark(principal_of_[peer]);
}

void Presence::touch(const std::string& principal) {
  mark(principal);
}

bool Presence::is_live(const Device& device) const {
  return device.connected || ports_.clock.mono() - device.detached_at < limits::kPresenceDetachedMs;
}

Presence::Entry* Presence::entry_of(PeerId peer) {
  const auto found = principal_of_.find(peer);
  return found == principal_of_.end() ? nullptr : &entries_.find(found->second)->second;
}

// The device that speaks for the person: live before lost, active before idle, then the latest.
const Presence::Device* Presence::foremost(const Entry& entry) const {
  const Device* best = nullptr;
  for (const auto& [peer, device] : entry.devices) {
    if (!is_live(device)) continue;
    const bool better = best == nullptr || std::pair(device.active, device.last_active) >
                                               std::pair(best->active, best->last_active);
    if (better) best = &device;
  }
  return best;
}

Status Presence::status_of(const Entry& entry) const {
  const Device* device = foremost(entry);
  if (device == nullptr) return Status::kOffline;
  const bool chosen = entry.chosen == Status::kAway || entry.chosen == Status::kDnd;
  if (chosen && (entry.until == 0 || ports_.clock.wall() < entry.until)) return entry.chosen;
  return device->active ? Status::kOnline : Status::kIdle;
}

bool Presence::is_present(std::string_view principal) const {
  const auto found = entries_.find(principal);
  return found != entries_.end() && status_of(found->second) != Status::kOffline;
}

void Presence::each_present(const std::function<bool(const std::string&)>& visit) const {
  for (const auto& [principal, entry] : entries_) {
    if (!visit(principal)) return;
  }
}

// Members of JSON, with a comma behind each.
std::string Presence::look_of(const std::string& principal) const {
  const Face* face = ports_.face(principal);
  if (face == nullptr) return "\"color\":" + std::to_string(color_of(principal)) + ',';
  json::object shown{{"color", color_of(principal)}};
  face->describe(shown, ports_.clock.wall());
  std::string text = json::serialize(shown).substr(1);
  text.back() = ',';
  return text;
}

std::string Presence::member_json(const Member& member) const {
  std::string text = to_json(member.principal);
  text.back() = ',';
  text += "\"role\":\"" + std::string(name_of(member.role)) + "\",";
  text += look_of(member.principal.id) + "\"status\":\"";
  const auto found = entries_.find(member.principal.id);
  const Status status = found == entries_.end() ? Status::kOffline : status_of(found->second);
  text += std::string(name_of(status)) + '"';
  if (found == entries_.end()) return text + ",\"last_active\":0,\"devices\":0}";
  const Entry& entry = found->second;
  const bool timed = status == Status::kAway || status == Status::kDnd;
  if (timed && entry.until != 0) text += ",\"until\":" + std::to_string(entry.until);
  const Device* device = foremost(entry);
  if (device != nullptr && device->place != "null") text += ",\"place\":" + device->place;
  text += ",\"last_active\":" + std::to_string(entry.last_active);
  const auto live = std::ranges::count_if(
      entry.devices, [this](const auto& each) { return is_live(each.second); });
  return text + ",\"devices\":" + std::to_string(live) + "}";
}

void Presence::mark(const std::string& principal) {
  dirty_.insert(principal);
  if (timer_set_) return;
  timer_set_ = true;
  const DurationMs interval = entries_.size() > limits::kPresenceSlowMembers
                                  ? limits::kPresenceSlowIntervalMs
                                  : limits::kPresenceIntervalMs;
  ports_.executor.run_after(interval, [this, alive = std::weak_ptr<int>(alive_)] {
    if (!alive.expired()) flush();
  });
}

void Presence::mark_later(const std::string& principal, DurationMs delay) {
  ports_.executor.run_after(std::max<DurationMs>(0, delay),
                            [this, principal, alive = std::weak_ptr<int>(alive_)] {
                              if (!alive.expired()) mark(principal);
                            });
}

void Presence::flush() {
  timer_set_ = false;
  std::vector<std::string> changed;
  while (!dirty_.empty() && changed.size() < limits::kPresenceChangesPerDiff) {
    changed.push_back(std::move(dirty_.extract(dirty_.begin()).value()));
  }
  const bool details = entries_.size() <= limits::kPresenceDetailMembers;
  Delivery delivery;
  delivery.name = "presence.diff";
  delivery.args = diff(changed, details);
  // A diff is not the whole state, so none may replace another in an outbox; counts may.
  if (!details) delivery.kind = DeliveryClass::kKeyed;
  ports_.send(std::move(delivery));
  if (!details) send_details(changed);
  if (!dirty_.empty()) mark(*dirty_.begin());
}

void Presence::send_details(const std::vector<std::string>& changed) {
  for (const auto& watcher : watched_) {
    const auto& wanted = watcher.second;
    std::vector<std::string> mine;
    std::ranges::copy_if(changed, std::back_inserter(mine),
                         [&](const std::string& id) { return wanted.contains(id); });
    if (mine.empty()) continue;
    Delivery delivery;
    delivery.name = "presence.diff";
    delivery.args = diff(mine, true);
    delivery.audience = Audience::kPeers;
    delivery.peers = {watcher.first};
    ports_.send(std::move(delivery));
  }
}

std::string Presence::diff(const std::vector<std::string>& changed, bool details) const {
  std::string members;
  std::string gone;
  for (const std::string& id : changed) {
    if (!details) break;
    const Member* member = ports_.member(id);
    std::string& list = member == nullptr ? gone : members;
    if (!list.empty()) list += ',';
    if (member == nullptr) {
      json_text::append_quoted(list, id);
    } else {
      list += member_json(*member);
    }
  }
  std::string text = "[";
  json_text::append_quoted(text, room_);
  text += ",{\"at\":" + std::to_string(ports_.clock.wall());
  text += ",\"count\":" + std::to_string(entries_.size());
  return text + ",\"changed\":[" + members + "],\"gone\":[" + gone + "]}]";
}

}  // namespace atelier::core
