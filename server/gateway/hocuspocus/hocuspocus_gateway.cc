#include "gateway/hocuspocus/hocuspocus_gateway.h"

#include <utility>
#include <vector>

#include "gateway/errors.h"
#include "wire/websocket/frame_writer.h"

namespace atelier::gateway {
namespace {

namespace docs = feature::docs;
namespace hocuspocus = wire::hocuspocus;
using wire::websocket::Opcode;

/// Room for net to hand over what is too large, so that it can be answered (HOC4).
constexpr std::size_t kMaxReceivedBytes = 2 * hocuspocus::kMaxMessageBytes;

std::string message_of(const std::string& address, const docs::DocumentDelivery& delivery) {
  switch (delivery.kind) {
    case docs::DeliveryKind::kUpdate:
      return hocuspocus::encode_update(address, *delivery.bytes);
    case docs::DeliveryKind::kAwareness:
      return hocuspocus::encode_awareness(address, *delivery.bytes);
    case docs::DeliveryKind::kStateless:
      return hocuspocus::encode_stateless(address, *delivery.bytes);
    case docs::DeliveryKind::kAttached:
    case docs::DeliveryKind::kStep1:
    case docs::DeliveryKind::kStep2:
    case docs::DeliveryKind::kReadOnly:
    case docs::DeliveryKind::kSettled:
    case docs::DeliveryKind::kRole:
    case docs::DeliveryKind::kClosed:
      break;  // for one peer only
  }
  return {};
}

/// What authentication looks at, without what takes memory while the connection is idle.
port::HttpRequest head_of(const port::HttpRequest& request) {
  port::HttpRequest head;
  head.method = request.method;
  head.path = request.path;
  head.query = request.query;
  head.remote_address = request.remote_address;
  head.secure = request.secure;
  head.request_id = request.request_id;
  for (const auto& header : request.headers) {
    const bool matters =
        header.first == "cookie" || header.first == "authorization" || header.first == "host";
    if (matters) head.headers.push_back(header);
  }
  return head;
}

}  // namespace

HocuspocusGateway::HocuspocusGateway(Needs needs) : needs_(std::move(needs)) {}

HocuspocusGateway::~HocuspocusGateway() {
  // Their sessions say goodbye to this.
  connections_.clear();
}

void HocuspocusGateway::handle(std::unique_ptr<port::HttpExchange> exchange) {
  const port::HttpRequest& request = exchange->request();
  const auto refuse = [&exchange, id = request.request_id](const Error& error) {
    exchange->refuse(error_response(error, id));
  };
  if (!exchange->is_websocket_upgrade()) {
    return refuse(invalid("Documents are served over WebSocket: use a Hocuspocus provider."));
  }
  if (!needs_.is_allowed_origin(request)) {
    return refuse(forbidden("This web site may not connect: the operator can allow its origin."));
  }
  if (connections_.is_closed()) {
    return refuse(unavailable("The server takes no more connections now: try again later."));
  }
  const std::uint64_t id = ++last_connection_;
  HocuspocusConnection& connection =
      connections_.add(id, std::make_unique<HocuspocusConnection>(*this, id, head_of(request)));
  connection.open(exchange->accept_websocket(connection, {kMaxReceivedBytes}, {}));
}

void HocuspocusGateway::deliver(const std::string& document,
                                const docs::DocumentDelivery& delivery) {
  if (delivery.peer != core::kNoPeer) {
    const auto found = peers_.find(delivery.peer);
    if (found != peers_.end()) found->second->deliver(delivery);
    return;
  }
  const auto found = documents_.find(document);
  if (found == documents_.end()) return;
  // A connection that is too slow closes here and its sessions leave the sets.
  const std::map<std::string, Sessions> receivers = found->second;
  for (const auto& [address, sessions] : receivers) tell(address, sessions, delivery);
}

void HocuspocusGateway::tell(const std::string& address, const Sessions& sessions,
                             const docs::DocumentDelivery& delivery) {
  FrameSpan frames = frames_.append(Opcode::kBinary, message_of(address, delivery));
  for (const auto& update : delivery.following) {
    frames.to = frames_.append(Opcode::kBinary, hocuspocus::encode_update(address, *update)).to;
  }
  for (HocuspocusSession* session : sessions) {
    if (session->peer() == core::kNoPeer || session->peer() == delivery.except) continue;
    if (delivery.kind == docs::DeliveryKind::kUpdate) {
      session->send_update(frames);
    } else {
      session->send_volatile(frames);
    }
  }
}

void HocuspocusGateway::add(HocuspocusSession& session) {
  peers_[session.peer()] = &session;
  documents_[session.document().text()][session.address()].push_back(&session);
}

void HocuspocusGateway::remove(HocuspocusSession& session) {
  peers_.erase(session.peer());
  const auto document = documents_.find(session.document().text());
  if (document == documents_.end()) return;
  const auto sessions = document->second.find(session.address());
  if (sessions == document->second.end()) return;
  std::erase(sessions->second, &session);
  if (sessions->second.empty()) document->second.erase(sessions);
  if (document->second.empty()) documents_.erase(document);
}

void HocuspocusGateway::remove(HocuspocusConnection& connection) {
  connections_.remove_later(connection.id());
}

void HocuspocusGateway::drain() {
  connections_.drain(hocuspocus::kServiceRestart, "The server restarts.");
}

}  // namespace atelier::gateway
