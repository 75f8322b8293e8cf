// A folder is sealed, opened again, and taken up where that was interrupted.
#include "app/encrypt.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "adapter/filesystem/temporary_folder.h"
#include "app/erase/waiting_store.h"
#include "app/platform.h"
#include "gtest/gtest.h"

namespace atelier::app {
namespace {

class EncryptTest : public testing::Test {
 protected:
  EncryptTest() {
    config_.data = folder_.path().string();
    config_.loops = 1;
    config_.min_free_mb = 0;
  }
  /// Opens the folder as a server does.
  Result<std::unique_ptr<Platform>> open() {
    auto opened = Platform::open(config_);
    if (opened) (*opened)->stop_loops();
    return opened;
  }
  void write(const std::string& words) {
    const auto platform = open();
    ASSERT_TRUE(platform) << platform.error().message;
    WaitingStore store(*(*platform)->store, *(*platform)->blobs);
    ASSERT_TRUE(store.write({port::Put{{"p", words.substr(0, 5)}, words, {}}}));
    ASSERT_TRUE(store.put_blob("room/" + words.substr(0, 5), "file of " + words));
  }
  std::string read(const std::string& sort) {
    const auto platform = open();
    if (!platform) return platform.error().message;
    WaitingStore store(*(*platform)->store, *(*platform)->blobs);
    return store.get({"p", sort})->value_or("(none)");
  }
  bool holds(const std::string& words) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.path())) {
      if (!entry.is_regular_file()) continue;
      std::ostringstream bytes;
      bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
      if (bytes.str().find(words) != std::string::npos) return true;
    }
    return false;
  }
  Result<std::string> encrypt(bool off = false) { return app::encrypt({config_.data, "", off}); }

  adapter::TemporaryFolder folder_;
  Config config_;
};

TEST_F(EncryptTest, SAF52_ANewFolderIsSealedFromItsFirstByte) {
  ASSERT_TRUE(encrypt());
  write("their secret plan");
  EXPECT_FALSE(holds("secret plan"));
  EXPECT_EQ(read("their"), "their secret plan");
  EXPECT_EQ(*encrypt(), "this folder is sealed already");
}

TEST_F(EncryptTest, SAF53_AFolderIsSealedAndOpenedAgain) {
  write("their secret plan");
  EXPECT_TRUE(holds("secret plan"));
  ASSERT_TRUE(encrypt());
  EXPECT_FALSE(holds("secret plan")) << "also not in free pages";
  EXPECT_EQ(read("their"), "their secret plan");
  write("other secret plan");
  ASSERT_TRUE(encrypt(true));
  EXPECT_EQ(read("their"), "their secret plan");
  EXPECT_EQ(read("other"), "other secret plan");
  EXPECT_TRUE(holds("other secret plan"));
  EXPECT_EQ(*encrypt(true), "this folder is not sealed");
}

TEST_F(EncryptTest, SAF53_AnInterruptedOneIsGoneOnWith) {
  write("their secret plan");
  ASSERT_TRUE(encrypt());
  const auto secrets = folder_.path() / "secrets";
  // As if it had ended before its last step: the key is not yet that of the folder.
  {
    adapter::SystemRandom random;
    const auto vault = adapter::Vault::open({folder_.path()}, random);
    ASSERT_TRUE((*vault)->create("secrets/content.next", *(*vault)->read("secrets/content.key")));
    std::filesystem::remove(secrets / "content.key");
  }
  EXPECT_NE(read("their").find("run `atelier encrypt` on it again"), std::string::npos);
  EXPECT_FALSE(encrypt(true)) << "one way at a time";
  ASSERT_TRUE(encrypt());
  EXPECT_EQ(read("their"), "their secret plan");
  // And the other way.
  {
    adapter::SystemRandom random;
    const auto vault = adapter::Vault::open({folder_.path()}, random);
    ASSERT_TRUE((*vault)->create("secrets/content.off", "{}"));
  }
  EXPECT_NE(read("their").find("--off` on it again"), std::string::npos);
  EXPECT_FALSE(encrypt());
  ASSERT_TRUE(encrypt(true));
  EXPECT_EQ(read("their"), "their secret plan");
}

TEST_F(EncryptTest, SAF52_WithoutItsKeyFileItDoesNotOpen) {
  ASSERT_TRUE(encrypt());
  write("their secret plan");
  std::filesystem::rename(folder_.path() / "key", folder_.path() / "elsewhere");
  EXPECT_NE(read("their").find("key file"), std::string::npos);
  config_.key_file = (folder_.path() / "elsewhere").string();
  EXPECT_EQ(read("their"), "their secret plan");
}

TEST_F(EncryptTest, SAF53_NotWhileAServerRuns) {
  const auto platform = open();
  ASSERT_TRUE(platform);
  EXPECT_EQ(encrypt().error().code, Errc::kConflict);
}

}  // namespace
}  // namespace atelier::app
