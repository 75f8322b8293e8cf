#include "core/delivery_journal.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "base/json.h"
#include "core/ledger.h"

namespace atelier::core {
namespace {

constexpr DurationMs kKeepMs = 24LL * 60 * 60 * 1000;
constexpr std::size_t kEntriesPerRecord = 1000;
constexpr std::size_t kEntriesWaiting = 20'000;
constexpr DurationMs kRetryMs = 1000;
constexpr std::size_t kRecordsPerPage = 50;
constexpr int kPagesPerSearch = 200;

Error cannot_tell() {
  return not_found("what this connection missed cannot be told exactly; join again");
}

std::string record_key(std::string_view incarnation, std::uint64_t last_position) {
  return Ledger::sequence_key(std::string(incarnation) + "/", last_position);
}

struct Recorded {
  std::uint64_t position;
  std::string room;
  std::uint64_t seq;
};

std::optional<Recorded> read_entry(const json::value& value) {
  if (!value.is_array() || value.as_array().size() != 3) return std::nullopt;
  const json::array& entry = value.as_array();
  if (!entry[0].is_int64() || !entry[1].is_string() || !entry[2].is_int64()) return std::nullopt;
  return Recorded{static_cast<std::uint64_t>(entry[0].get_int64()),
                  std::string(entry[1].get_string()),
                  static_cast<std::uint64_t>(entry[2].get_int64())};
}

}  // namespace

// Reads backwards from the offset, over records that follow one another without a gap, until every
// room is found or lies before its join.
struct DeliveryJournal::Search {
  std::string incarnation;
  std::uint64_t position = 0;
  Rooms open;  // rooms without an answer yet
  Seqs seqs;
  Found found;
  std::uint64_t reached = 0;  // all positions from here on are read; 0: nothing yet
  std::uint64_t read_until = 0;
  int pages = 0;

  /// False when the record leaves a gap to what was read before it.
  bool take(const port::Record& record) {
    const auto value = parse_json(record.value);
    if (!value || !value->is_array() || value->as_array().empty()) return false;
    const json::array& entries = value->as_array();
    const std::uint64_t last = Ledger::sequence_of(record.key.sort);
    // A write in doubt that was tried again may overlap.
    if (reached != 0 && last + 1 < reached) return false;
    for (std::size_t i = entries.size(); i > 0; --i) {
      const auto entry = read_entry(entries[i - 1]);
      if (!entry) return false;
      const auto& [at, room, seq] = *entry;
      const auto wanted = open.find(room);
      reached = reached == 0 ? at : std::min(reached, at);
      if (at > position || wanted == open.end() || at <= wanted->second.position) continue;
      seqs[room] = std::max(wanted->second.seq, seq);
      open.erase(wanted);
    }
    settle_joined();
    return true;
  }

  // Nothing was delivered between the join and the offset: the join's own seq counts.
  void settle_joined() {
    for (auto at = open.begin(); at != open.end();) {
      if (at->second.position + 1 < reached) {
        ++at;
        continue;
      }
      seqs[at->first] = at->second.seq;
      at = open.erase(at);
    }
  }
};

DeliveryJournal::DeliveryJournal(port::RecordStore& store, port::Executor& executor,
                                 const port::Clock& clock, std::string partition,
                                 std::string incarnation)
    : store_(store),
      executor_(executor),
      clock_(clock),
      partition_(std::move(partition)),
      incarnation_(std::move(incarnation)) {}

void DeliveryJournal::add(std::uint64_t position, const std::string& room, std::uint64_t seq) {
  waiting_.push_back({position, room, seq});
  // A gap makes older offsets unresolvable, never wrong.
  if (waiting_.size() > kEntriesWaiting && in_flight_ == 0) waiting_.pop_front();
  if (in_flight_ != 0 || waiting_.size() > 1) return;
  executor_.at_turn_end([this, alive = std::weak_ptr<int>(alive_)] {
    if (!alive.expired()) flush();
  });
}

void DeliveryJournal::flush() {
  if (in_flight_ != 0 || waiting_.empty()) return;
  in_flight_ = std::min(waiting_.size(), kEntriesPerRecord);
  json::array entries;
  for (std::size_t i = 0; i < in_flight_; ++i) {
    const Entry& entry = waiting_[i];
    entries.push_back(json::array{entry.position, entry.room, entry.seq});
  }
  const std::uint64_t last = waiting_[in_flight_ - 1].position;
  std::vector<port::Write> writes;
  writes.push_back(port::Put{{partition_, record_key(incarnation_, last)},
                             json::serialize(entries),
                             {},
                             clock_.wall() + kKeepMs});
  store_.transact(std::move(writes), on(executor_, alive_, [this](const port::WriteResult& result) {
                    const std::size_t written = std::exchange(in_flight_, 0);
                    if (result.status != port::StoreStatus::kOk) return retry();
                    waiting_.erase(waiting_.begin(),
                                   waiting_.begin() + static_cast<std::ptrdiff_t>(written));
                    flush();
                  }));
}

void DeliveryJournal::retry() {
  executor_.run_after(kRetryMs, [this, alive = std::weak_ptr<int>(alive_)] {
    if (!alive.expired()) flush();
  });
}

void DeliveryJournal::seqs_at(std::string_view offset, Rooms rooms, Found found) {
  const std::size_t dot = offset.rfind('.');
  std::uint64_t position = 0;
  const char* const end = offset.data() + offset.size();
  const bool is_offset = dot != std::string_view::npos && dot != 0 &&
                         std::from_chars(offset.data() + dot + 1, end, position).ptr == end &&
                         offset.back() != '.';
  if (!is_offset || offset.size() > 200) return found(cannot_tell());
  auto search = std::make_shared<Search>();
  search->incarnation = offset.substr(0, dot);
  search->position = position;
  search->open = std::move(rooms);
  search->found = std::move(found);
  // The record that holds the offset itself proves that everything before it is known.
  store_.query(
      {partition_, record_key(search->incarnation, position), search->incarnation + "0", 1},
      on(executor_, alive_, [this, search](const port::Page& page) {
        if (page.records.empty()) return search->found(cannot_tell());
        search->read_until = Ledger::sequence_of(page.records[0].key.sort) + 1;
        scan(search);
      }));
}

void DeliveryJournal::scan(std::shared_ptr<Search> search) {
  if (search->open.empty()) return search->found(std::move(search->seqs));
  if (++search->pages > kPagesPerSearch) return search->found(cannot_tell());
  port::Range range{partition_, search->incarnation + "/",
                    record_key(search->incarnation, search->read_until), kRecordsPerPage, true};
  store_.query(std::move(range), on(executor_, alive_, [this, search](const port::Page& page) {
                 on_page(search, page);
               }));
}

void DeliveryJournal::on_page(const std::shared_ptr<Search>& search, const port::Page& page) {
  if (page.status != port::StoreStatus::kOk || page.records.empty()) {
    return search->found(cannot_tell());
  }
  for (const port::Record& record : page.records) {
    if (search->open.empty()) break;
    if (!search->take(record)) return search->found(cannot_tell());
    search->read_until = Ledger::sequence_of(record.key.sort);
  }
  scan(search);
}

}  // namespace atelier::core
