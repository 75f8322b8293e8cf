// Finds the places of binary parts in JSON text: objects with `"_placeholder":true` and a `num`.
// Rewrites text only there.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "wire/socketio/packet.h"

namespace atelier::wire::socketio {

struct Placeholder {
  std::size_t from = 0;  // of the whole object in the text
  std::size_t to = 0;
  std::size_t index = 0;
};

/// All placeholders of valid JSON, in the order of the text. One whose `num` is not an index below
/// `attachments` is an error.
Result<std::vector<Placeholder>> find_placeholders(std::string_view json, std::size_t attachments);

void append_placeholder(std::string& out, std::size_t index);

/// A payload and its binary parts as they came, made fit to be sent on: the placeholders are
/// numbered in the order of the text, each with a part of its own; parts that nothing refers to are
/// gone.
struct Assembled {
  std::string json;
  Attachments attachments;
};
Result<Assembled> assemble(std::string json, Attachments attachments);

}  // namespace atelier::wire::socketio
