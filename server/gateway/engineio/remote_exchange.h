// An HttpExchange of another loop, used on this one: a polling request or upgrade may arrive on a
// loop that does not own its session. Everything is posted both ways, in order. The real exchange
// and its socket never leave their loop.
#pragma once

#include <memory>

#include "port/executor.h"
#include "port/http.h"

namespace atelier::gateway {

/// Hands `exchange`, which lives on `home`, to `use` on `owner`.
void hand_over(std::unique_ptr<port::HttpExchange> exchange, port::Executor& home,
               port::Executor& owner,
               UniqueFunction<void(std::unique_ptr<port::HttpExchange>)> use);

}  // namespace atelier::gateway
