#include "core/workspace.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "core/hub_rig.h"

namespace atelier::core {
namespace {

// A feature that counts: state in memory and in a row, read back through needs().
class Counter final : public LogFeature {
 public:
  explicit Counter(LogContext& context) : context_(context) {}
  std::string_view name() const override { return "counter"; }
  std::vector<port::RecordKey> needs(const Command&) const override { return {key()}; }
  Result<Decision> decide(const Command& command, const Rows& rows) override {
    const std::string* row = rows.find(key());
    const int stored = row == nullptr ? 0 : std::stoi(*row);
    if (stored != count_) return Error{Errc::kInternal, "decide saw an old row"};
    Decision decision;
    decision.events.push_back({"counter.added", "{}", command.body});
    decision.answer = "{\"count\":" + std::to_string(count_ + 1) + "}";
    return decision;
  }
  void apply(const Event&) override { ++count_; }
  std::vector<port::Write> rows(const Event&) const override {
    return {port::Put{key(), std::to_string(count_)}};
  }
  void query(const Command&, Reply reply) override {
    auto kept = std::make_shared<Reply>(std::move(reply));
    context_.store().get(
        {key()}, on(context_.executor(), context_.alive(), [kept](const port::ReadResult& read) {
          (*kept)(Answer{"{\"row\":" + read.records.at(0).value + "}"});
        }));
  }
  json::object save() const override { return {{"count", count_}}; }
  void load(const json::object& state) override {
    count_ = static_cast<int>(int_member(state, "count").value_or(0));
  }

 private:
  port::RecordKey key() const { return {context_.partition(), "counter/value"}; }
  LogContext& context_;
  int count_ = 0;
};

class WorkspaceTest : public testing::Test {
 protected:
  WorkspaceTest() {
    rig.table.add({"counter.add", "counter", Role::kEditor});
    rig.table.add({"counter.read", "counter", Role::kViewer, CommandClass::kQuery});
    start();
  }
  void start() {
    loop = std::make_unique<port::FakeExecutor>(rig.world);
    log = std::make_unique<DeliveryLog>(std::vector<port::Executor*>{loop.get()}, rig.world.clock(),
                                        "w");
    node = std::make_unique<Node>(
        Node{{loop.get()}, rig.store, rig.world.clock(), rig.world.random(), rig.crypto, *log});
    workspace = std::make_unique<Workspace>(
        *node, rig.table,
        Workspace::Features{{"counter",
                             [](LogContext& context) -> std::unique_ptr<LogFeature> {
                               return std::make_unique<Counter>(context);
                             }}},
        "main");
  }
  void restart() {
    rig.store.crash();
    workspace.reset();
    log.reset();
    loop.reset();
    start();
  }
  std::shared_ptr<std::optional<Result<Answer>>> ask(const char* name, Role role) {
    auto [answer, reply] = HubRig::promise();
    workspace->execute(0, {"", name, "1", nullptr, {{"ann", "Ann"}, role}}, std::move(reply));
    return answer;
  }
  Result<Answer> execute(const char* name, Role role = Role::kEditor) {
    return *rig.wait(ask(name, role));
  }

  HubRig rig;
  std::unique_ptr<port::FakeExecutor> loop;
  std::unique_ptr<DeliveryLog> log;
  std::unique_ptr<Node> node;
  std::unique_ptr<Workspace> workspace;
};

TEST_F(WorkspaceTest, COR62_CommandsOfFeaturesAreStoredAndReplayed) {
  EXPECT_EQ(execute("counter.add")->body, "{\"count\":1}");
  restart();
  EXPECT_EQ(execute("counter.add")->body, "{\"count\":2}");
  EXPECT_EQ(execute("counter.read")->body, "{\"row\":2}");
}

TEST_F(WorkspaceTest, COR5_ForbiddenAndUnknownCommands) {
  EXPECT_EQ(execute("counter.add", Role::kViewer).error().code, Errc::kForbidden);
  EXPECT_EQ(execute("counter.fly").error().code, Errc::kUnsupported);
}

TEST_F(WorkspaceTest, COR24_DecideSeesTheRowsOfCommandsBeforeIt) {
  std::vector<std::shared_ptr<std::optional<Result<Answer>>>> answers;
  for (int i = 0; i < 50; ++i) answers.push_back(ask("counter.add", Role::kEditor));
  for (int i = 0; i < 50; ++i) {
    const auto answer = rig.wait(answers[static_cast<std::size_t>(i)]);
    ASSERT_TRUE(*answer) << answer->error().message;
    EXPECT_EQ((*answer)->body, "{\"count\":" + std::to_string(i + 1) + "}");
  }
}

TEST_F(WorkspaceTest, COR32_SnapshotShortensTheReplay) {
  for (int i = 0; i < 1200; ++i) ask("counter.add", Role::kEditor);
  EXPECT_EQ(execute("counter.add")->body, "{\"count\":1201}");
  rig.world.run_until_idle();
  restart();
  EXPECT_EQ(execute("counter.add")->body, "{\"count\":1202}");
}

TEST_F(WorkspaceTest, COR25_FailedReadAnswersUnavailable) {
  ASSERT_TRUE(execute("counter.add"));
  rig.store.fail_next_reads(1, port::StoreStatus::kUnavailable);
  EXPECT_EQ(execute("counter.add").error().code, Errc::kUnavailable);
  EXPECT_EQ(execute("counter.add")->body, "{\"count\":2}");
}

TEST_F(WorkspaceTest, COR35_CannotOpenAnswersUnavailableAndTriesAgain) {
  ASSERT_TRUE(execute("counter.add"));
  restart();
  rig.store.fail_next_reads(1, port::StoreStatus::kUnavailable);
  EXPECT_EQ(execute("counter.add").error().code, Errc::kUnavailable);
  rig.world.advance(1000);
  EXPECT_EQ(execute("counter.add")->body, "{\"count\":2}");
}

TEST_F(WorkspaceTest, COR36_LostSlotMeansAnotherOwner) {
  ASSERT_TRUE(execute("counter.add"));
  rig.store.transact({port::Put{{workspace->partition(), Ledger::log_key(2)}, "{}"}},
                     [](const port::WriteResult&) {});
  rig.world.run_until_idle();
  EXPECT_EQ(execute("counter.add").error().code, Errc::kUnavailable);
}

}  // namespace
}  // namespace atelier::core
