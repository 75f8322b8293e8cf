#include "crdt/doc.h"

#include <gtest/gtest.h>

#include "crdt/vectors_test.h"

namespace atelier::crdt {
namespace {

TEST(CrdtDoc, YJS22_ReplayInOrderGivesTheBytesOfYjs) {
  for (const auto& golden : vectors::fuzz_documents()) {
    Doc doc;
    for (const std::string& update : golden.updates) ASSERT_TRUE(doc.apply(update)) << golden.name;
    EXPECT_TRUE(doc.pending().none()) << golden.name;
    EXPECT_EQ(encode_state_vector(doc.state_vector()), golden.sv) << golden.name;
    EXPECT_EQ(vectors::to_hex(doc.encode_state_as_update()), vectors::to_hex(golden.v1))
        << golden.name;
  }
}

}  // namespace
}  // namespace atelier::crdt
