#include "net/watch.h"

#include "net/reactor.h"
//
#include <boost/asio/posix/basic_stream_descriptor.hpp>

namespace atelier::net {

namespace {

using Descriptor =
    boost::asio::posix::basic_stream_descriptor<boost::asio::io_context::executor_type>;

}  // namespace

struct Watch::State {
  State(EventLoop& its_loop, int number, WatchHandler& its_handler)
      : loop(its_loop),
        descriptor(its_loop.reactor().context.get_executor(), number),
        handler(&its_handler) {}

  EventLoop& loop;
  Descriptor descriptor;
  WatchHandler* handler;  // null once the Watch is gone
  bool waits_readable = false;
  bool waits_writable = false;
};

Watch::Watch(EventLoop& loop, int descriptor, WatchHandler& handler)
    : state_(std::make_shared<State>(loop, descriptor, handler)) {}

Watch::~Watch() {
  state_->handler = nullptr;
  boost::system::error_code ignored;
  state_->descriptor.close(ignored);
}

int Watch::descriptor() const {
  return state_->descriptor.native_handle();
}

void Watch::wait_readable() {
  if (state_->waits_readable) return;
  state_->waits_readable = true;
  state_->descriptor.async_wait(Descriptor::wait_read,
                                [state = state_](const boost::system::error_code&) mutable {
                                  if (state->handler == nullptr) return;
                                  state->waits_readable = false;
                                  state->loop.begin_turn();
                                  state->handler->on_readable();
                                });
}

void Watch::wait_writable() {
  if (state_->waits_writable) return;
  state_->waits_writable = true;
  state_->descriptor.async_wait(Descriptor::wait_write,
                                [state = state_](const boost::system::error_code&) mutable {
                                  if (state->handler == nullptr) return;
                                  state->waits_writable = false;
                                  state->loop.begin_turn();
                                  state->handler->on_writable();
                                });
}

}  // namespace atelier::net
