// What an export of one person holds of the logs (SAF20): which file an event belongs to, how it is
// told, and what a room has of them. Knows no store, archive or thread.
#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "core/event.h"

namespace atelier::gateway {

enum class Deed : std::uint8_t { kMessage, kComment, kReaction, kMeeting, kOther };
inline constexpr std::array kDeeds{Deed::kMessage, Deed::kComment, Deed::kReaction, Deed::kMeeting,
                                   Deed::kOther};

Deed deed_of(std::string_view kind);
/// "messages.json"
std::string_view file_of(Deed deed);

/// `{seq, at, kind, ref?, by?, body?, content?}`: `by` when somebody else did it. Without what
/// opens a door: passwords, secrets and their hashes (SAF22).
json::object describe_event(const core::Event& event, std::string_view person);
json::value without_secrets(const json::value& value);

/// JSON lists, one item a line.
class JsonLines {
 public:
  std::string add(const json::value& item);
  std::string close() const { return is_first_ ? "[]\n" : "\n]\n"; }

 private:
  bool is_first_ = true;
};

struct UploadedFile {
  std::string id;
  std::string name;
  std::string type;
  WallMs at = 0;
  std::uint64_t size = 0;
};

/// What a room has of somebody.
struct RoomFinds {
  std::set<Deed> deeds;
  std::vector<UploadedFile> files;
  /// Surfaces that they made.
  std::set<std::string> surfaces;

  /// From each event that concerns them, in order.
  void take(const core::Event& event, std::string_view person);
};

/// What stands beside the data, in plain words.
std::string_view export_readme();

}  // namespace atelier::gateway
