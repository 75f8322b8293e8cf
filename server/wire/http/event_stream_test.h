// Runs a RequestParser over bytes cut in a given way and writes its events as short texts, so that
// cuts can be compared. Shared by the tests and the fuzz target.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wire/http/request_parser.h"

namespace atelier::wire::http {

/// Pieces of `piece_bytes` bytes. Neighbouring body pieces are joined.
inline std::vector<std::string> events_of(std::string_view bytes, std::size_t piece_bytes,
                                          std::uint64_t max_body_bytes) {
  std::vector<std::string> events;
  RequestParser parser;
  while (!bytes.empty()) {
    std::string_view input = bytes.substr(0, piece_bytes);
    bytes.remove_prefix(input.size());
    while (true) {
      const RequestParser::Event event = parser.next(input);
      switch (event) {
        case RequestParser::Event::kNeedMore:
          break;
        case RequestParser::Event::kHead:
          events.push_back("head " + parser.head().method + " " + parser.head().target);
          parser.set_max_body_bytes(max_body_bytes);
          continue;
        case RequestParser::Event::kBody:
          if (!events.back().starts_with("body ")) events.emplace_back("body ");
          events.back().append(parser.body());
          continue;
        case RequestParser::Event::kEnd:
          events.emplace_back("end");
          continue;
        case RequestParser::Event::kUpgrade:
          events.emplace_back("upgrade");
          return events;
        case RequestParser::Event::kError:
          events.push_back("error " + std::to_string(parser.error().status));
          return events;
      }
      break;
    }
  }
  return events;
}

}  // namespace atelier::wire::http
