// DemoStory: lets the people of a DemoProject do what is told of them, in the order of time.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/demo_desk.h"
#include "app/demo_project.h"

namespace atelier::app {

/// Links as pages of the web app, "/join/<id>#<secret>".
struct DemoLinks {
  std::string member;
  std::string client;
};

class DemoStory {
 public:
  using People = std::map<std::string, core::Principal>;  // by key

  DemoStory(DemoDesk& desk, const DemoProject& project, const People& people)
      : desk_(desk), project_(project), people_(people) {}

  /// `now`: nothing happens later, and the visitors' links are made then.
  Result<DemoLinks> tell(WallMs now);

 private:
  struct Place {
    std::string id;
    std::uint64_t newest = 0;                        // seq of the newest message
    std::map<std::string, std::uint64_t> said = {};  // seqs by key
    std::map<std::string, std::uint64_t> read = {};  // by person
  };
  struct Step {
    WallMs at;
    std::function<Result<void>()> run;
  };

  void add(WallMs at, std::function<Result<void>()> run) { steps_.push_back({at, std::move(run)}); }
  void plan(const DemoRoom& room, Place& place);
  void plan(const DemoDocument& document, Place& place);
  void plan(const DemoMessage& message, Place& place);
  void plan(const DemoMeeting& meeting, Place& place);
  /// `surface`: its id, once the document is made.
  void plan_removal(const DemoDocument& document, Place& place,
                    const std::shared_ptr<std::string>& surface);
  void plan(const DemoThread& thread, Place& place, const std::shared_ptr<std::string>& surface);

  Result<void> open(const DemoRoom& room, Place& place);
  Result<void> join(const DemoMember& member, const DemoRoom& room, const Place& place);
  Result<void> meet(const DemoMeeting& meeting, const Place& place, const std::string& id);
  Result<void> part(const DemoMeeting& meeting, const Place& place, const std::string& id);
  Result<void> say(const DemoMessage& message, Place& place);
  Result<void> read(const std::string& person, Place& place);
  /// Does something to the newest message.
  Result<void> touch(const std::string& person, const Place& place, const std::string& name,
                     std::uint64_t seq, json::object body);
  Result<core::Answer> ask(const std::string& person, const Place& place, const std::string& name,
                           json::object body);
  Result<json::object> make_link(const std::string& person, const Place& place,
                                 const std::string& label, const std::string& role);
  Result<std::string> page_of_link(const std::string& label, const std::string& role);

  core::Access access(const std::string& person) const;
  json::array mentions_in(const std::string& text) const;

  DemoDesk& desk_;
  const DemoProject& project_;
  const People& people_;
  std::map<std::string, Place> places_;  // by the name of the room
  std::vector<Step> steps_;
  std::vector<core::PeerId> present_;  // in the meeting of the moment
};

}  // namespace atelier::app
