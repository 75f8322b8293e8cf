// Outbox: how a mail comes in (MAIL20, MAIL25).
#include <algorithm>

#include "feature/mail/mail_limits.h"
#include "feature/mail/outbox_back.h"
#include "feature/mail/render.h"

namespace atelier::feature::mail {
namespace {

Error store_is_away() {
  return unavailable("The store does not answer now: try again.");
}

}  // namespace

void Outbox::Work::put(core::Mail mail, Done done) {
  if (auto good = check(mail); !good) return done(good.error());
  if (entries_.contains(mail.id)) return done({});
  std::vector<port::RecordKey> keys{core::waiting_mail_key(needs_.workspace, mail.id),
                                    over_key(needs_.workspace, mail.id)};
  needs_.store.get(std::move(keys), back([mail = std::move(mail), done = std::move(done)](
                                             Work& work, const port::ReadResult& read) mutable {
                     work.put_unless_known(std::move(mail), std::move(done), read);
                   }));
}

void Outbox::Work::put_unless_known(core::Mail mail, Done done, const port::ReadResult& read) {
  if (read.status != port::StoreStatus::kOk) return done(store_is_away());
  if (!read.records.empty()) {
    look(mail.id);
    return done({});
  }
  if (auto may = admit(mail.to); !may) return done(may.error());
  Waiting waiting;
  waiting.at = now();
  waiting.next_at = take_place(mail.to, waiting.at);
  waiting.unsent = needs_.mailer == nullptr;
  waiting.mail = std::move(mail);
  store(std::move(waiting), std::move(done));
}

void Outbox::Work::store(Waiting waiting, Done done) {
  std::vector<port::Write> writes;
  writes.push_back(port::Put{core::waiting_mail_key(needs_.workspace, waiting.mail.id),
                             encode(waiting), port::IfAbsent{}, row_end(waiting)});
  needs_.store.transact(std::move(writes),
                        back([waiting = std::move(waiting), done = std::move(done)](
                                 Work& work, const port::WriteResult& result) mutable {
                          work.stored(waiting, std::move(done), result);
                        }));
}

void Outbox::Work::stored(const Waiting& waiting, Done done, const port::WriteResult& result) {
  switch (result.status) {
    case port::StoreStatus::kOk:
      add(waiting);
      done({});
      return run();
    case port::StoreStatus::kConflict:  // the same put, twice at a time
      return done({});
    case port::StoreStatus::kThrottled:
    case port::StoreStatus::kUnavailable:
      return done(store_is_away());
    case port::StoreStatus::kUnknown:
      return read_row(waiting.mail.id,
                      [this, done = std::move(done)](const port::ReadResult& read) mutable {
                        if (read.records.empty()) return done(store_is_away());
                        found(read.records[0]);
                        done({});
                        run();
                      });
  }
}

void Outbox::Work::may_write_to(const std::string& address, Done done) {
  done(admit(address));
}

Result<void> Outbox::Work::admit(const std::string& address) const {
  if (entries_.size() >= kMostWaiting) {
    return unavailable("Too many mails wait to be sent: try again later.");
  }
  const auto places = places_.find(address);
  if (places == places_.end()) return {};
  const WallMs since = now() - kHourMs;
  const auto first = std::upper_bound(places->second.begin(), places->second.end(), since);
  if (places->second.end() - first < static_cast<std::ptrdiff_t>(kMailsPerAddress)) return {};
  return Error{Errc::kRateLimited, "Enough mails went to this address for now: try again later.",
               std::max<DurationMs>(*first - since, 1)};
}

WallMs Outbox::Work::take_place(const std::string& address, WallMs wanted) {
  std::deque<WallMs>& places = places_[address];
  while (!places.empty() && places.front() <= now() - kHourMs) places.pop_front();
  WallMs place = wanted;
  if (places.size() >= kMailsPerAddress) {
    place = std::max(place, places[places.size() - kMailsPerAddress] + kHourMs);
  }
  places.insert(std::upper_bound(places.begin(), places.end(), place), place);
  return place;
}

void Outbox::Work::forget_old_places() {
  const WallMs since = now() - kHourMs;
  std::erase_if(places_, [since](const auto& each) { return each.second.back() <= since; });
}

}  // namespace atelier::feature::mail
