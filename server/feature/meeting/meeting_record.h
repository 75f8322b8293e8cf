// A meeting as it goes on, and as it is kept once it is over. Rows, below the room's partition:
//   meeting/m/<seq of its start>  the record: everything below, without what still goes on
//   meeting/i/<id>                that seq, in digits
//   meeting/s/<id>                {"at","count","by"} of the last time its summary was sent
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/room_feature.h"
#include "feature/meeting/attendance.h"
#include "feature/meeting/things.h"

namespace atelier::feature::meeting {

struct Meeting {
  std::string id;
  std::uint64_t seq = 0;  // of its start
  std::string title;
  core::Principal started_by;
  WallMs started_at = 0;
  WallMs ended_at = 0;  // 0: it goes on
  core::Principal ended_by = {};
  Attendance people = {};
  Things things = {};

  /// When somebody was there last.
  WallMs seen_at() const;
};

/// `{id, seq, title, started_at, started_by, ended_at?, ended_by?}`
json::object head_of(const Meeting& meeting);
/// The head with `people` and `things`, as of `now`.
json::object record_of(const Meeting& meeting, WallMs now);
/// The rows of a meeting that is over.
std::vector<port::Write> rows_of(const std::string& partition, const Meeting& meeting);

/// For snapshots.
json::object save(const Meeting& meeting);
Meeting load(const json::object& state);

std::string record_key(std::uint64_t seq);
std::string index_key(std::string_view id);
std::string sent_key(std::string_view id);

}  // namespace atelier::feature::meeting
