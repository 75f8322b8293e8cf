// Event: what has happened in a room or a workspace, and its text in the log (spec/core.md,
// COR10..). Entries are JSON with a hash chain. Personal content stands in a record beside the
// entry, so that a tombstone there does not break the chain: only its hash is chained.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "base/time.h"
#include "core/principal.h"
#include "port/crypto.h"

namespace atelier::core {

struct Event {
  std::uint64_t seq = 0;
  std::string kind;  // "chat.sent"
  WallMs at = 0;
  Principal actor;
  std::string peer = {};          // connection that asked, for the audit; may be empty
  std::string id = {};            // idempotency id of the command; may be empty
  std::uint64_t ref = 0;          // seq of the event this one is about; 0: none
  std::string body = "{}";        // JSON object text without personal content
  std::string content = {};       // JSON text of personal content; empty: none, or a tombstone
  WallMs content_until = 0;       // when the content record expires; 0: never
  std::string content_hash = {};  // base64url of SHA-256 over content; empty: never had content
};

/// Somebody an event's body names by `{id, kind}`, with the name that stands in its content; older
/// events hold it in the body.
json::object named(const json::value& who, const Event& event);

/// The log text of `event`; `chain` is the hash of the entry before and becomes this one's.
std::string encode_event(const Event& event, std::string& chain, const port::Crypto& crypto);
/// Reads a log text back. Does not check the chain; content is left empty. `chain` gets the stored
/// hash.
Result<Event> decode_event(std::string_view text, std::string& chain);
/// The log text without the name of who acted; the chain does not notice (COR11).
std::string without_name(std::string_view text);
/// True when the stored hash is what encode_event would have chained behind `previous`.
bool follows(std::string_view text, std::string_view previous, const port::Crypto& crypto);

}  // namespace atelier::core
