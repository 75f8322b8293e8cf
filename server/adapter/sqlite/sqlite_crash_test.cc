// STO27: a process that is killed while it writes loses nothing of what it was told is stored.
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <optional>

#include "adapter/filesystem/temporary_folder.h"
#include "adapter/sqlite/sqlite_store.h"
#include "port/contract/await.h"
#include "port/fake/manual_clock.h"

namespace atelier::adapter {
namespace {

constexpr const char* kFolderVariable = "ATELIER_CRASH_TEST_FOLDER";
constexpr int kInFlight = 8;
constexpr int kKillAfter = 300;

// Writes one record after the other, notes each acknowledged number and dies in the middle.
class Writer {
 public:
  explicit Writer(const std::filesystem::path& folder)
      : store_(SqliteStore::open(folder, clock_).value()),
        notes_(::open((folder / "acknowledged").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600)) {}

  void write_until_killed() {
    for (int i = 0; i < kInFlight; ++i) write_next();
    while (true) ::pause();
  }

 private:
  void write_next() {
    const std::uint32_t number = next_++;
    store_->transact({port::Put{{"p", std::to_string(number)}, "v", port::IfAbsent{}}},
                     [this, number](port::WriteResult result) {
                       if (result.status != port::StoreStatus::kOk) _exit(2);
                       if (::write(notes_, &number, sizeof number) != sizeof number) _exit(3);
                       if (++acknowledged_ == kKillAfter) ::kill(::getpid(), SIGKILL);
                       write_next();
                     });
  }

  port::ManualClock clock_;
  std::unique_ptr<SqliteStore> store_;
  const int notes_;
  std::atomic<std::uint32_t> next_ = 0;
  int acknowledged_ = 0;
};

class SqliteCrash : public testing::Test {
 public:
  void drive() {}
};

TEST_F(SqliteCrash, STO27_AcknowledgedSurvivesKill) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  // The test runs again in the child, which must write to the parent's folder.
  std::optional<TemporaryFolder> own;
  if (::getenv(kFolderVariable) == nullptr) {
    own.emplace();
    ::setenv(kFolderVariable, own->path().c_str(), 1);
  }
  const std::filesystem::path folder = ::getenv(kFolderVariable);
  EXPECT_EXIT(Writer(folder).write_until_killed(), testing::KilledBySignal(SIGKILL), "");
  ::unsetenv(kFolderVariable);

  port::ManualClock clock;
  auto store = SqliteStore::open(folder, clock);
  ASSERT_TRUE(store) << store.error().message;
  std::ifstream notes(folder / "acknowledged", std::ios::binary);
  std::uint32_t number = 0;
  int acknowledged = 0;
  while (notes.read(reinterpret_cast<char*>(&number), sizeof number)) {
    ++acknowledged;
    const auto found = port::await<port::ReadResult>(*this, [&](auto done) {
      (*store)->get({{"p", std::to_string(number)}}, std::move(done));
    });
    EXPECT_EQ(found.records.size(), 1U) << number;
  }
  EXPECT_EQ(acknowledged, kKillAfter);
}

}  // namespace
}  // namespace atelier::adapter
