// `/hocuspocus` on one loop: Hocuspocus connections and the documents they have open. What everyone
// is told is encoded once for all sessions of an address on this loop.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "gateway/hocuspocus/hocuspocus_connection.h"
#include "gateway/yjs/connection_table.h"
#include "gateway/yjs/document_gateway.h"
#include "gateway/yjs/frame_cache.h"

namespace atelier::gateway {

class HocuspocusGateway final : public feature::docs::DocumentSink, public DocumentGatewayLimits {
 public:
  using Needs = DocumentGatewayNeeds;
  static constexpr std::size_t kMaxDocuments = 100;  // of one connection
  /// What a connection may send before it is known who it is.
  static constexpr std::size_t kMaxEarlyBytes = 5 * 1024 * 1024;
  static constexpr std::size_t kMaxEarlyMessages = 1000;
  static constexpr DurationMs kIdleMs = 60'000;
  static constexpr DurationMs kTokenNoticeMs = 60'000;

  /// Register it with docs.add_sink(loop, ...) at start-up.
  explicit HocuspocusGateway(Needs needs);
  ~HocuspocusGateway() override;

  void handle(std::unique_ptr<port::HttpExchange> exchange);
  void deliver(const std::string& document,
               const feature::docs::DocumentDelivery& delivery) override;
  /// Closes all connections with 1012, in batches, and refuses new ones.
  void drain();

  std::size_t connections() const { return connections_.size(); }
  Needs& needs() { return needs_; }
  FrameCache& step2_frames() { return step2_frames_; }
  void add(HocuspocusSession& session);
  void remove(HocuspocusSession& session);
  /// Forgets the connection once the current call is over; it calls this once, when it is closed.
  void remove(HocuspocusConnection& connection);

 private:
  using Sessions = std::vector<HocuspocusSession*>;

  void tell(const std::string& address, const Sessions& sessions,
            const feature::docs::DocumentDelivery& delivery);

  Needs needs_;
  std::uint64_t last_connection_ = 0;
  ConnectionTable<std::uint64_t, HocuspocusConnection> connections_{needs_.executor};
  std::map<core::PeerId, HocuspocusSession*> peers_;
  /// By document, then by address: with session ids there are many of a document.
  std::map<std::string, std::map<std::string, Sessions>, std::less<>> documents_;
  FrameRun frames_{needs_.executor};
  FrameCache step2_frames_;
};

}  // namespace atelier::gateway
