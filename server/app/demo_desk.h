// DemoDesk: one server's actors, asked one thing after the other as gateways ask them. Every call
// waits for its answer, which comes after the store. From one thread that is no loop.
#pragma once

#include <memory>
#include <string>

#include "app/actors.h"
#include "app/demo_clock.h"
#include "app/platform.h"
#include "base/json.h"

namespace atelier::app {

class DemoDesk {
 public:
  /// Takes the data folder.
  static Result<std::unique_ptr<DemoDesk>> open(const std::string& data, WallMs now);
  ~DemoDesk();
  DemoDesk(const DemoDesk&) = delete;
  DemoDesk& operator=(const DemoDesk&) = delete;

  Result<json::object> ask_workspace(const core::Principal& who, const std::string& name,
                                     const json::object& body);
  /// `as_server`: with the rights of the server, as gateways use a link for somebody.
  Result<core::Answer> ask_room(const std::string& room, const core::Access& who,
                                const std::string& name, const json::object& body);
  Result<void> create_room(const std::string& room, const std::string& title,
                           const core::Principal& owner);
  Result<void> add_member(const std::string& room, const core::Principal& who, core::Role role);
  /// Somebody is present until they leave.
  Result<core::PeerId> enter(const std::string& room, const core::Access& who);
  Result<void> leave(const std::string& room, core::PeerId peer);
  Result<void> write(const feature::docs::DocumentId& document, const core::Access& who,
                     const std::string& update);
  /// Uploads to the room; what a message that it hangs on says of it (EVT41).
  Result<json::object> add_file(const std::string& room, const core::Principal& who,
                                const std::string& name, const std::string& bytes);
  /// Of the document as it is now.
  Result<void> name_version(const feature::docs::DocumentId& document, const core::Access& who,
                            const std::string& name);
  /// All that was asked is stored and nothing is asked any more.
  void close();

  void set_time(WallMs now) { clock_.set_wall(now); }
  /// An id of a command given at this time.
  std::string new_id() { return platform_->random.uuid_v7(clock_.wall()); }
  port::Random& random() { return platform_->random; }
  const port::Crypto& crypto() const { return platform_->crypto; }

 private:
  class Writers;

  explicit DemoDesk(WallMs now);
  /// Runs `begin(reply)` on loop 0 and waits for the reply.
  Result<core::Answer> wait(UniqueFunction<void(core::Reply)> begin);

  DemoClock clock_;
  Config config_;
  std::unique_ptr<Platform> platform_;
  std::unique_ptr<Actors> actors_;
  std::unique_ptr<Writers> writers_;
};

}  // namespace atelier::app
