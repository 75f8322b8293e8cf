#include "feature/docs/room_quota.h"

#include <functional>
#include <utility>

#include "core/on_executor.h"
#include "feature/docs/docs_limits.h"

namespace atelier::feature::docs {
namespace {

/// A page that was read before the grant was stored may come after: grants stay a little longer.
constexpr DurationMs kAfterMs = 1'000;

}  // namespace

RoomQuota::RoomQuota(port::RecordStore& records, std::string workspace,
                     const std::vector<port::Executor*>& loops)
    : records_(records), workspace_(std::move(workspace)), loops_(loops) {
  for (port::Executor* loop : loops) homes_.push_back({loop, {}});
}

RoomQuota::Home& RoomQuota::home_of(const std::string& room) {
  return homes_[std::hash<std::string>{}(room) % homes_.size()];
}

void RoomQuota::ask(std::size_t loop, const DocumentId& id,
                    UniqueFunction<void(Result<void>)> done) {
  Home& home = home_of(id.room);
  records_.query(
      {room_documents_partition(workspace_, id.room), "", "", kDocumentsPerRoom},
      core::on(*home.executor, alive_,
               [this, &home, id, back = loops_[loop],
                done = std::move(done)](const port::Page& page) mutable {
                 back->post([done = std::move(done), result = decide(home, id, page)]() mutable {
                   done(std::move(result));
                 });
               }));
}

Result<void> RoomQuota::decide(Home& home, const DocumentId& id, const port::Page& page) {
  if (page.status != port::StoreStatus::kOk) {
    return unavailable("The document cannot be stored now; try again.");
  }
  std::set<std::string>& granted = home.granted[id.room];
  std::size_t count = granted.size();
  for (const port::Record& record : page.records) count += !granted.contains(record.key.sort);
  if (count >= kDocumentsPerRoom && !granted.contains(id.name)) {
    if (granted.empty()) home.granted.erase(id.room);
    return too_large("The room has its 200 documents.");
  }
  granted.insert(id.name);
  return {};
}

void RoomQuota::settled(const DocumentId& id) {
  Home& home = home_of(id.room);
  home.executor->post([this, &home, id, alive = std::weak_ptr<int>(alive_)] {
    if (alive.expired()) return;
    home.executor->run_after(kAfterMs, [this, id, alive] {
      if (!alive.expired()) forget(id);
    });
  });
}

void RoomQuota::forget(const DocumentId& id) {
  Home& home = home_of(id.room);
  const auto found = home.granted.find(id.room);
  if (found == home.granted.end()) return;
  found->second.erase(id.name);
  if (found->second.empty()) home.granted.erase(found);
}

}  // namespace atelier::feature::docs
