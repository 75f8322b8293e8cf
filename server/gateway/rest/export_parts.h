// The JSON files of an exported room (VER29), made page by page: each says what to ask the room
// next and turns the answer into text. They know nothing of archives, peers or threads.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace atelier::gateway {

struct Question {
  std::string command;
  json::object body;
};

class ExportPart {
 public:
  virtual ~ExportPart() = default;
  virtual std::string opening() const = 0;
  /// Nothing: all has been asked.
  virtual std::optional<Question> next() = 0;
  /// What the answer to the last question adds to the file. Takes time linear in it.
  virtual Result<std::string> text_of(const Result<std::string>& answer) = 0;
  virtual std::string closing() const = 0;
};

/// `{exported_at, room, surfaces, members: [{id, name, kind, role}]}`; `room` is as RST9 says.
std::unique_ptr<ExportPart> make_room_part(const json::object& room, std::int64_t at);
/// `{messages}`, oldest first.
std::unique_ptr<ExportPart> make_chat_part();
/// `{threads: [{thread, messages}]}`, the most recently active first, comments oldest first.
std::unique_ptr<ExportPart> make_threads_part();

}  // namespace atelier::gateway
