#include "gateway/yjs/yjs_gateway.h"

#include <utility>
#include <vector>

#include "gateway/errors.h"
#include "wire/websocket/frame_writer.h"

namespace atelier::gateway {
namespace {

namespace docs = feature::docs;
using wire::websocket::Opcode;

constexpr std::string_view kPrefix = "/yjs/";
constexpr std::uint16_t kServiceRestart = 1012;
/// Room for net to hand over what is too large, so that it can be answered (YWS4).
constexpr std::size_t kMaxReceivedBytes = 2 * wire::yjs::kMaxMessageBytes;

}  // namespace

YjsGateway::YjsGateway(Needs needs) : needs_(std::move(needs)) {}

void YjsGateway::handle(std::unique_ptr<port::HttpExchange> exchange) {
  const port::HttpRequest request = exchange->request();
  const auto refuse = [&exchange, &request](const Error& error) {
    exchange->refuse(error_response(error, request.request_id));
  };
  const auto id = docs::parse_document_id(
      std::string_view(request.path).substr(std::min(kPrefix.size(), request.path.size())));
  if (!id) return refuse(not_found("There is no such document."));
  if (!exchange->is_websocket_upgrade()) {
    return refuse(invalid("Documents are served over WebSocket: use a Yjs provider."));
  }
  if (!needs_.is_allowed_origin(request)) {
    return refuse(forbidden("This web site may not connect: the operator can allow its origin."));
  }
  if (connections_.is_closed()) {
    return refuse(unavailable("The server takes no more connections now: try again later."));
  }
  const core::PeerId peer = needs_.peers.next();
  YjsConnection& connection =
      connections_.add(peer, std::make_unique<YjsConnection>(*this, peer, *id));
  documents_[id->text()].push_back(&connection);
  const port::WebSocketLimits limits{kMaxReceivedBytes, close_code(Errc::kTooLarge)};
  connection.open(exchange->accept_websocket(connection, limits, {}));
  needs_.authenticator.by_request(
      needs_.peers.loop(), request,
      [this, peer, alive = std::weak_ptr<int>(alive_)](Result<Identity> identity) {
        if (alive.expired()) return;
        YjsConnection* const found = connections_.find(peer);
        if (found != nullptr) found->identified(std::move(identity));
      });
}

void YjsGateway::deliver(const std::string& document, const docs::DocumentDelivery& delivery) {
  if (delivery.peer != core::kNoPeer) {
    YjsConnection* const found = connections_.find(delivery.peer);
    if (found != nullptr && !found->is_closed()) found->deliver(delivery);
    return;
  }
  const auto found = documents_.find(document);
  // y-websocket has no stateless messages.
  if (found == documents_.end() || delivery.kind == docs::DeliveryKind::kStateless) return;
  const bool is_update = delivery.kind == docs::DeliveryKind::kUpdate;
  FrameSpan frames =
      frames_.append(Opcode::kBinary, is_update ? wire::yjs::encode_update(*delivery.bytes)
                                                : wire::yjs::encode_awareness(*delivery.bytes));
  for (const auto& update : delivery.following) {
    frames.to = frames_.append(Opcode::kBinary, wire::yjs::encode_update(*update)).to;
  }
  // A connection that is too slow closes here and leaves the list.
  const std::vector<YjsConnection*> receivers = found->second;
  for (YjsConnection* receiver : receivers) {
    if (is_update) {
      receiver->send_update(frames);
    } else {
      receiver->send_awareness(frames);
    }
  }
}

void YjsGateway::remove(YjsConnection& connection) {
  if (needs_.logins != nullptr) needs_.logins->unwatch(connection.login());
  needs_.docs.detach(connection.peer(), connection.document());
  const auto found = documents_.find(connection.document().text());
  if (found != documents_.end()) {
    std::erase(found->second, &connection);
    if (found->second.empty()) documents_.erase(found);
  }
  connections_.remove_later(connection.peer());
}

void YjsGateway::drain() {
  connections_.drain(kServiceRestart, "The server restarts.");
}

}  // namespace atelier::gateway
