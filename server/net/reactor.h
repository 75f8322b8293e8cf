// What event_loop.cc and watch.cc share: the Asio context of a loop. No other file includes it.
#pragma once

#include "net/asio_config.h"
//
#include <boost/asio/io_context.hpp>

#include "net/event_loop.h"

namespace atelier::net {

struct EventLoop::Reactor {
  // One thread runs the context; posts from others go through the loop's own inbox.
  boost::asio::io_context context{1};
};

}  // namespace atelier::net
