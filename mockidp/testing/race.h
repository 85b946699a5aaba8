#pragma once
// Many threads at one thing at once, for the tests of what must be atomic.

#include <atomic>
#include <barrier>
#include <functional>
#include <thread>
#include <vector>

namespace mockidp {

inline constexpr int kRacers = 64;

// `racer(i)` on as many threads at once; how many answered true.
inline int race(int racers, const std::function<bool(int)>& racer) {
  std::atomic<int> ready{0};
  std::atomic<int> winners{0};
  std::vector<std::jthread> threads;
  for (int i = 0; i < racers; ++i)
    threads.emplace_back([&, i] {
      for (++ready; ready < racers;) std::this_thread::yield();
      if (racer(i)) ++winners;
    });
  threads.clear();  // joins them
  return winners;
}

// The same again and again with the same threads: before each round one of them prepares it, alone. How many
// rounds had exactly one winner.
inline int rounds_with_one_winner(int racers, int rounds, const std::function<void(int round)>& prepare,
                                  const std::function<bool(int round)>& racer) {
  int round = 0;
  int right = 0;
  std::atomic<int> winners{0};
  prepare(round);
  std::barrier line(racers, [&]() noexcept {
    right += winners.exchange(0) == 1 ? 1 : 0;
    if (++round < rounds) prepare(round);
  });
  std::vector<std::jthread> threads;
  for (int i = 0; i < racers; ++i)
    threads.emplace_back([&] {
      for (int mine = 0; mine < rounds; ++mine) {
        if (racer(mine)) ++winners;
        line.arrive_and_wait();
      }
    });
  threads.clear();
  return right;
}

}  // namespace mockidp
