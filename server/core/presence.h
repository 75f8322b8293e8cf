// Presence of one room: who is here, how active, and where. Devices of one principal merge to the
// most active; changes leave as one presence.diff per interval (EVT30..EVT34). Nothing of it is
// stored. On the room's executor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/delivery.h"
#include "core/faces.h"
#include "core/room_feature.h"
#include "port/clock.h"
#include "port/executor.h"

namespace atelier::core {

enum class Status : std::uint8_t { kOffline, kIdle, kOnline, kAway, kDnd };
std::string_view name_of(Status status);

class Presence {
 public:
  struct Ports {
    port::Executor& executor;
    const port::Clock& clock;
    std::function<void(Delivery)> send;
    /// The stored member, or null.
    std::function<const Member*(std::string_view)> member;
    /// What they show of themselves, or null.
    std::function<const Face*(std::string_view)> face = [](std::string_view) { return nullptr; };
  };

  Presence(std::string room, Ports ports);

  void join(PeerId peer, const Principal& principal, std::string place);
  void leave(PeerId peer);
  /// A lost connection whose peer may come back: it counts as here for kPresenceDetachedMs.
  void set_connected(PeerId peer, bool connected);
  /// presence.update and presence.watch, with the JSON text of their argument.
  Result<void> update(PeerId peer, std::string_view body);
  Result<void> watch(PeerId peer, std::string_view body);
  /// Role or name of a member changed, or the member went.
  void touch(const std::string& principal);

  bool is_present(std::string_view principal) const;
  bool has(std::string_view principal) const { return entries_.contains(principal); }
  std::size_t count() const { return entries_.size(); }
  /// Ids of who is present, in order.
  void each_present(const std::function<bool(const std::string&)>& visit) const;
  /// The `member` of the events (EVT19).
  std::string member_json(const Member& member) const;

 private:
  struct Device {
    bool active = true;
    bool connected = true;
    MonoMs detached_at = 0;
    WallMs last_active = 0;
    std::string place = "null";
  };
  struct Entry {
    std::map<PeerId, Device> devices;
    Status chosen = Status::kOnline;
    WallMs until = 0;
    WallMs last_active = 0;
  };

  Entry* entry_of(PeerId peer);
  const Device* foremost(const Entry& entry) const;
  bool is_live(const Device& device) const;
  Status status_of(const Entry& entry) const;
  void expire(PeerId peer);
  void mark(const std::string& principal);
  void mark_later(const std::string& principal, DurationMs delay);
  void flush();
  void send_details(const std::vector<std::string>& changed);
  std::string look_of(const std::string& principal) const;
  std::string diff(const std::vector<std::string>& changed, bool details) const;

  std::string room_;
  Ports ports_;
  std::map<std::string, Entry, std::less<>> entries_;
  std::map<PeerId, std::string> principal_of_;
  std::map<PeerId, std::set<std::string>> watched_;
  std::set<std::string> dirty_;
  bool timer_set_ = false;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

/// 0..9, the same for every viewer.
int color_of(std::string_view principal);

}  // namespace atelier::core
