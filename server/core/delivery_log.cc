#include "core/delivery_log.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace atelier::core {
namespace {

std::size_t size_of(const Delivery& delivery) {
  std::size_t bytes = sizeof(Delivery) + delivery.args.size() + delivery.name.size();
  for (const std::string& id : delivery.principals) bytes += id.size();
  if (delivery.attachments != nullptr) {
    for (const std::string& part : *delivery.attachments) bytes += part.size();
  }
  return bytes;
}

bool is_for(const Delivery& delivery, const DeliveryLog::Missed& missed) {
  const auto joined = missed.joined.find(delivery.room);
  if (joined == missed.joined.end() || delivery.position <= joined->second) return false;
  if (missed.peer != kNoPeer && delivery.except_peer == missed.peer) return false;
  switch (delivery.audience) {
    case Audience::kRoom:
      return true;
    case Audience::kPrincipals:
      return std::ranges::find(delivery.principals, missed.principal) != delivery.principals.end();
    case Audience::kPeers:
    case Audience::kElsewhere:
      return false;
  }
  return false;
}

}  // namespace

DeliveryLog::DeliveryLog(std::vector<port::Executor*> loops, const port::Clock& clock,
                         std::string incarnation, Options options)
    : loops_(std::move(loops)),
      clock_(clock),
      incarnation_(std::move(incarnation)),
      options_(options),
      sinks_(loops_.size()) {
  ATELIER_ASSERT(!loops_.empty() && loops_.size() <= 64);
}

void DeliveryLog::add_sink(std::size_t loop, DeliverySink& sink) {
  sinks_[loop].push_back(&sink);
}

void DeliveryLog::send(std::vector<Outgoing> batch) {
  loops_[0]->post([this, batch = std::move(batch)]() mutable { route(std::move(batch)); });
}

void DeliveryLog::route(std::vector<Outgoing> batch) {
  std::vector<std::vector<Item>> items(loops_.size());
  for (Outgoing& each : batch) {
    if (auto* answer = std::get_if<OutgoingAnswer>(&each)) {
      if (answer->answer) answer->answer->position = head_;
      const std::size_t loop = answer->loop;
      items[loop].push_back(std::make_shared<OutgoingAnswer>(std::move(*answer)));
      continue;
    }
    OutgoingDelivery& outgoing = std::get<OutgoingDelivery>(each);
    const SharedDelivery delivery = number(std::move(outgoing.delivery));
    for (std::size_t loop = 0; loop < loops_.size(); ++loop) {
      if ((outgoing.loops >> loop & 1) != 0) items[loop].push_back(delivery);
    }
  }
  trim();
  for (std::size_t loop = 0; loop < loops_.size(); ++loop) {
    if (items[loop].empty()) continue;
    loops_[loop]->post([this, loop, mine = std::move(items[loop])]() mutable { run(loop, mine); });
  }
}

SharedDelivery DeliveryLog::number(Delivery delivery) {
  const bool durable = delivery.seq != 0;
  if (durable) delivery.position = ++head_;
  auto shared = std::make_shared<const Delivery>(std::move(delivery));
  if (durable) {
    kept_.push_back({shared, clock_.mono(), size_of(*shared)});
    kept_bytes_ += kept_.back().bytes;
    if (journal_ != nullptr) journal_->add(head_, shared->room, shared->seq);
  }
  return shared;
}

void DeliveryLog::trim() {
  const MonoMs oldest = clock_.mono() - options_.keep_ms;
  while (!kept_.empty() && (kept_.front().at < oldest || kept_bytes_ > options_.keep_bytes)) {
    forgotten_ = kept_.front().delivery->position;
    kept_bytes_ -= kept_.front().bytes;
    kept_.pop_front();
  }
}

void DeliveryLog::run(std::size_t loop, std::vector<Item>& items) {
  for (Item& item : items) {
    if (auto* answer = std::get_if<std::shared_ptr<OutgoingAnswer>>(&item)) {
      if ((*answer)->reply) (*answer)->reply(std::move((*answer)->answer));
      continue;
    }
    for (DeliverySink* sink : sinks_[loop]) sink->deliver(std::get<SharedDelivery>(item));
  }
}

void DeliveryLog::recover(std::size_t loop, Missed missed, Found found) {
  loops_[0]->post([this, loop, missed = std::move(missed), found = std::move(found)]() mutable {
    trim();
    loops_[loop]->post(
        [result = find(missed), found = std::move(found)]() mutable { found(std::move(result)); });
  });
}

Result<std::vector<SharedDelivery>> DeliveryLog::find(const Missed& missed) const {
  if (missed.after < forgotten_ || missed.after > head_) {
    return not_found("what this connection missed is not kept any more");
  }
  std::vector<SharedDelivery> result;
  const auto first = std::ranges::upper_bound(
      kept_, missed.after, {}, [](const Kept& kept) { return kept.delivery->position; });
  for (auto at = first; at != kept_.end(); ++at) {
    if (is_for(*at->delivery, missed)) result.push_back(at->delivery);
  }
  return result;
}

void DeliveryLog::seqs_at(std::size_t loop, std::string offset, DeliveryJournal::Rooms rooms,
                          DeliveryJournal::Found found) {
  if (journal_ == nullptr) {
    loops_[loop]->post([found = std::move(found)]() mutable {
      found(not_found("this node keeps no journal of deliveries"));
    });
    return;
  }
  loops_[0]->post([this, loop, offset = std::move(offset), rooms = std::move(rooms),
                   found = std::move(found)]() mutable {
    journal_->seqs_at(
        offset, std::move(rooms),
        [this, loop, found = std::move(found)](Result<DeliveryJournal::Seqs> seqs) mutable {
          loops_[loop]->post([found = std::move(found), seqs = std::move(seqs)]() mutable {
            found(std::move(seqs));
          });
        });
  });
}

std::string DeliveryLog::offset(std::uint64_t position) const {
  return incarnation_ + "." + std::to_string(position);
}

std::optional<std::uint64_t> DeliveryLog::position_of(std::string_view offset) const {
  if (!offset.starts_with(incarnation_ + ".")) return std::nullopt;
  const std::string_view digits = offset.substr(incarnation_.size() + 1);
  std::uint64_t position = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), position);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return position;
}

}  // namespace atelier::core
