// The contract suite of BlobStore (spec/storage.md). A backend is default-constructible and has
// `BlobStore& blobs()` and `void drive()`.
#pragma once

#include <string>

#include "port/blob_store.h"
#include "port/contract/await.h"

namespace atelier::port {

template <class Backend>
class BlobStoreContract : public testing::Test {
 protected:
  Result<void> put(std::string key, std::string bytes) {
    return await<Result<void>>(backend_, [&](auto done) {
      backend_.blobs().put(std::move(key), std::move(bytes), std::move(done));
    });
  }
  Result<std::string> get(std::string key, std::uint64_t offset = 0, std::uint64_t length = 0) {
    return await<Result<std::string>>(backend_, [&](auto done) {
      backend_.blobs().get(std::move(key), offset, length, std::move(done));
    });
  }
  Result<void> remove(std::string key) {
    return await<Result<void>>(
        backend_, [&](auto done) { backend_.blobs().remove(std::move(key), std::move(done)); });
  }

  Backend backend_;
};

TYPED_TEST_SUITE_P(BlobStoreContract);

TYPED_TEST_P(BlobStoreContract, STO30_KeysAreChecked) {
  for (const std::string& key : {std::string("a"), std::string("room_1/2026-01/Ab"),
                                 std::string(200, 'k'), std::string("a/b/c/d/e")}) {
    EXPECT_TRUE(this->put(key, "x")) << key;
    EXPECT_EQ(*this->get(key), "x") << key;
  }
  for (const std::string& key :
       {std::string(), std::string(201, 'k'), std::string("/a"), std::string("a/"),
        std::string("a//b"), std::string("../a"), std::string("a/../b"), std::string("a.b"),
        std::string("a\0b", 3), std::string("\xC3\xA9"), std::string("a b")}) {
    EXPECT_EQ(this->put(key, "x").error().code, Errc::kInvalid) << key;
    EXPECT_EQ(this->get(key).error().code, Errc::kNotFound) << key;
    EXPECT_TRUE(this->remove(key)) << key;
  }
}

TYPED_TEST_P(BlobStoreContract, STO30_OneKeyMayBeginAnother) {
  EXPECT_TRUE(this->put("a", "1"));
  EXPECT_TRUE(this->put("a/b", "2"));
  EXPECT_TRUE(this->put("A", "3"));
  EXPECT_EQ(*this->get("a"), "1");
  EXPECT_EQ(*this->get("a/b"), "2");
  EXPECT_EQ(*this->get("A"), "3");
}

TYPED_TEST_P(BlobStoreContract, STO31_WrittenOnce) {
  EXPECT_TRUE(this->put("k", "first"));
  EXPECT_EQ(this->put("k", "second").error().code, Errc::kConflict);
  EXPECT_EQ(*this->get("k"), "first");
}

TYPED_TEST_P(BlobStoreContract, STO32_Parts) {
  EXPECT_TRUE(this->put("k", "0123456789"));
  EXPECT_EQ(*this->get("k", 3), "3456789");
  EXPECT_EQ(*this->get("k", 3, 2), "34");
  EXPECT_EQ(*this->get("k", 8, 5), "89");
  EXPECT_EQ(*this->get("k", 10, 5), "");
  EXPECT_EQ(*this->get("k", ~std::uint64_t{0}, 5), "");
  EXPECT_EQ(*this->get("k", 1, ~std::uint64_t{0}), "123456789");
  EXPECT_EQ(this->get("none").error().code, Errc::kNotFound);
}

TYPED_TEST_P(BlobStoreContract, STO32_AnyBytesOfAnySize) {
  std::string bytes(5'000'000, '\0');
  for (std::size_t i = 0; i < bytes.size(); i += 7) bytes[i] = static_cast<char>(i);
  EXPECT_TRUE(this->put("big", bytes));
  EXPECT_TRUE(this->put("empty", ""));
  EXPECT_EQ(*this->get("big"), bytes);
  EXPECT_EQ(*this->get("big", 4'999'999), bytes.substr(4'999'999));
  EXPECT_EQ(*this->get("empty"), "");
}

TYPED_TEST_P(BlobStoreContract, STO33_RemoveAndPutAgain) {
  EXPECT_TRUE(this->remove("k"));
  EXPECT_TRUE(this->put("k", "1"));
  EXPECT_TRUE(this->remove("k"));
  EXPECT_EQ(this->get("k").error().code, Errc::kNotFound);
  EXPECT_TRUE(this->put("k", "2"));
  EXPECT_EQ(*this->get("k"), "2");
}

REGISTER_TYPED_TEST_SUITE_P(BlobStoreContract, STO30_KeysAreChecked, STO30_OneKeyMayBeginAnother,
                            STO31_WrittenOnce, STO32_Parts, STO32_AnyBytesOfAnySize,
                            STO33_RemoveAndPutAgain);

}  // namespace atelier::port
