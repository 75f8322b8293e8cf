// Workspace: the LogActor of what belongs to no room (accounts, links...), hosted by features as in
// a room, without peers. It lives on loop 0; callable from every loop.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/hub.h"
#include "core/log_actor.h"

namespace atelier::core {

class Workspace final : public LogContext, private LogActor::Owner {
 public:
  using Features = std::vector<std::pair<std::string, WorkspaceFeatureFactory>>;

  Workspace(const Node& node, const CommandTable& table, Features features, std::string name);
  ~Workspace() override;

  /// The role of a caller is owner for workspace owners, else `access.claim`: the gateway says what
  /// it has authenticated.
  void execute(std::size_t loop, CommandRequest request, Reply reply);
  /// Runs on loop 0 when all that was committed before is stored.
  void drain(Task done);

  // LogContext
  const std::string& partition() const override { return actor_.partition(); }
  port::RecordStore& store() override { return actor_.ports().store; }
  port::Executor& executor() override { return actor_.ports().executor; }
  WallMs now() const override { return actor_.now(); }
  std::uint64_t head() const override { return actor_.head(); }
  void deliver(Delivery delivery) override { actor_.send(address(std::move(delivery))); }
  void submit(CommandRequest request, Reply reply) override;
  std::weak_ptr<void> alive() const override { return actor_.alive(); }

 private:
  std::vector<std::unique_ptr<LogFeature>> make_features() override;
  Result<Role> authorize(const Access& access) override;
  std::optional<OutgoingDelivery> render(const Event&) override { return std::nullopt; }
  OutgoingDelivery address(Delivery delivery) override { return {std::move(delivery), ~0ULL}; }

  Features features_;
  Outlet& outlet_;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
  LogActor actor_;
};

}  // namespace atelier::core
