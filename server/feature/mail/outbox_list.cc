// Outbox: what owners see of it (MAIL40).
#include <algorithm>

#include "feature/mail/mail_limits.h"
#include "feature/mail/outbox_back.h"

namespace atelier::feature::mail {
namespace {

constexpr std::size_t kReadAtOnce = 100;

MailState state_of(const Waiting& waiting) {
  MailState out;
  out.id = waiting.mail.id;
  out.to = waiting.mail.to;
  out.template_name = waiting.mail.template_name;
  out.state = waiting.unsent ? "unsent" : "waiting";
  out.error = waiting.error;
  out.attempts = waiting.attempts;
  out.at = waiting.at;
  if (waiting.unsent) {
    const auto link = waiting.mail.values.find("link");
    if (link != waiting.mail.values.end()) out.link = link->second;
  } else {
    out.next_at = waiting.next_at;
  }
  return out;
}

}  // namespace

// One answer that is being gathered.
struct Outbox::Work::Listing {
  std::size_t limit = 0;
  Listed listed;
  std::vector<std::string> ids;  // of what waits, newest first
  std::size_t read = 0;
  std::vector<MailState> states = {};
};

void Outbox::Work::list(std::size_t limit, Listed listed) {
  auto listing = std::make_shared<Listing>();
  listing->limit = std::clamp<std::size_t>(limit, 1, kListedMost);
  listing->listed = std::move(listed);
  std::vector<std::pair<WallMs, std::string>> newest;
  for (const auto& [id, entry] : entries_) newest.emplace_back(-entry.at, id);
  std::sort(newest.begin(), newest.end());
  newest.resize(std::min(newest.size(), listing->limit));
  for (auto& [at, id] : newest) listing->ids.push_back(std::move(id));
  list_links(std::move(listing));
}

void Outbox::Work::list_links(std::shared_ptr<Listing> listing) {
  if (listing->read == listing->ids.size()) return list_over(std::move(listing));
  std::vector<port::RecordKey> keys;
  for (; keys.size() < kReadAtOnce && listing->read < listing->ids.size(); ++listing->read) {
    keys.push_back(core::waiting_mail_key(needs_.workspace, listing->ids[listing->read]));
  }
  needs_.store.get(std::move(keys), back([listing](Work& work, const port::ReadResult& read) {
                     if (read.status != port::StoreStatus::kOk) {
                       return listing->listed(unavailable("The store does not answer now."));
                     }
                     for (const port::Record& record : read.records) {
                       const auto waiting = decode_waiting(record);
                       if (waiting) listing->states.push_back(state_of(*waiting));
                     }
                     work.list_links(listing);
                   }));
}

void Outbox::Work::list_over(std::shared_ptr<Listing> listing) {
  port::Range range = listed_range(needs_.workspace);
  range.reverse = true;
  range.limit = listing->limit - std::min(listing->states.size(), listing->limit - 1);
  needs_.store.query(std::move(range), back([listing](Work& work, const port::Page& page) {
                       if (page.status != port::StoreStatus::kOk) {
                         return listing->listed(unavailable("The store does not answer now."));
                       }
                       for (const port::Record& record : page.records) {
                         auto state = decode_state(record.value, work.now());
                         if (state && listing->states.size() < listing->limit) {
                           listing->states.push_back(std::move(*state));
                         }
                       }
                       listing->listed(std::move(listing->states));
                     }));
}

}  // namespace atelier::feature::mail
