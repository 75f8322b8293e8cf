// PeopleRig: a workspace with its people, and rooms with links and files, in one FakeWorld. For
// tests of this feature and of the gateways that use it.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "core/hub_rig.h"
#include "core/workspace.h"
#include "feature/people/people.h"

namespace atelier::feature::people {

class PeopleRig {
 public:
  using Features = core::HubRig::Features;

  explicit PeopleRig(Features more = {})
      : rooms(1, with_ours(std::move(more)), core::HubOptions{}) {
    register_room_commands(rooms.table);
    register_workspace_commands(table);
    start();
  }
  ~PeopleRig() { stop(); }

  void restart() {
    stop();
    start();
  }

  Result<json::object> ask(std::string name, const json::object& body,
                           core::Principal who = {"u-ann", "Ann"}) {
    auto [answer, reply] = core::HubRig::promise();
    workspace->execute(0,
                       {"",
                        std::move(name),
                        json::serialize(body),
                        nullptr,
                        {std::move(who), core::Role::kNone, true}},
                       std::move(reply));
    const auto got = *rooms.wait(answer);
    if (!got) return got.error();
    return json::parse(got->body).as_object();
  }
  Result<json::object> room(const std::string& room, const std::string& name,
                            const json::object& body, core::Access access) {
    const auto got = rooms.execute(room, name, json::serialize(body), std::move(access));
    if (!got) return got.error();
    return json::parse(got->body).as_object();
  }
  port::FakeWorld& world() { return rooms.world; }
  std::string uuid() { return rooms.world.random().uuid_v7(rooms.world.clock().wall()); }

  port::FakeCrypto crypto;
  port::SeededRandom random{7};
  core::HubRig rooms;
  core::CommandTable table;
  std::unique_ptr<port::FakeExecutor> loop;
  std::unique_ptr<core::DeliveryLog> log;
  std::unique_ptr<core::Node> node;
  std::unique_ptr<core::Workspace> workspace;
  /// What the workspace sent to the loops.
  std::vector<core::SharedDelivery> sent;

 private:
  struct Sink final : core::DeliverySink {
    explicit Sink(std::vector<core::SharedDelivery>& all) : seen(all) {}
    void deliver(const core::SharedDelivery& delivery) override { seen.push_back(delivery); }
    std::vector<core::SharedDelivery>& seen;
  };

  PeopleNeeds needs() {
    return {rooms.crypto, random, "main", "a secret of the server, 32 bytes",
            [] { return std::string("https://studio.example"); }};
  }
  Features with_ours(Features features) {
    features.emplace_back("links",
                          make_links({crypto, random, "main", "a secret of the server, 32 bytes"}));
    features.emplace_back("files", make_files());
    return features;
  }
  void start() {
    rooms.start();
    loop = std::make_unique<port::FakeExecutor>(rooms.world);
    log = std::make_unique<core::DeliveryLog>(std::vector<port::Executor*>{loop.get()},
                                              rooms.world.clock(), "workspace");
    log->add_sink(0, sink_);
    node = std::make_unique<core::Node>(core::Node{
        {loop.get()}, rooms.store, rooms.world.clock(), rooms.world.random(), rooms.crypto, *log});
    workspace = std::make_unique<core::Workspace>(
        *node, table, core::Workspace::Features{{"people", make_people(needs())}}, "main");
  }
  void stop() {
    rooms.stop();
    workspace.reset();
    log.reset();
    loop.reset();
  }

  Sink sink_{sent};
};

/// For tests of what a workspace is asked: what must go well, and what must be refused.
class PeopleTest : public testing::Test {
 protected:
  json::object must(const std::string& name, const json::object& body,
                    const core::Principal& who = {"u-ann", "Ann"}) {
    const auto answer = rig.ask(name, body, who);
    EXPECT_TRUE(answer) << name << ": " << answer.error().message;
    return answer ? *answer : json::object();
  }
  Errc refused(const std::string& name, const json::object& body,
               const core::Principal& who = {"u-ann", "Ann"}) {
    const auto answer = rig.ask(name, body, who);
    EXPECT_FALSE(answer) << name;
    return answer ? Errc::kInternal : answer.error().code;
  }
  /// The wish for a mail as the outbox finds it; empty when there is none.
  json::object mail(const std::string& id) {
    json::object found;
    rig.rooms.store.get({{"workspace/main", "mail/wait/" + id}}, [&](const port::ReadResult& read) {
      if (!read.records.empty()) found = json::parse(read.records[0].value).as_object();
    });
    rig.world().run_until_idle();
    return found;
  }

  PeopleRig rig;
};

}  // namespace atelier::feature::people
