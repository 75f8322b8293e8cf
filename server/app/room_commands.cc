#include "app/room_commands.h"

#include "core/hub.h"
#include "feature/chat/chat.h"
#include "feature/door/door.h"
#include "feature/follow/follow.h"
#include "feature/meeting/meeting.h"
#include "feature/people/people.h"
#include "feature/surface/surface.h"
#include "feature/thread/thread.h"

namespace atelier::app {

void register_room_commands(core::CommandTable& table) {
  core::add_room_commands(table);
  feature::chat::register_commands(table);
  feature::surface::register_commands(table);
  feature::thread::register_commands(table);
  feature::people::register_room_commands(table);
  feature::door::register_commands(table);
  feature::meeting::register_commands(table);
  feature::follow::register_commands(table);
}

}  // namespace atelier::app
