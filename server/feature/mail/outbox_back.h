// Work::back: callbacks for stores and mailers that come back to the outbox's executor, while it
// lives.
#pragma once

#include <utility>

#include "core/on_executor.h"
#include "feature/mail/outbox_work.h"

namespace atelier::feature::mail {

template <class F>
auto Outbox::Work::back(F function) {
  return core::on(needs_.executor, weak_from_this(),
                  [this, function = std::move(function)](auto... args) mutable {
                    function(*this, std::move(args)...);
                  });
}

}  // namespace atelier::feature::mail
