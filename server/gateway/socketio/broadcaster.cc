#include "gateway/socketio/broadcaster.h"

#include "base/limits.h"

namespace atelier::gateway {
namespace {

std::string latest_key(const core::Delivery& delivery) {
  return delivery.room + '\n' + delivery.name + '\n' + delivery.key;
}

}  // namespace

bool Broadcaster::makes_room(Socket& socket, core::DeliveryClass kind) {
  const std::size_t waiting = socket.engine().buffered_bytes();
  if (waiting <= limits::kSocketIoWritableBytes) return true;
  if (kind == core::DeliveryClass::kVolatile) {
    counters_.dropped.add();
    return false;
  }
  if (waiting <= limits::kSocketIoOutboxBytes) return true;
  counters_.closed.add();
  socket.close_transport();  // it comes back and reads what it missed
  return false;
}

void Broadcaster::publish(const std::vector<Socket*>& sockets, const core::Delivery& delivery) {
  const std::string payload = wire::socketio::event_payload(delivery.name, delivery.args);
  const wire::socketio::Payload event{payload, delivery.attachments.get()};
  FrameSpan span;
  std::uint64_t delivered = 0;
  for (Socket* socket : sockets) {
    if (delivery.kind == core::DeliveryClass::kKeyed && socket->holds_back()) {
      socket->emit_latest({latest_key(delivery), payload, delivery.attachments});
      continue;
    }
    if (!makes_room(*socket, delivery.kind)) continue;
    ++delivered;
    if (delivery.attachments != nullptr || !socket->takes_frames()) {
      socket->emit(event);
      continue;
    }
    if (span.run == nullptr) {
      span =
          frames_.append(wire::websocket::Opcode::kText, wire::socketio::encode_event("/", event));
    }
    socket->engine().send_frames(span.run, span.from, span.to);
  }
  counters_.delivered.add(delivered);
}

}  // namespace atelier::gateway
