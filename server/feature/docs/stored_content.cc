#include "feature/docs/stored_content.h"

#include <algorithm>
#include <iterator>

#include "core/on_executor.h"
#include "feature/docs/docs_limits.h"

namespace atelier::feature::docs {
namespace {

constexpr std::string_view kEverything("\0", 1);  // the empty state vector

}  // namespace

StoredContent::StoredContent(port::Executor& executor, port::Pool& pool, std::string owner)
    : executor_(executor), pool_(pool), owner_(std::move(owner)) {}

void StoredContent::restore(std::shared_ptr<crdt::Doc> state, std::size_t bytes) {
  state_ = std::move(state);
  clocks_ = state_->state_vector();
  bytes_ = bytes;
}

void StoredContent::append(const Offer& offer) {
  for (const auto& section : offer.update.clients) {
    clocks_.advance(section.client, section.structs.back().end());
  }
  bytes_ += offer.bytes->size();
  if (lent_) {
    behind_.push_back(offer);
  } else {
    put(offer);
  }
}

void StoredContent::put(const Offer& offer) {
  state_->apply(offer.update);
  answers_.clear();
}

void StoredContent::since(const crdt::StateVector& known, Done done) {
  std::string asked = crdt::encode_state_vector(known);
  if (!lent_ && requests_.empty() && bytes_ <= kEncodeNowBytes) {
    return answer_now(std::move(asked), known, done);
  }
  if (behind_.empty()) {
    for (const auto& [sv, answer] : answers_) {
      if (sv == asked) return done({answer, {}});
    }
  }
  // What is being made lacks what has been stored since: who asks now waits for the next.
  const auto first = std::next(requests_.begin(), lent_ && !behind_.empty() ? 1 : 0);
  const auto same = std::find_if(
      first, requests_.end(), [&asked](const Request& request) { return request.asked == asked; });
  if (same != requests_.end()) return same->waiting.push_back(std::move(done));
  requests_.push_back({std::move(asked), known, {}});
  requests_.back().waiting.push_back(std::move(done));
  if (!lent_) lend();
}

void StoredContent::answer_now(std::string asked, const crdt::StateVector& known, Done& done) {
  for (const auto& [sv, answer] : answers_) {
    if (sv == asked) return done({answer, {}});
  }
  auto answer = std::make_shared<const std::string>(state_->encode_state_as_update(known));
  keep(std::move(asked), answer);
  done({std::move(answer), {}});
}

void StoredContent::keep(std::string asked, SharedBytes answer) {
  ++encodings_;
  if (asked == kEverything) bytes_ = answer->size();
  answers_.emplace_back(std::move(asked), std::move(answer));
  if (answers_.size() > kCachedAnswers) answers_.pop_front();
}

void StoredContent::lend() {
  lent_ = true;
  auto back =
      core::on(executor_, alive_, [this](SharedBytes answer) { returned(std::move(answer)); });
  const bool taken =
      pool_.submit(owner_, [state = state_, known = requests_.front().known, back]() mutable {
        auto answer = std::make_shared<const std::string>(state->encode_state_as_update(known));
        state = nullptr;
        back(SharedBytes(std::move(answer)));
      });
  if (!taken) back(SharedBytes());
}

void StoredContent::returned(SharedBytes answer) {
  lent_ = false;
  Request request = std::move(requests_.front());
  requests_.pop_front();
  if (answer != nullptr) keep(std::move(request.asked), answer);
  Answer given{std::move(answer), {}};
  for (const Offer& offer : std::exchange(behind_, {})) {
    given.later.push_back(offer.bytes);
    put(offer);
    bytes_ += offer.bytes->size();
  }
  if (!requests_.empty()) lend();
  const std::weak_ptr<int> alive = alive_;
  for (Done& done : request.waiting) {
    done(given);
    if (alive.expired()) return;
  }
}

}  // namespace atelier::feature::docs
