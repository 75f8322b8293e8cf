// Between msgpack and JSON text with placeholders for binary parts, so that both Socket.IO codecs
// give the layers above the same payloads. What msgpack has beyond JSON becomes what
// JSON.stringify would write: dates are texts, undefined is left out of objects.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "wire/msgpack/reader.h"

namespace atelier::wire::msgpack {

/// True for notepack's extension for JavaScript's undefined.
bool is_undefined(const Token& token);

/// Reads one value behind `reader` and appends it as JSON. Binary parts go to `attachments`.
Result<void> append_as_json(Reader& reader, std::string& json,
                            std::vector<std::string>& attachments);

/// Appends a JSON value as msgpack. Placeholders of missing attachments become nil.
Result<void> append_from_json(std::string& out, std::string_view json,
                              const std::vector<std::string>* attachments);

}  // namespace atelier::wire::msgpack
