// `/yjs/<room>[/<name>]` on one loop: y-websocket connections and the documents they are attached
// to. An update is encoded once for all connections of a document on this loop.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "gateway/frame_run.h"
#include "gateway/yjs/connection_table.h"
#include "gateway/yjs/document_gateway.h"
#include "gateway/yjs/frame_cache.h"
#include "gateway/yjs/yjs_connection.h"

namespace atelier::gateway {

class YjsGateway final : public feature::docs::DocumentSink, public DocumentGatewayLimits {
 public:
  using Needs = DocumentGatewayNeeds;
  static constexpr std::size_t kMaxEarlyBytes = 256 * 1024;

  /// Register it with docs.add_sink(loop, ...) at start-up.
  explicit YjsGateway(Needs needs);

  /// Requests below /yjs/.
  void handle(std::unique_ptr<port::HttpExchange> exchange);
  void deliver(const std::string& document,
               const feature::docs::DocumentDelivery& delivery) override;
  /// Closes all connections with 1012, in batches, and refuses new ones.
  void drain();

  std::size_t connections() const { return connections_.size(); }
  Needs& needs() { return needs_; }
  FrameCache& step2_frames() { return step2_frames_; }
  /// Forgets the connection once the current call is over; it calls this once, when it is closed.
  void remove(YjsConnection& connection);

 private:
  Needs needs_;
  ConnectionTable<core::PeerId, YjsConnection> connections_{needs_.executor};
  std::map<std::string, std::vector<YjsConnection*>, std::less<>> documents_;
  FrameRun frames_{needs_.executor};
  FrameCache step2_frames_;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace atelier::gateway
