// The events of threads in the log, taken apart. Bodies hold no personal content: `thread` (its
// id), `root` (the seq of its opening) and what the kind needs; contents hold `message` and, of an
// opening, `quote` and what is suggested.
#pragma once

#include <cstdint>
#include <string>

#include "base/json.h"
#include "core/event.h"
#include "feature/thread/thread_anchor.h"

namespace atelier::feature::thread {

/// Text of `message` in the content; empty when the content is gone.
std::string message_text(const core::Event& event);
/// The anchor of an opening, without the quote when its content is gone.
Anchor anchor_of(const core::Event& opened, const json::object& body);
/// `{"id","seq","anchor","suggestion"?,"from","at"}` of an opening.
json::object head_of(const core::Event& opened, const json::object& body);
/// The id and the root of the thread that an event is about.
std::string thread_id(const json::object& body);
std::uint64_t root_of(const json::object& body);

}  // namespace atelier::feature::thread
