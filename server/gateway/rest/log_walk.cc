#include "gateway/rest/log_walk.h"

#include <map>
#include <utility>

#include "base/log.h"
#include "core/ledger.h"
#include "core/log_actor.h"
#include "core/on_executor.h"

namespace atelier::gateway {

std::vector<core::Event> LogPage::events() const {
  std::map<std::uint64_t, const std::string*> by_seq;
  for (const port::Record& record : contents) {
    by_seq[core::Ledger::sequence_of(record.key.sort)] = &record.value;
  }
  std::vector<core::Event> out;
  std::string chain;
  for (const port::Record& record : entries) {
    auto event = core::decode_event(record.value, chain);
    if (!event) {
      log::error("log_entry_damaged", {{"partition", record.key.partition}});
      continue;
    }
    const auto content = by_seq.find(event->seq);
    if (content != by_seq.end()) event->content = *content->second;
    out.push_back(std::move(*event));
  }
  return out;
}

void LogWalk::next(Done done) {
  setup_.store.query(
      {setup_.partition, core::Ledger::log_key(next_), "log0", kEntriesAtOnce},
      core::on(setup_.loop, setup_.alive,
               [self = shared_from_this(), done = std::move(done)](port::Page found) mutable {
                 if (found.status != port::StoreStatus::kOk) {
                   return done(unavailable("The log cannot be read now."));
                 }
                 if (found.records.empty()) return done(std::shared_ptr<const LogPage>());
                 auto page = std::make_shared<LogPage>();
                 page->entries = std::move(found.records);
                 const auto first = core::Ledger::sequence_of(page->entries.front().key.sort);
                 self->next_ = core::Ledger::sequence_of(page->entries.back().key.sort) + 1;
                 self->read_contents(std::move(page), core::content_key(first), std::move(done));
               }));
}

void LogWalk::read_contents(std::shared_ptr<LogPage> page, std::string from, Done done) {
  setup_.store.query({setup_.partition, std::move(from), core::content_key(next_), kEntriesAtOnce},
                     core::on(setup_.loop, setup_.alive,
                              [self = shared_from_this(), page = std::move(page),
                               done = std::move(done)](port::Page found) mutable {
                                if (found.status != port::StoreStatus::kOk) {
                                  return done(unavailable("The log cannot be read now."));
                                }
                                for (port::Record& record : found.records) {
                                  page->contents.push_back(std::move(record));
                                }
                                if (!found.has_more || page->contents.empty()) {
                                  return done(std::shared_ptr<const LogPage>(std::move(page)));
                                }
                                std::string behind = page->contents.back().key.sort + '\0';
                                self->read_contents(std::move(page), std::move(behind),
                                                    std::move(done));
                              }));
}

}  // namespace atelier::gateway
