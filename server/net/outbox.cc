#include "net/outbox.h"

#include <algorithm>

namespace atelier::net {

namespace {

constexpr std::size_t kSpareContents = 256;
constexpr std::size_t kSpareBytes = 64 * 1024;     // what a spare string may hold on to
constexpr std::size_t kBodyCopyBytes = 16 * 1024;  // shorter bodies are copied behind their head

iovec piece_of(const std::string& bytes, std::size_t from, std::size_t to) {
  return {const_cast<char*>(bytes.data()) + from, to - from};
}

}  // namespace

std::unique_ptr<OutboxContent> OutboxPool::take() {
  if (spare_.empty()) return std::make_unique<OutboxContent>();
  std::unique_ptr<OutboxContent> content = std::move(spare_.back());
  spare_.pop_back();
  return content;
}

void OutboxPool::give(std::unique_ptr<OutboxContent> content) {
  if (spare_.size() >= kSpareContents || content->own.capacity() > kSpareBytes) return;
  content->own.clear();
  content->own_from = 0;
  content->spans.clear();
  content->span_bytes = 0;
  spare_.push_back(std::move(content));
}

OutboxContent& Outbox::content() {
  if (!content_) content_ = pool_.take();
  return *content_;
}

std::string& Outbox::own() {
  return content().own;
}

void Outbox::append_shared(std::shared_ptr<const std::string> run, std::size_t from,
                           std::size_t to) {
  if (from >= to) return;
  OutboxContent& all = content();
  all.span_bytes += to - from;
  if (!all.spans.empty()) {
    OutboxContent::SharedSpan& last = all.spans.back();
    if (last.run == run && last.to == from && last.own_position == all.own.size()) {
      last.to = to;
      return;
    }
  }
  all.spans.push_back({std::move(run), from, to, all.own.size()});
}

void Outbox::append_body(std::string body) {
  if (body.size() < kBodyCopyBytes) {
    own().append(body);
    return;
  }
  const std::size_t bytes = body.size();
  append_shared(std::make_shared<const std::string>(std::move(body)), 0, bytes);
  content_->spans.back().is_ours = true;
}

std::size_t Outbox::size() const {
  return content_ ? content_->own.size() - content_->own_from + content_->span_bytes : 0;
}

std::size_t Outbox::gather(std::span<iovec, kMaxPieces> pieces) {
  if (!content_) return 0;
  if (content_->spans.size() * 2 + 1 > kMaxPieces) flatten(true);
  std::size_t count = 0;
  std::size_t position = content_->own_from;
  for (const OutboxContent::SharedSpan& span : content_->spans) {
    if (span.own_position > position) {
      pieces[count++] = piece_of(content_->own, position, span.own_position);
      position = span.own_position;
    }
    pieces[count++] = piece_of(*span.run, span.from, span.to);
  }
  if (position < content_->own.size()) {
    pieces[count++] = piece_of(content_->own, position, content_->own.size());
  }
  return count;
}

void Outbox::skip(std::size_t bytes) {
  if (bytes >= size()) {
    clear();
    return;
  }
  std::vector<OutboxContent::SharedSpan>& spans = content_->spans;
  std::size_t gone = 0;
  while (bytes > 0) {
    const std::size_t own_end =
        gone < spans.size() ? spans[gone].own_position : content_->own.size();
    const std::size_t own_bytes = std::min(bytes, own_end - content_->own_from);
    content_->own_from += own_bytes;
    bytes -= own_bytes;
    if (bytes == 0) break;
    const std::size_t span_bytes = std::min(bytes, spans[gone].to - spans[gone].from);
    spans[gone].from += span_bytes;
    content_->span_bytes -= span_bytes;
    bytes -= span_bytes;
    if (spans[gone].from == spans[gone].to) ++gone;
  }
  spans.erase(spans.begin(), spans.begin() + static_cast<std::ptrdiff_t>(gone));
  compact();
}

void Outbox::keep() {
  if (!content_) return;
  const auto& spans = content_->spans;
  if (std::any_of(spans.begin(), spans.end(), [](const auto& span) { return !span.is_ours; })) {
    flatten(false);
  }
}

void Outbox::clear() {
  if (content_) pool_.give(std::move(content_));
}

// Copies spans into the own bytes: all of them, or only those that may change after the turn.
void Outbox::flatten(bool ours_too) {
  std::unique_ptr<OutboxContent> flat = std::make_unique<OutboxContent>();
  flat->own.reserve(size());
  std::size_t position = content_->own_from;
  for (OutboxContent::SharedSpan& span : content_->spans) {
    flat->own.append(content_->own, position, span.own_position - position);
    position = span.own_position;
    if (span.is_ours && !ours_too) {
      flat->span_bytes += span.to - span.from;
      span.own_position = flat->own.size();
      flat->spans.push_back(std::move(span));
    } else {
      flat->own.append(*span.run, span.from, span.to - span.from);
    }
  }
  flat->own.append(content_->own, position);
  content_ = std::move(flat);
}

// Gives the memory of sent bytes back now and then, so that moving the rest costs little.
void Outbox::compact() {
  const std::size_t sent = content_->own_from;
  if (sent < kSpareBytes || sent < content_->own.size() / 2) return;
  content_->own.erase(0, sent);
  for (OutboxContent::SharedSpan& span : content_->spans) span.own_position -= sent;
  content_->own_from = 0;
}

}  // namespace atelier::net
