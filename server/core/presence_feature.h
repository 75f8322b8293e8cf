// PresenceFeature: presence.update and presence.watch as commands of a room. The Presence outlives
// it, because peers stay when a room is dropped and opened again.
#pragma once

#include "core/policy.h"
#include "core/presence.h"
#include "core/room_feature.h"

namespace atelier::core {

class PresenceFeature final : public RoomFeature {
 public:
  explicit PresenceFeature(Presence& presence) : presence_(presence) {}

  static void add_commands(CommandTable& table) {
    for (const char* name : {"presence.update", "presence.watch"}) {
      table.add({name, "presence", Role::kViewer, CommandClass::kEphemeral, RateBucket::kSignal,
                 false, 32 * 1024, true});
    }
  }

  std::string_view name() const override { return "presence"; }
  /// Changes what is shown at once: presence is no part of the log.
  Result<Decision> decide(const Command& command, const Rows&) override {
    const Result<void> done = command.name == "presence.watch"
                                  ? presence_.watch(command.peer, command.body)
                                  : presence_.update(command.peer, command.body);
    if (!done) return done.error();
    return Decision{};
  }
  void apply(const Event&) override {}
  void query(const Command&, Reply reply) override {
    reply(Error{Errc::kUnsupported, "presence is told by presence.diff"});
  }
  json::object save() const override { return {}; }
  void load(const json::object&) override {}

 private:
  Presence& presence_;
};

}  // namespace atelier::core
