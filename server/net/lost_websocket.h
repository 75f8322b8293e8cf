// What accept_websocket returns when the peer has gone before it was accepted.
#pragma once

#include <memory>

#include "net/event_loop.h"
#include "port/http.h"

namespace atelier::net {

/// Takes and does nothing; the handler hears on_close(1006) soon, unless the owner closes or
/// destroys the socket first.
std::unique_ptr<port::WebSocket> make_lost_websocket(EventLoop& loop,
                                                     port::WebSocketHandler& handler);

}  // namespace atelier::net
