#include "net/event_loop.h"

#include <sys/socket.h>
#include <unistd.h>

#include <future>
#include <latch>

#include "gtest/gtest.h"
#include "net/system_clock.h"
#include "net/watch.h"

namespace atelier::net {
namespace {

// Runs `body` on the loop and waits for it.
template <class Body>
void on_loop(EventLoop& loop, Body body) {
  std::latch done(1);
  loop.post([&] {
    body();
    done.count_down();
  });
  done.wait();
}

TEST(EventLoop, PostsRunInTheOrderOfEachCaller) {
  LoopThread thread;
  constexpr int kPosts = 5000;
  std::array<std::vector<int>, 3> seen;
  std::vector<std::thread> callers;
  for (std::size_t caller = 0; caller < seen.size(); ++caller) {
    callers.emplace_back([&, caller] {
      for (int i = 0; i < kPosts; ++i) {
        thread.loop().post([&seen, caller, i] { seen[caller].push_back(i); });
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  on_loop(thread.loop(), [] {});
  for (const std::vector<int>& order : seen) {
    ASSERT_EQ(order.size(), static_cast<std::size_t>(kPosts));
    EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
  }
}

TEST(EventLoop, APostNeverRunsWithinPost) {
  LoopThread thread;
  std::string order;
  std::latch done(1);
  thread.loop().post([&] {
    EXPECT_TRUE(thread.loop().is_current());
    thread.loop().post([&] {
      order += 'b';
      done.count_down();
    });
    order += 'a';
  });
  done.wait();
  EXPECT_EQ(order, "ab");
  EXPECT_FALSE(thread.loop().is_current());
}

TEST(EventLoop, TurnEndComesAfterAllThatIsReadyAndTakesLateTasks) {
  LoopThread thread;
  std::string order;
  std::latch done(1);
  thread.loop().post([&] {
    thread.loop().post([&] {
      order += '1';
      thread.loop().at_turn_end([&] {
        order += 'e';
        thread.loop().at_turn_end([&] {
          order += 'f';
          done.count_down();
        });
      });
    });
    thread.loop().post([&] { order += '2'; });
  });
  done.wait();
  EXPECT_EQ(order, "12ef");
}

TEST(EventLoop, TimersFireInOrderAndNeverEarly) {
  LoopThread thread;
  std::vector<int> order;
  std::latch done(3);
  const auto start = std::chrono::steady_clock::now();
  on_loop(thread.loop(), [&] {
    for (const int delay : {30, 10, 20}) {
      thread.loop().run_after(delay, [&, delay] {
        order.push_back(delay);
        EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(delay));
        done.count_down();
      });
    }
    thread.loop().cancel(thread.loop().run_after(5, [&] { order.push_back(5); }));
  });
  done.wait();
  EXPECT_EQ(order, (std::vector<int>{10, 20, 30}));
}

TEST(EventLoop, StopRunsWhatWasPostedBefore) {
  EventLoop loop;
  int ran = 0;
  loop.post([&] { ++ran; });
  loop.stop();
  loop.run();
  EXPECT_EQ(ran, 1);
  auto payload = std::make_shared<int>(1);
  loop.post([payload] {});
  EXPECT_EQ(payload.use_count(), 2);
}

TEST(EventLoop, ObservesTurns) {
  EventLoop loop;
  int turns = 0;
  loop.observe_turns([&](std::chrono::nanoseconds took) {
    ++turns;
    EXPECT_GE(took.count(), 0);
  });
  loop.post([&] { loop.post([&] { loop.stop(); }); });
  loop.run();
  EXPECT_EQ(turns, 2);
}

class CountingHandler final : public WatchHandler {
 public:
  void on_readable() override {
    ++readable;
    if (react) react();
  }
  void on_writable() override { ++writable; }
  int readable = 0;
  int writable = 0;
  Task react;
};

TEST(Watch, TellsReadinessOncePerWaitAndMayDieInTheCall) {
  LoopThread thread;
  std::array<int, 2> pair{};
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair.data()), 0);
  CountingHandler handler;
  std::unique_ptr<Watch> watch;
  std::latch seen(1);
  on_loop(thread.loop(), [&] {
    watch = std::make_unique<Watch>(thread.loop(), pair[0], handler);
    handler.react = [&] {
      if (handler.readable == 1) {
        watch->wait_readable();  // not read, so it is ready again at once
        return;
      }
      watch.reset();
      seen.count_down();
    };
    watch->wait_readable();
    watch->wait_readable();
  });
  ASSERT_EQ(write(pair[1], "x", 1), 1);
  seen.wait();
  on_loop(thread.loop(), [&] { EXPECT_EQ(handler.readable, 2); });
  char byte = 0;
  EXPECT_EQ(read(pair[1], &byte, 1), -1) << "closed with unread input: reset";
  close(pair[1]);
}

TEST(SystemClock, AgreesWithTheLoop) {
  const SystemClock clock;
  const MonoMs before = EventLoop::now();
  const MonoMs now = clock.mono();
  EXPECT_GE(now, before);
  EXPECT_LE(now, EventLoop::now());
  EXPECT_GT(clock.wall(), 1'700'000'000'000);
}

}  // namespace
}  // namespace atelier::net
