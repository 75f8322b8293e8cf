#include "app/erase/document_erasure.h"

#include <algorithm>
#include <array>
#include <future>
#include <limits>
#include <memory>

#include "base/json.h"
#include "core/erasure.h"
#include "core/ledger.h"
#include "feature/docs/docs_limits.h"
#include "feature/docs/history/erased_words.h"
#include "feature/docs/history/history.h"

namespace atelier::app {
namespace {

namespace docs = feature::docs;
using core::Ledger;

std::string marker_key(const std::string& partition) {
  return "document/" + partition;
}

Result<std::shared_ptr<docs::StoredLog>> read_whole(const docs::DocumentStores& stores,
                                                    port::Executor& executor,
                                                    const docs::DocumentId& id) {
  using Read = Result<std::shared_ptr<docs::StoredLog>>;
  auto answer = std::make_shared<std::promise<Read>>();
  std::future<Read> result = answer->get_future();
  docs::read_log(
      stores, executor, id, [answer](Read read) { answer->set_value(std::move(read)); },
      std::numeric_limits<std::size_t>::max());
  return result.get();
}

}  // namespace

Result<bool> DocumentErasure::run(const docs::DocumentId& id) {
  auto log = read_whole(stores_, executor_, id);
  if (!log && log.error().code == Errc::kNotFound) return false;
  if (!log) return log.error();
  ATELIER_TRY(const auto history, docs::History::read(**log));
  ATELIER_TRY(const auto state, docs::state_without(*history, person_));
  if (!state) return false;
  if (auto replaced = replace(id, *state, **log); !replaced) return replaced.error();
  return true;
}

// The first entry becomes all there is; who reads the old rest behind it reads the same document.
Result<void> DocumentErasure::replace(const docs::DocumentId& id, const std::string& state,
                                      const docs::StoredLog& log) {
  const std::string partition = docs::document_partition(stores_.workspace, id);
  docs::LogEntry base{stores_.clock.wall(), {}, {}, {}};
  if (state.size() > docs::kInlineUpdateBytes) {
    base.blob = "documents/" + stores_.random.uuid_v7(base.at);
    if (auto put = store_.put_blob(base.blob, state); !put) return put;
  } else {
    base.update = state;
  }
  json::array blobs;
  for (const auto& [key, bytes] : log.blobs) blobs.emplace_back(key);
  auto written =
      store_.write({port::Put{{partition, Ledger::log_key(1)}, docs::encode_entry(base)},
                    port::Delete{{partition, "snapshot"}},
                    port::Put{{core::erasure_partition(stores_.workspace), marker_key(partition)},
                              json::serialize(json::object{{"blobs", blobs}})}});
  if (!written) return written;
  return clean(partition);
}

Result<void> DocumentErasure::clean(const std::string& partition) {
  const port::RecordKey marker{core::erasure_partition(stores_.workspace), marker_key(partition)};
  ATELIER_TRY(const auto noted, store_.get(marker));
  const json::object note = object_of(noted.value_or("{}"));
  if (const json::value* blobs = note.if_contains("blobs"); blobs && blobs->is_array()) {
    for (const json::value& key : blobs->as_array()) {
      if (!key.is_string()) continue;
      auto removed = store_.remove_blob(std::string(key.as_string()));
      if (!removed) return removed;
    }
  }
  const std::array<std::pair<std::string, std::string>, 4> gone{
      std::pair<std::string, std::string>{"snapshot/", "snapshot0"},
      std::pair<std::string, std::string>{"segment/", "segment0"},
      std::pair<std::string, std::string>{docs::kVersionsBegin, docs::kVersionsEnd},
      std::pair<std::string, std::string>{Ledger::log_key(2), "log0"}};
  for (const auto& [from, until] : gone) {
    if (auto removed = store_.remove(partition, from, until); !removed) return removed;
  }
  return store_.write({port::Delete{marker}});
}

Result<void> DocumentErasure::resume() {
  std::vector<std::string> begun;
  const auto read = store_.each(core::erasure_partition(stores_.workspace), "document/",
                                "document0", [&begun](const port::Record& record) -> Result<void> {
                                  begun.push_back(record.key.sort.substr(9));
                                  return {};
                                });
  if (!read) return read;
  for (const std::string& partition : begun) {
    if (auto cleaned = clean(partition); !cleaned) return cleaned;
  }
  return {};
}

}  // namespace atelier::app
