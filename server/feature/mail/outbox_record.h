// What the outbox keeps in the store: rows of what waits (core/mail.h writes them too), and what
// remains of a mail that is over.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/mail.h"
#include "feature/mail/outbox.h"
#include "port/record_store.h"

namespace atelier::feature::mail {

/// A row of what waits.
struct Waiting {
  core::Mail mail;
  WallMs at = 0;
  int attempts = 0;
  WallMs next_at = 0;
  std::string error = {};
  bool unsent = false;  // it waits for the owner and not for a mail server
};

std::string encode(const Waiting& waiting);
/// Nothing for what we did not write.
std::optional<Waiting> decode_waiting(const port::Record& record);
/// When the row goes by itself; 0: never.
WallMs row_end(const Waiting& waiting);

/// Says that an id is known and over.
port::RecordKey over_key(std::string_view workspace, std::string_view id);
/// The state of a mail that is over, in the order of wishes.
port::RecordKey listed_key(std::string_view workspace, const MailState& state);
std::string encode(const MailState& state, WallMs link_until);
/// `now`: a link whose time is over is left out.
std::optional<MailState> decode_state(std::string_view value, WallMs now);

/// Partition and first sort key of each kind, for queries; the last character of the prefix plus
/// one ends it.
port::Range waiting_range(std::string_view workspace);
port::Range listed_range(std::string_view workspace);

}  // namespace atelier::feature::mail
