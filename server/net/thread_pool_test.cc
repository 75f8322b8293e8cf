#include "net/thread_pool.h"

#include <latch>

#include "gtest/gtest.h"

namespace atelier::net {
namespace {

// Keeps the only thread of a pool busy until release().
class Plug {
 public:
  explicit Plug(ThreadPool& pool) {
    EXPECT_TRUE(pool.submit("plug", [this] {
      started_.count_down();
      released_.wait();
    }));
    started_.wait();
  }
  void release() { released_.count_down(); }

 private:
  std::latch started_{1};
  std::latch released_{1};
};

TEST(ThreadPool, OwnersTakeTurns) {
  ThreadPool pool(1, 100);
  Plug plug(pool);
  std::string order;
  for (int i = 0; i < 4; ++i) EXPECT_TRUE(pool.submit("greedy", [&] { order += 'g'; }));
  for (int i = 0; i < 2; ++i) EXPECT_TRUE(pool.submit("modest", [&] { order += 'm'; }));
  plug.release();
  pool.stop();
  EXPECT_EQ(order, "gmgmgg");
}

TEST(ThreadPool, RefusesWhenFullAndAfterStop) {
  ThreadPool pool(1, 2);
  Plug plug(pool);
  EXPECT_TRUE(pool.submit("a", [] {}));
  EXPECT_TRUE(pool.submit("b", [] {}));
  EXPECT_FALSE(pool.submit("c", [] {}));
  EXPECT_EQ(pool.waiting(), 2U);
  plug.release();
  pool.stop();
  EXPECT_FALSE(pool.submit("a", [] {}));
  EXPECT_EQ(pool.waiting(), 0U);
}

TEST(ThreadPool, ManyThreadsRunEveryJobOnce) {
  std::atomic<int> ran{0};
  {
    ThreadPool pool(4, 10'000);
    for (int i = 0; i < 5000; ++i) {
      EXPECT_TRUE(pool.submit(std::to_string(i % 7), [&] { ++ran; }));
    }
  }
  EXPECT_EQ(ran, 5000);
}

}  // namespace
}  // namespace atelier::net
