#include "app/search_fill.h"

#include <future>
#include <string>
#include <vector>

#include "app/actors.h"
#include "app/erase/log_erasure.h"
#include "base/log.h"
#include "core/keys.h"
#include "feature/chat/chat.h"
#include "feature/thread/thread.h"

namespace atelier::app {
namespace {

/// So many changes wait at most: the queue of the index holds more (STO46).
constexpr std::size_t kEventsPerWait = 2'000;

void wait_for(adapter::SqliteSearch& search) {
  std::promise<void> done;
  search.flush([&done] { done.set_value(); });
  done.get_future().wait();
}

Result<void> fill_room(Platform& platform, WaitingStore& store, const std::string& room) {
  const std::string partition = core::room_partition(kWorkspace, room);
  Replay replay(partition, room, *platform.store, platform.clock.wall());
  replay.add(feature::chat::make_feature(*platform.search)(replay));
  replay.add(feature::thread::make_feature(*platform.search)(replay));
  std::size_t events = 0;
  auto read = LogErasure::read(store, partition,
                               [&](const core::Event& event, const std::string&) -> Result<void> {
                                 replay.apply(event);
                                 if (++events % kEventsPerWait == 0) wait_for(*platform.search);
                                 return {};
                               });
  wait_for(*platform.search);
  return read;
}

}  // namespace

Result<void> fill_search(Platform& platform) {
  if (!platform.search->is_new()) return {};
  WaitingStore store(*platform.store, *platform.blobs);
  const std::string prefix = "partition/room/" + std::string(kWorkspace) + "/";
  std::vector<std::string> rooms;
  auto listed = store.each(core::directory_partition(kWorkspace), prefix,
                           prefix.substr(0, prefix.size() - 1) + '0',
                           [&](const port::Record& record) -> Result<void> {
                             rooms.push_back(record.key.sort.substr(prefix.size()));
                             return {};
                           });
  if (!listed) return listed;
  for (const std::string& room : rooms) {
    if (auto filled = fill_room(platform, store, room); !filled) return filled;
  }
  if (!rooms.empty()) log::info("search_filled", {{"rooms", rooms.size()}});
  return {};
}

}  // namespace atelier::app
