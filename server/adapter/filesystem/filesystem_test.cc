// Blobs, durable files and signing keys on a real disk.
#include <sys/stat.h>

#include <fstream>

#include "adapter/filesystem/durable_file.h"
#include "adapter/filesystem/file_blobs.h"
#include "adapter/filesystem/key_ring.h"
#include "adapter/filesystem/temporary_folder.h"
#include "port/contract/blob_store_contract.h"
#include "port/fake/manual_clock.h"
#include "port/fake/seeded_random.h"

namespace atelier::adapter {

class FileBackend {
 public:
  port::BlobStore& blobs() { return *blobs_; }
  void drive() {}

 private:
  TemporaryFolder folder_;
  std::unique_ptr<FileBlobs> blobs_ = FileBlobs::open(folder_.path()).value();
};

namespace {

class FileBlobsTest : public testing::Test {
 public:
  void drive() {}

 protected:
  Result<void> put(port::BlobStore& blobs, std::string key, std::string bytes) {
    return port::await<Result<void>>(*this,
                                     [&](auto done) { blobs.put(key, bytes, std::move(done)); });
  }
  TemporaryFolder folder_;
};

TEST_F(FileBlobsTest, STO34_LeftoversGoAndBlobsStay) {
  {
    auto blobs = FileBlobs::open(folder_.path());
    ASSERT_TRUE(put(**blobs, "a/b", "kept"));
    std::ofstream(folder_.path() / "aside" / "77") << "half a blob";
  }
  auto blobs = FileBlobs::open(folder_.path());
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path() / "aside"));
  const auto got = port::await<Result<std::string>>(
      *this, [&](auto done) { (*blobs)->get("a/b", 0, 0, std::move(done)); });
  EXPECT_EQ(*got, "kept");
  EXPECT_EQ(put(**blobs, "a/b", "again").error().code, Errc::kConflict);
}

TEST_F(FileBlobsTest, STO23_LittleFreeDiskRefusesPuts) {
  auto blobs = FileBlobs::open(folder_.path(), {.disk = {.min_free_bytes = ~std::uint64_t{0}}});
  EXPECT_EQ(put(**blobs, "k", "v").error().code, Errc::kUnavailable);
}

TEST_F(FileBlobsTest, DurableFilesAreNeverOverwritten) {
  const auto file = folder_.path() / "f";
  const auto aside = folder_.path() / "aside";
  EXPECT_TRUE(create_durably(file, aside, "one", 0600));
  EXPECT_EQ(create_durably(file, aside, "two", 0600).error().code, Errc::kConflict);
  EXPECT_EQ(*read_file(file), "one");
  EXPECT_FALSE(std::filesystem::exists(aside));
  EXPECT_EQ(create_durably(folder_.path() / "no" / "f", aside, "x", 0600).error().code,
            Errc::kUnavailable);
  EXPECT_FALSE(std::filesystem::exists(aside));
}

class KeyRingTest : public testing::Test {
 protected:
  std::unique_ptr<KeyRing> open() {
    auto ring = KeyRing::open(folder_.path(), *vault_, random_, clock_);
    EXPECT_TRUE(ring);
    return std::move(*ring);
  }
  TemporaryFolder folder_;
  port::SeededRandom random_{1};
  port::ManualClock clock_;
  std::unique_ptr<Vault> vault_ = Vault::open({folder_.path()}, random_).value();
};

TEST_F(KeyRingTest, AUTH30_CreatesOneKeyThatOnlyTheOwnerReads) {
  const SigningKey key = open()->newest();
  EXPECT_EQ(key.secret.size(), 32U);
  const auto file = folder_.path() / "keys" / (key.kid + ".json");
  struct stat status {};
  ASSERT_EQ(::stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  const SigningKey again = open()->newest();
  EXPECT_EQ(again.kid, key.kid);
  EXPECT_EQ(again.secret, key.secret);
}

TEST_F(KeyRingTest, AUTH31_UnknownKeyLooksOnDiskAtMostOnceASecond) {
  const auto server = open();
  EXPECT_FALSE(server->find("unknown"));
  clock_.advance(1);
  const auto command = open();
  ASSERT_TRUE(command->rotate());
  const std::string kid = command->newest().kid;
  EXPECT_FALSE(server->find(kid));
  clock_.advance(1000);
  ASSERT_TRUE(server->find(kid));
  EXPECT_EQ(server->find(kid)->secret, command->newest().secret);
}

TEST_F(KeyRingTest, AUTH32_NewestSignsAndOlderStillVerify) {
  const auto ring = open();
  const std::string first = ring->newest().kid;
  clock_.advance(5);
  ASSERT_TRUE(ring->rotate());
  EXPECT_NE(ring->newest().kid, first);
  EXPECT_TRUE(ring->find(first));
  EXPECT_EQ(open()->newest().kid, ring->newest().kid);
}

TEST_F(KeyRingTest, AUTH33_NamesAreNeverPathsAndBadFilesAreSkipped) {
  const auto ring = open();
  std::ofstream(folder_.path() / "outside.json") << R"({"kid":"../outside"})";
  std::ofstream(folder_.path() / "keys" / "short.json")
      << R"({"kid":"short","algorithm":"HS256","secret":"QUJD","created_at":9999999999999})";
  clock_.advance(2000);
  EXPECT_FALSE(ring->find("../outside"));
  EXPECT_FALSE(ring->find("short"));
  EXPECT_FALSE(ring->find(""));
}

}  // namespace
}  // namespace atelier::adapter

namespace atelier::port {

INSTANTIATE_TYPED_TEST_SUITE_P(File, BlobStoreContract, adapter::FileBackend);

}  // namespace atelier::port
