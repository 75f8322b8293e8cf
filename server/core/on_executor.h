// on(executor, alive, f): a callback that may be called on any thread and runs `f` on `executor`,
// unless the owner of `alive` has gone by then. What is handed to stores and pools.
#pragma once

#include <memory>
#include <tuple>
#include <utility>

#include "port/executor.h"

namespace atelier::core {

template <class F>
auto on(port::Executor& executor, std::weak_ptr<void> alive, F function) {
  return
      [&executor, alive = std::move(alive), function = std::move(function)](auto... args) mutable {
        executor.post([alive = std::move(alive), function = std::move(function),
                       kept = std::make_tuple(std::move(args)...)]() mutable {
          const auto guard = alive.lock();
          if (guard != nullptr) std::apply(function, std::move(kept));
        });
      };
}

}  // namespace atelier::core
