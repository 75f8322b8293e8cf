// Secrets on disk: sealed, under a key of their own, and what is said when that does not fit.
#include "adapter/filesystem/vault.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "adapter/crypto/sealed_box.h"
#include "adapter/filesystem/durable_file.h"
#include "adapter/filesystem/folder_lock.h"
#include "adapter/filesystem/temporary_folder.h"
#include "port/fake/seeded_random.h"

namespace atelier::adapter {
namespace {

namespace fs = std::filesystem;

class VaultTest : public testing::Test {
 protected:
  VaultTest() { fs::create_directories(folder_.path() / "keys"); }

  std::unique_ptr<Vault> open() {
    auto vault = Vault::open(place(), random_);
    EXPECT_TRUE(vault);
    return std::move(*vault);
  }
  Error refused() {
    const auto vault = Vault::open(place(), random_);
    EXPECT_FALSE(vault);
    return vault ? Error{} : vault.error();
  }
  VaultPlace place() const { return {folder_.path(), key_file_}; }
  fs::path key() const { return key_file_.empty() ? folder_.path() / "key" : key_file_; }
  std::string bytes(const char* name) const { return *read_file(folder_.path() / name); }

  TemporaryFolder folder_;
  fs::path key_file_;
  port::SeededRandom random_{1};
};

TEST_F(VaultTest, SAF30_WhatIsKeptIsInNoByteOfTheFile) {
  ASSERT_TRUE(open()->create("keys/a", "a word that is secret"));
  EXPECT_EQ(bytes("keys/a").find("secret"), std::string::npos);
  EXPECT_EQ(*open()->read("keys/a"), "a word that is secret");
  EXPECT_EQ(open()->create("keys/a", "another").error().code, Errc::kConflict);
  EXPECT_EQ(open()->read("keys/b").error().code, Errc::kNotFound);
}

TEST_F(VaultTest, SAF30_ASecretCannotTakeThePlaceOfAnotherOrBeChanged) {
  const auto vault = open();
  ASSERT_TRUE(vault->create("keys/a", "one"));
  fs::copy_file(folder_.path() / "keys/a", folder_.path() / "keys/b");
  EXPECT_EQ(vault->read("keys/b").error().code, Errc::kConflict);
  const std::string sealed = bytes("keys/a");
  const std::string secret_key(kSealingKeyBytes, 'k');
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(unseal(secret_key, "keys/a", changed));
  }
  const std::string mine = seal(secret_key, "x", "", random_);
  EXPECT_EQ(unseal(secret_key, "x", mine), "");
  for (std::size_t i = 0; i < mine.size(); ++i) {
    EXPECT_FALSE(unseal(secret_key, "x", mine.substr(0, i)));
  }
}

TEST_F(VaultTest, SAF31_WhatWasPlainIsSealedWhenItIsRead) {
  std::ofstream(folder_.path() / "keys/old") << "from before";
  EXPECT_EQ(*open()->read("keys/old"), "from before");
  EXPECT_EQ(bytes("keys/old").find("before"), std::string::npos);
  EXPECT_EQ(*open()->read("keys/old"), "from before");
}

TEST_F(VaultTest, SAF32_TheKeyFileIsTheOwnersAlone) {
  open();
  struct stat status {};
  ASSERT_EQ(::stat(key().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  for (const mode_t mode : {0640, 0604, 0660}) {
    ASSERT_EQ(::chmod(key().c_str(), mode), 0);
    EXPECT_NE(refused().message.find("chmod 600"), std::string::npos);
  }
  ASSERT_EQ(::chmod(key().c_str(), 0400), 0);
  open();
}

TEST_F(VaultTest, SAF33_AMissingADamagedAndAnotherKeyAreToldApart) {
  ASSERT_TRUE(open()->create("keys/a", "one"));
  fs::rename(key(), folder_.path() / "away");
  EXPECT_NE(refused().message.find("is missing"), std::string::npos);
  EXPECT_FALSE(fs::exists(key()));
  std::ofstream(key()) << "no key";
  ASSERT_EQ(::chmod(key().c_str(), 0600), 0);
  EXPECT_NE(refused().message.find("is damaged"), std::string::npos);
  fs::remove(key());
  {
    TemporaryFolder other;
    ASSERT_TRUE(Vault::open({other.path(), key()}, random_));
  }
  EXPECT_NE(refused().message.find("another key"), std::string::npos);
  fs::rename(folder_.path() / "away", key());
  EXPECT_EQ(*open()->read("keys/a"), "one");
}

TEST_F(VaultTest, SAF32_TheKeyMayStandElsewhere) {
  TemporaryFolder elsewhere;
  key_file_ = elsewhere.path() / "atelier.key";
  ASSERT_TRUE(open()->create("keys/a", "one"));
  EXPECT_FALSE(fs::exists(folder_.path() / "key"));
  EXPECT_EQ(*open()->read("keys/a"), "one");
}

TEST_F(VaultTest, SAF35_ARotatedKeyOpensEverythingAndTheOldOneNothing) {
  ASSERT_TRUE(open()->create("keys/a", "one"));
  std::ofstream(folder_.path() / "keys/plain") << "two";
  const std::string before = *read_file(key());
  const auto count = Vault::rekey(place(), random_);
  ASSERT_TRUE(count);
  EXPECT_EQ(*count, 2U);
  EXPECT_NE(*read_file(key()), before);
  EXPECT_EQ(*open()->read("keys/a"), "one");
  EXPECT_EQ(*open()->read("keys/plain"), "two");
  EXPECT_EQ(bytes("keys/plain").find("two"), std::string::npos);
  fs::remove(key());
  std::ofstream(key()) << before;
  ASSERT_EQ(::chmod(key().c_str(), 0600), 0);
  EXPECT_NE(refused().message.find("another key"), std::string::npos);
}

TEST_F(VaultTest, SAF35_AnInterruptedRotationIsReadAndGoesOn) {
  ASSERT_TRUE(open()->create("keys/a", "one"));
  ASSERT_TRUE(open()->create("keys/b", "two"));
  const std::string untouched = bytes("keys/b");
  const std::string before = *read_file(key());
  ASSERT_TRUE(Vault::rekey(place(), random_));
  // As if it had ended before its second file, and before the keys changed places.
  fs::rename(key(), folder_.path() / "key.new");
  for (const auto& [name, text] :
       {std::pair(key(), before), std::pair(folder_.path() / "keys/b", untouched)}) {
    fs::remove(name);
    std::ofstream(name) << text;
    ASSERT_EQ(::chmod(name.c_str(), 0600), 0);
  }
  EXPECT_EQ(*open()->read("keys/a"), "one");
  EXPECT_EQ(*open()->read("keys/b"), "two");
  ASSERT_TRUE(Vault::rekey(place(), random_));
  EXPECT_FALSE(fs::exists(folder_.path() / "key.new"));
  EXPECT_EQ(*open()->read("keys/b"), "two");
}

TEST_F(VaultTest, SAF35_TheKeyOfARunningServerStays) {
  open();
  const auto lock = FolderLock::take(folder_.path());
  EXPECT_EQ(Vault::rekey(place(), random_).error().code, Errc::kConflict);
}

}  // namespace
}  // namespace atelier::adapter
