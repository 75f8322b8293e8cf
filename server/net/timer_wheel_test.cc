#include "net/timer_wheel.h"

#include <algorithm>
#include <map>
#include <random>

#include "gtest/gtest.h"

namespace atelier::net {
namespace {

// Runs everything due at `now`.
void run_due(TimerWheel& wheel, MonoMs now) {
  while (Task task = wheel.pop_due(now)) task();
}

TEST(TimerWheel, FiresAtTheDeadlineAndNotBefore) {
  TimerWheel wheel(1000);
  int fired = 0;
  for (const MonoMs delay : {1, 255, 256, 257, 65'535, 65'536, 70'000, 20'000'000}) {
    wheel.insert(1000 + delay, [&fired] { ++fired; });
  }
  int expected = 0;
  for (const MonoMs delay : {1, 255, 256, 257, 65'535, 65'536, 70'000, 20'000'000}) {
    run_due(wheel, 1000 + delay - 1);
    EXPECT_EQ(fired, expected) << delay;
    run_due(wheel, 1000 + delay);
    EXPECT_EQ(fired, ++expected) << delay;
  }
  EXPECT_EQ(wheel.size(), 0U);
  EXPECT_EQ(wheel.next_wake(), std::nullopt);
}

TEST(TimerWheel, EqualDeadlinesFireByAge) {
  TimerWheel wheel(0);
  std::string order;
  wheel.insert(70'000, [&] { order += 'a'; });
  run_due(wheel, 60'000);
  wheel.insert(70'000, [&] { order += 'b'; });
  run_due(wheel, 69'900);
  wheel.insert(70'000, [&] { order += 'c'; });
  run_due(wheel, 80'000);
  EXPECT_EQ(order, "abc");
}

TEST(TimerWheel, CancelHoldsEvenForWhatIsDueAlready) {
  TimerWheel wheel(0);
  std::string order;
  TimerWheel::Id second = 0;
  wheel.insert(5, [&] {
    order += '1';
    EXPECT_TRUE(wheel.cancel(second));
  });
  second = wheel.insert(5, [&] { order += '2'; });
  const TimerWheel::Id third = wheel.insert(6, [&] { order += '3'; });
  run_due(wheel, 10);
  EXPECT_EQ(order, "13");
  EXPECT_FALSE(wheel.cancel(third));
  EXPECT_FALSE(wheel.cancel(second));
  EXPECT_FALSE(wheel.cancel(0));
  EXPECT_FALSE(wheel.cancel(99));
}

TEST(TimerWheel, AnOldIdDoesNotCancelTheNextTimerInItsPlace) {
  TimerWheel wheel(0);
  const TimerWheel::Id old = wheel.insert(5, [] {});
  EXPECT_TRUE(wheel.cancel(old));
  bool fired = false;
  wheel.insert(5, [&] { fired = true; });
  EXPECT_FALSE(wheel.cancel(old));
  run_due(wheel, 5);
  EXPECT_TRUE(fired);
}

TEST(TimerWheel, ATaskThatReinsertsItselfWaitsForTheNextMillisecond) {
  TimerWheel wheel(0);
  int fired = 0;
  std::function<void()> again = [&] {
    ++fired;
    wheel.insert(0, [&] { again(); });
  };
  wheel.insert(0, [&] { again(); });
  run_due(wheel, 1);
  EXPECT_EQ(fired, 1);
  run_due(wheel, 2);
  EXPECT_EQ(fired, 2);
}

TEST(TimerWheel, BeyondTheHorizonStillFiresOnTime) {
  TimerWheel wheel(0);
  bool fired = false;
  constexpr MonoMs kFar = MonoMs{1} << 34;
  wheel.insert(kFar, [&] { fired = true; });
  while (!fired) {
    const MonoMs wake = wheel.next_wake().value();
    ASSERT_LE(wake, kFar);
    run_due(wheel, wake);
    ASSERT_EQ(fired, wake == kFar);
  }
}

// Against a sorted map, with random inserts, cancels and jumps of time.
TEST(TimerWheel, AgreesWithASortedMap) {
  std::mt19937_64 random(7);
  TimerWheel wheel(123'456);
  MonoMs now = 123'456;
  std::multimap<MonoMs, int> model;
  std::map<int, std::pair<TimerWheel::Id, MonoMs>> waiting;
  std::vector<int> fired;
  int next = 0;
  for (int step = 0; step < 20'000; ++step) {
    if (random() % 3 != 0) {
      const MonoMs deadline = now + 1 + static_cast<MonoMs>(random() % (1ULL << (random() % 24)));
      const int name = next++;
      waiting[name] = {wheel.insert(deadline, [&fired, name] { fired.push_back(name); }), deadline};
      model.emplace(deadline, name);
    } else if (!waiting.empty() && random() % 2 == 0) {
      const auto victim = waiting.lower_bound(static_cast<int>(random() % next));
      if (victim == waiting.end()) continue;
      EXPECT_TRUE(wheel.cancel(victim->second.first));
      std::erase_if(model, [&](const auto& entry) { return entry.second == victim->first; });
      waiting.erase(victim);
    }
    if (random() % 4 != 0) continue;
    now += static_cast<MonoMs>(random() % (1ULL << (random() % 18)));
    run_due(wheel, now);
    std::vector<int> expected;
    while (!model.empty() && model.begin()->first <= now) {
      expected.push_back(model.begin()->second);
      waiting.erase(model.begin()->second);
      model.erase(model.begin());
    }
    ASSERT_EQ(fired, expected) << step;
    fired.clear();
    ASSERT_EQ(wheel.size(), model.size());
    if (!model.empty()) {
      ASSERT_LE(wheel.next_wake().value(), model.begin()->first);
    }
  }
}

}  // namespace
}  // namespace atelier::net
