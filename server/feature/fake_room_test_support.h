// A room for tests of one feature: runs a command as a LogActor would (needs, decide, apply, rows,
// store) in memory, and keeps what would be delivered.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/room_feature.h"
#include "port/fake/fake_executor.h"
#include "port/fake/memory_store.h"

namespace atelier::feature {

class FakeRoom final : public core::RoomContext {
 public:
  explicit FakeRoom(core::RoomFeatureFactory factory) : factory_(std::move(factory)) { reopen(); }

  const std::string& id() const override { return id_; }
  const std::string& partition() const override { return partition_; }
  const std::string& title() const override { return id_; }
  port::RecordStore& store() override { return store_; }
  port::Executor& executor() override { return executor_; }
  WallMs now() const override { return clock_.wall(); }
  std::uint64_t head() const override { return log_.size(); }
  const core::Member* member(std::string_view principal) const override {
    const auto found = members_.find(std::string(principal));
    return found == members_.end() ? nullptr : &found->second;
  }
  void each_member(const std::function<void(const core::Member&)>& visit) const override {
    for (const auto& [id, member] : members_) visit(member);
  }
  bool is_present(std::string_view) const override { return true; }
  void each_present(const std::function<void(const core::Member&)>& visit) const override {
    each_member(visit);
  }
  const std::string& consent() const override { return consent_; }
  std::uint64_t visible_from(std::string_view principal) const override {
    const auto found = beginnings.find(principal);
    return found == beginnings.end() ? 0 : found->second;
  }
  void deliver(core::Delivery delivery) override { deliveries.push_back(std::move(delivery)); }
  void submit(core::CommandRequest, core::Reply) override {}
  std::weak_ptr<void> alive() const override { return alive_; }

  void add_member(const std::string& id, core::Role role) {
    members_[id] = {{id, "Name of " + id, core::PrincipalKind::kUser}, role};
  }

  /// Decides and stores; the seq of the first event, or 0 when nothing changed.
  Result<std::uint64_t> run(const std::string& who, const std::string& name,
                            const std::string& body) {
    core::Command command = command_of(who, name, body);
    core::Rows rows;
    for (const port::RecordKey& key : feature_->needs(command)) fetch(key, rows);
    auto decided = feature_->decide(command, rows);
    if (!decided) return decided.error();
    std::vector<port::Write> writes = std::move(decided->writes);
    const std::uint64_t first = decided->events.empty() ? 0 : head() + 1;
    for (core::NewEvent& made : decided->events) append(command, made, writes);
    for (core::Delivery& delivery : decided->deliveries) deliveries.push_back(std::move(delivery));
    if (!writes.empty()) store_.transact(std::move(writes), [](port::WriteResult) {});
    world_.run_until_idle();
    return first;
  }

  Result<std::string> query(const std::string& who, const std::string& name,
                            const std::string& body) {
    Result<std::string> out = Error{Errc::kInternal, "no answer"};
    executor_.run_now([&] {
      feature_->query(command_of(who, name, body), [&out](Result<core::Answer> answer) {
        if (answer)
          out = answer->body;
        else
          out = answer.error();
      });
    });
    world_.run_until_idle();
    return out;
  }

  /// A fresh feature from its snapshot, or from the log.
  void reopen(bool from_snapshot = false) {
    const json::object saved = from_snapshot ? feature_->save() : json::object();
    feature_ = factory_(*this);
    if (from_snapshot) return feature_->load(saved);
    for (const core::Event& event : log_) feature_->apply(event);
  }

  core::RoomFeature& feature() { return *feature_; }
  port::FakeWorld& world() { return world_; }
  const std::vector<core::Event>& log() const { return log_; }
  std::vector<core::Rendered> rendered;
  std::vector<core::Delivery> deliveries;
  std::map<std::string, std::uint64_t, std::less<>> beginnings;  // visible_from of each

 private:
  core::Command command_of(const std::string& who, const std::string& name,
                           const std::string& body) {
    core::Command command;
    command.name = name;
    command.body = body;
    command.principal = members_.at(who).principal;
    command.role = members_.at(who).role;
    command.id = "id-" + std::to_string(head() + 1);
    command.at = now();
    command.next_seq = head() + 1;
    return command;
  }

  void fetch(const port::RecordKey& key, core::Rows& rows) {
    store_.get({key}, [&rows, key](port::ReadResult read) {
      if (!read.records.empty()) rows.put(key, read.records[0].value);
    });
    world_.run_until_idle();
  }

  void append(const core::Command& command, core::NewEvent& made,
              std::vector<port::Write>& writes) {
    core::Event event;
    event.seq = head() + 1;
    event.kind = std::move(made.kind);
    event.at = command.at;
    event.actor = command.principal;
    event.id = command.id;
    event.ref = made.ref;
    event.body = std::move(made.body);
    event.content = std::move(made.content);
    log_.push_back(event);
    feature_->apply(event);
    for (port::Write& write : feature_->rows(event)) writes.push_back(std::move(write));
    if (auto out = feature_->render(event)) rendered.push_back(std::move(*out));
  }

  std::string id_ = "atelier";
  std::string consent_;
  std::string partition_ = "room/main/atelier";
  port::FakeWorld world_;
  port::FakeExecutor executor_{world_};
  const port::Clock& clock_ = world_.clock();
  port::MemoryStore store_{executor_, world_.clock()};
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
  std::map<std::string, core::Member> members_;
  std::vector<core::Event> log_;
  core::RoomFeatureFactory factory_;
  std::unique_ptr<core::RoomFeature> feature_;
};

}  // namespace atelier::feature
