// Every bound of the server that a peer can reach, named with its unit, one section per area. Says
// what the number is; what happens beyond it is said in spec/ and by the code that enforces it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace atelier::limits {

// HTTP/1.1 requests (spec/http.md). Trailers count into the header block of their request.
inline constexpr std::size_t kHttpMethodBytes = 32;
inline constexpr std::size_t kHttpTargetBytes = 8 * 1024;
inline constexpr std::size_t kHttpHeaderBlockBytes = 16 * 1024;
inline constexpr std::size_t kHttpHeaders = 100;
inline constexpr std::size_t kHttpChunkExtensionBytes = 256;
inline constexpr std::size_t kHttpChunkExtensionsPerBodyBytes = 16 * 1024;
static_assert(kHttpTargetBytes < kHttpHeaderBlockBytes);
static_assert(kHttpChunkExtensionBytes <= kHttpChunkExtensionsPerBodyBytes);

// WebSocket (spec/websocket.md).
inline constexpr std::size_t kWebSocketControlPayloadBytes = 125;  // RFC 6455 section 5.5
inline constexpr std::size_t kWebSocketFragmentsPerMessage = 131'072;

// Rooms and workspaces (spec/core.md).
inline constexpr std::size_t kCommandsQueuedPerRoom = 4096;
inline constexpr std::size_t kEventsPerCommand = 16;
inline constexpr std::size_t kMembersPerRoom = 20'000;
inline constexpr std::size_t kPeersPerRoom = 50'000;
inline constexpr std::size_t kMembersInJoinAnswer = 100;  // besides oneself
inline constexpr std::size_t kMembersPerPage = 200;
inline constexpr std::size_t kEventsPerPage = 200;
inline constexpr std::size_t kBroadcastBytes = 64 * 1024;
inline constexpr std::int64_t kBroadcastKeepMs = 10 * 60 * 1000;
inline constexpr std::size_t kRoomTitleBytes = 256;
inline constexpr std::size_t kConsentBytes = 1000;
inline constexpr std::size_t kPrincipalIdBytes = 128;
inline constexpr std::size_t kPrincipalNameBytes = 256;
static_assert(kMembersPerRoom <= kPeersPerRoom);

// Presence (spec/core.md).
inline constexpr std::int64_t kPresenceIntervalMs = 250;
inline constexpr std::int64_t kPresenceSlowIntervalMs = 1000;  // in rooms above:
inline constexpr std::size_t kPresenceSlowMembers = 500;
inline constexpr std::size_t kPresenceDetailMembers = 1000;  // above: only counts
inline constexpr std::size_t kPresenceChangesPerDiff = 200;
inline constexpr std::size_t kPresencePlaceBytes = 512;
inline constexpr std::size_t kPresenceWatched = 200;
inline constexpr std::int64_t kPresenceDetachedMs = 4000;  // a lost connection still counts so long

// Engine.IO and Socket.IO (spec/engineio.md, spec/socketio.md).
inline constexpr std::size_t kEngineIoPayloadBytes = 1'000'000;  // one POST body, one message
inline constexpr std::size_t kEngineIoPacketsPerPayload = 65'536;
inline constexpr std::size_t kEngineIoSessionsPerLoop = 100'000;
inline constexpr std::size_t kSocketIoAttachments = 10;           // stock clients refuse more
inline constexpr std::size_t kSocketIoMsgpackAttachments = 1000;  // in one msgpack packet
inline constexpr std::size_t kSocketIoNamespaceBytes = 256;
inline constexpr std::size_t kSocketIoNamespacesPerConnection = 32;
inline constexpr std::size_t kSocketIoPendingAcks = 1000;               // per connection
inline constexpr std::uint64_t kSocketIoAckId = 9'007'199'254'740'991;  // what JavaScript can hold
inline constexpr std::size_t kSocketIoOutboxBytes = 8 * 1024 * 1024;    // durable: above it closes
inline constexpr std::size_t kSocketIoWritableBytes = 64 * 1024;  // volatile: above it is dropped
inline constexpr std::size_t kSocketIoKeyedPerConnection = 64;    // keyed: the oldest gives way
static_assert(kSocketIoWritableBytes < kSocketIoOutboxBytes);
static_assert(kEngineIoPayloadBytes < kSocketIoOutboxBytes);

}  // namespace atelier::limits
