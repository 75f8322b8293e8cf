// Socket.IO sessions of an application on the Engine.IO rig. Tests only.
#pragma once

#include <memory>

#include "gateway/engineio/engine_rig_test_support.h"
#include "gateway/socketio/socketio_session.h"

namespace atelier::gateway::engine_test {

template <class Application>
class SocketIoRig : public EngineRig {
 protected:
  SocketIoRig() { start({}); }

  EngineServer::Application application() override {
    return [this](EngineSession& session) {
      return std::make_unique<SocketIoSession>(
          SocketIoSession::Needs{namespaces, first, world.clock(), world.random(), codec, {}},
          session);
    };
  }
  /// In the default namespace; what was said until then is forgotten.
  Seen& connect() {
    Seen& socket = ask(0, "EIO=4&transport=websocket", {.upgrade = true});
    frame(0, socket, "40");
    socket.frames.clear();
    return socket;
  }

  Application namespaces;
  wire::socketio::TextCodec codec;
};

}  // namespace atelier::gateway::engine_test
