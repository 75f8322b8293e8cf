// Runs a FrameReader over bytes cut in a given way and writes its events as short texts, so that
// cuts can be compared. Shared by the tests and the fuzz target.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "wire/websocket/frame_reader.h"

namespace atelier::wire::websocket {

inline std::string name_of(const FrameReader& reader, FrameReader::Event event) {
  const std::string payload(reader.payload());
  switch (event) {
    case FrameReader::Event::kNeedMore:
      return "";
    case FrameReader::Event::kText:
      return "text " + payload;
    case FrameReader::Event::kBinary:
      return "binary " + payload;
    case FrameReader::Event::kPing:
      return "ping " + payload;
    case FrameReader::Event::kPong:
      return "pong " + payload;
    case FrameReader::Event::kClose:
      return "close " + std::to_string(reader.close_code()) + " " + payload;
    case FrameReader::Event::kError:
      return "error " + std::to_string(reader.close_code());
  }
  return "";
}

/// Pieces of `piece_bytes` bytes, each in memory of its own.
inline std::vector<std::string> events_of(std::string_view bytes, std::size_t piece_bytes,
                                          const FrameReader::Options& options) {
  std::vector<std::string> events;
  FrameReader reader(options);
  while (!bytes.empty()) {
    std::vector<char> piece(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                               piece_bytes, bytes.size())));
    bytes.remove_prefix(piece.size());
    std::span<char> input(piece);
    while (true) {
      const FrameReader::Event event = reader.next(input);
      if (event == FrameReader::Event::kNeedMore) break;
      events.push_back(name_of(reader, event));
      if (event == FrameReader::Event::kError) return events;
    }
  }
  return events;
}

}  // namespace atelier::wire::websocket
