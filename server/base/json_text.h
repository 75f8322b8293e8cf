// JSON as text: check it, take it apart into raw slices and quote strings, without building values.
// Payloads of peers are forwarded as they came (spec/socketio.md), so most JSON is never parsed
// further. Knows nothing of any protocol. All slices point into the input.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace atelier::json_text {

/// Deepest nesting accepted from the network.
inline constexpr std::size_t kMaxDepth = 100;

/// One complete JSON value (RFC 8259, surrounding white space allowed); lone surrogate escapes are
/// legal. Bytes inside strings are not checked for UTF-8: transports do that once per message.
Result<void> validate(std::string_view text);

/// Elements of a JSON array as raw slices, white space trimmed.
Result<std::vector<std::string_view>> split_array(std::string_view text);

using Members = std::vector<std::pair<std::string, std::string_view>>;
/// Members of a JSON object: decoded keys, raw values, in order. A repeated key is kept twice.
Result<Members> split_object(std::string_view text);

/// The decoded string of a JSON string literal; lone surrogates become U+FFFD.
Result<std::string> unquote(std::string_view literal);

/// A JSON string literal with its quotes. Only what must be escaped is; '\n' as "\\n".
std::string quote(std::string_view utf8);
void append_quoted(std::string& out, std::string_view utf8);

}  // namespace atelier::json_text
