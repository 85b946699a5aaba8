#pragma once
// Many threads at one thing at once, for the tests of what must be atomic.

#include <atomic>
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

}  // namespace mockidp
