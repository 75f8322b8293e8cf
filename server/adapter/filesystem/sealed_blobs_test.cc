// Blobs under a key: the suite of BlobStore, and what the disk holds.
#include <fstream>
#include <sstream>

#include "adapter/crypto/content_box.h"
#include "adapter/filesystem/durable_file.h"
#include "adapter/filesystem/file_blobs.h"
#include "adapter/filesystem/sealed_file.h"
#include "adapter/filesystem/temporary_folder.h"
#include "port/contract/blob_store_contract.h"
#include "port/fake/seeded_random.h"

namespace atelier::adapter {

const std::string kBlobKey(32, 'b');

class SealedFileBackend {
 public:
  port::BlobStore& blobs() { return *blobs_; }
  void drive() {}
  const std::filesystem::path& path() const { return folder_.path(); }
  void close() { blobs_.reset(); }
  void open(const std::string& key) {
    blobs_ = FileBlobs::open(path(), {.key = key, .random = &random_}).value();
  }
  port::SeededRandom& random() { return random_; }

 private:
  TemporaryFolder folder_;
  port::SeededRandom random_{5};
  std::unique_ptr<FileBlobs> blobs_ =
      FileBlobs::open(folder_.path(), {.key = kBlobKey, .random = &random_}).value();
};

namespace {

class SealedBlobs : public testing::Test {
 protected:
  Result<void> put(std::string key, std::string bytes) {
    return port::await<Result<void>>(backend_, [&](auto done) {
      backend_.blobs().put(std::move(key), std::move(bytes), std::move(done));
    });
  }
  Result<std::string> get(const std::string& key, std::uint64_t offset = 0,
                          std::uint64_t length = 0) {
    return port::await<Result<std::string>>(
        backend_, [&](auto done) { backend_.blobs().get(key, offset, length, std::move(done)); });
  }
  std::filesystem::path only_file() {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(backend_.path())) {
      if (entry.is_regular_file()) return entry.path();
    }
    return {};
  }
  bool is_on_disk(const std::string& words) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(backend_.path())) {
      if (!entry.is_regular_file()) continue;
      if (read_file(entry.path())->find(words) != std::string::npos) return true;
    }
    return false;
  }
  SealedFileBackend backend_;
};

std::string counted(std::size_t size) {
  std::string text;
  while (text.size() < size) text += "words " + std::to_string(text.size()) + " ";
  text.resize(size);
  return text;
}

TEST_F(SealedBlobs, SAF51_AnyPieceIsReadAndNoneIsOnDisk) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kSealedPartBytes - 1,
                                 kSealedPartBytes, kSealedPartBytes + 1, 3 * kSealedPartBytes}) {
    const std::string key = "f" + std::to_string(size);
    const std::string bytes = counted(size);
    ASSERT_TRUE(put(key, bytes));
    EXPECT_EQ(*get(key), bytes) << size;
    for (const std::uint64_t offset :
         {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{kSealedPartBytes - 1},
          std::uint64_t{kSealedPartBytes}, std::uint64_t{size}}) {
      for (const std::uint64_t length : {1U, 7U, 70'000U}) {
        const std::string wanted = offset < size ? bytes.substr(offset, length) : "";
        EXPECT_EQ(*get(key, offset, length), wanted) << size << " " << offset << " " << length;
      }
    }
  }
  EXPECT_FALSE(is_on_disk("words"));
}

TEST_F(SealedBlobs, SAF51_WhatWasCutOffOrChangedDoesNotOpen) {
  ASSERT_TRUE(put("a", counted(2 * kSealedPartBytes + 10)));
  const auto file = only_file();
  const std::string whole = *read_file(file);
  const auto with = [&](const std::string& bytes) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
    return get("a").has_value();
  };
  const std::size_t part = kSealedPartBytes + kSealedMoreBytes;
  EXPECT_FALSE(with(whole.substr(0, 2 * part))) << "cut off at the end of a part";
  EXPECT_FALSE(with(whole.substr(0, whole.size() - 1)));
  EXPECT_FALSE(with(whole.substr(part, part) + whole.substr(0, part) + whole.substr(2 * part)));
  EXPECT_FALSE(with(""));
  EXPECT_TRUE(with(whole));
}

TEST_F(SealedBlobs, SAF53_BlobsAreBroughtOverAndBack) {
  ASSERT_TRUE(put("room/a", "first words"));
  backend_.close();
  EXPECT_EQ(*FileBlobs::recode(backend_.path(), kBlobKey, false, backend_.random()), 1U);
  EXPECT_TRUE(is_on_disk("first words"));
  backend_.open("");
  EXPECT_EQ(*get("room/a"), "first words");
  ASSERT_TRUE(put("b", "second words"));
  backend_.close();
  EXPECT_EQ(*FileBlobs::recode(backend_.path(), kBlobKey, true, backend_.random()), 2U);
  EXPECT_EQ(*FileBlobs::recode(backend_.path(), kBlobKey, true, backend_.random()), 0U);
  EXPECT_FALSE(is_on_disk("words"));
  backend_.open(kBlobKey);
  EXPECT_EQ(*get("room/a"), "first words");
  EXPECT_EQ(*get("b"), "second words");
}

}  // namespace
}  // namespace atelier::adapter

namespace atelier::port {

INSTANTIATE_TYPED_TEST_SUITE_P(SealedFile, BlobStoreContract, adapter::SealedFileBackend);

}  // namespace atelier::port
