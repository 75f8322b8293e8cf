#include "core/workspace.h"

#include "core/keys.h"

namespace atelier::core {
namespace {

LedgerOptions ledger_options(const std::string& name) {
  LedgerOptions options;
  options.partition = workspace_partition(name);
  options.directory = directory_partition(name);
  return options;
}

}  // namespace

Workspace::Workspace(const Node& node, const CommandTable& table, Features features,
                     std::string name)
    : features_(std::move(features)),
      outlet_(node.outlet),
      actor_(*this, {node.store, *node.loops[0], node.clock, node.crypto, node.outlet}, table,
             ledger_options(name)) {}

Workspace::~Workspace() = default;

void Workspace::execute(std::size_t loop, CommandRequest request, Reply reply) {
  auto slot = std::make_shared<AnswerSlot>(outlet_, loop, std::move(reply));
  executor().post(
      [this, slot, request = std::move(request), alive = std::weak_ptr<int>(alive_)]() mutable {
        if (!alive.expired()) actor_.submit(std::move(request), std::move(*slot));
      });
}

void Workspace::submit(CommandRequest request, Reply reply) {
  request.access.workspace_owner = true;
  actor_.submit(std::move(request), AnswerSlot(outlet_, 0, std::move(reply)));
}

void Workspace::drain(Task done) {
  auto finished = std::make_shared<Task>(std::move(done));
  executor().post([this, finished, alive = std::weak_ptr<int>(alive_)] {
    if (alive.expired() || !actor_.is_open()) return (*finished)();
    actor_.put_snapshot();
    actor_.after_all([finished](Result<void>) { (*finished)(); });
  });
}

std::vector<std::unique_ptr<LogFeature>> Workspace::make_features() {
  std::vector<std::unique_ptr<LogFeature>> made;
  for (const auto& [name, factory] : features_) made.push_back(factory(*this));
  return made;
}

Result<Role> Workspace::authorize(const Access& access) {
  return access.workspace_owner ? Role::kOwner : access.claim;
}

}  // namespace atelier::core
