// Bytes of an HTTP/1.1 response: head and chunks. Adds no header by itself: Date, Content-Length
// and Connection are the owner's.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "wire/http/headers.h"

namespace atelier::wire::http {

/// The usual phrase of a status, e.g. "Not Found"; "Unknown" for one without.
std::string_view reason_of(int status);

/// Appends the status line, the headers and the empty line. Fails, leaving `out` as it was, when
/// the status is not 100..599, a name is no token or a value holds a control character: nothing
/// that came from a peer can add a line.
Result<void> append_response_head(std::string& out, int status, const Headers& headers);

inline constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

/// Appends one chunk of a chunked body; nothing for no bytes (an empty chunk would end the body).
void append_chunk(std::string& out, std::string_view bytes);
inline constexpr std::string_view kLastChunk = "0\r\n\r\n";

}  // namespace atelier::wire::http
