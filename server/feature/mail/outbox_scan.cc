// Outbox: finding what waits in the store, at the start and when something was put there by others
// (MAIL21).
#include <algorithm>

#include "base/log.h"
#include "feature/mail/mail_limits.h"
#include "feature/mail/outbox_back.h"

namespace atelier::feature::mail {

Outbox::Work::~Work() = default;

void Outbox::Work::scan() {
  if (scanning_) return;
  scanning_ = true;
  more_stored_ = false;
  forget_ended();
  forget_old_places();
  scan_from(waiting_range(needs_.workspace).from);
}

void Outbox::Work::scan_from(std::string from) {
  port::Range range = waiting_range(needs_.workspace);
  range.from = std::move(from);
  needs_.store.query(std::move(range),
                     back([](Work& work, const port::Page& page) { work.scanned(page); }));
}

void Outbox::Work::scanned(const port::Page& page) {
  const bool read = page.status == port::StoreStatus::kOk;
  for (const port::Record& record : page.records) found(record);
  if (read && page.has_more && !page.records.empty() && !more_stored_) {
    return scan_from(page.records.back().key.sort + '\0');
  }
  scanning_ = false;
  next_scan_ = now() + (read ? kLookEvery : kStoreRetry);
  run();
}

void Outbox::Work::look(std::string id) {
  read_row(id, [this, id](const port::ReadResult& read) {
    if (read.status != port::StoreStatus::kOk) return;  // the next scan finds it
    const bool under_way = current_ && current_->waiting.mail.id == id;
    if (read.records.empty() && !under_way) forget(id);
    for (const port::Record& record : read.records) found(record);
    run();
  });
}

void Outbox::Work::read_row(const std::string& id,
                            UniqueFunction<void(const port::ReadResult&)> then) {
  needs_.store.get(
      {core::waiting_mail_key(needs_.workspace, id)},
      back([then = std::move(then)](Work&, const port::ReadResult& read) mutable { then(read); }));
}

void Outbox::Work::found(const port::Record& record) {
  auto waiting = decode_waiting(record);
  if (!waiting) return log::warn("a stored mail cannot be read");
  if (entries_.contains(waiting->mail.id)) return;
  if (entries_.size() >= kMostWaiting) {
    more_stored_ = true;
    return;
  }
  if (needs_.mailer == nullptr && !waiting->unsent) {
    return keep_for_owner(std::move(*waiting), record.version);
  }
  // A wish of an event has no place yet; what was put or tried has one behind it.
  const bool fresh = waiting->next_at == 0;
  if (fresh || waiting->at > now() - kHourMs) {
    const WallMs place = take_place(waiting->mail.to, waiting->at);
    if (fresh) waiting->next_at = place;
  }
  add(*waiting);
}

// MAIL27: noted in the store, so that it is not sent by surprise once there is a mail server.
void Outbox::Work::keep_for_owner(Waiting waiting, std::uint64_t version) {
  waiting.unsent = true;
  std::vector<port::Write> writes;
  writes.push_back(port::Put{core::waiting_mail_key(needs_.workspace, waiting.mail.id),
                             encode(waiting), port::IfVersion{version}, row_end(waiting)});
  needs_.store.transact(std::move(writes), back([waiting = std::move(waiting)](
                                                    Work& work, const port::WriteResult& result) {
                          // What could not be noted is found again by the next scan.
                          if (result.status == port::StoreStatus::kOk) work.add(waiting);
                        }));
}

void Outbox::Work::add(const Waiting& waiting) {
  const std::string& id = waiting.mail.id;
  forget(id);
  entries_[id] = {waiting.at, row_end(waiting), waiting.next_at, waiting.unsent,
                  waiting.attempts > 0};
  waiting_ = entries_.size();
  if (!waiting.unsent) due_.emplace(waiting.next_at, id);
}

void Outbox::Work::forget(const std::string& id) {
  const auto entry = entries_.find(id);
  if (entry == entries_.end()) return;
  due_.erase({entry->second.next_at, id});
  entries_.erase(entry);
  waiting_ = entries_.size();
}

void Outbox::Work::forget_ended() {
  std::vector<std::string> ended;
  for (const auto& [id, entry] : entries_) {
    if (entry.unsent && entry.until <= now()) ended.push_back(id);
  }
  for (const std::string& id : ended) forget(id);
}

}  // namespace atelier::feature::mail
