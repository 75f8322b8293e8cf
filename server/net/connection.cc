#include "net/connection.h"

#include <array>

namespace atelier::net {

namespace {

// A TLS connection with much unread input gives the others their turn after this many reads.
constexpr int kMaxReadsPerTurn = 8;

}  // namespace

Connection::Connection(LoopHost& host, int descriptor, std::unique_ptr<Stream> stream)
    : host_(host),
      stream_(std::move(stream)),
      watch_(std::make_unique<Watch>(host.loop(), descriptor, *this)),
      outbox_(host.outbox_pool()) {}

Connection::~Connection() = default;

void Connection::start(std::shared_ptr<ConnectionUser> user) {
  user_ = std::move(user);
  host_.add(shared_from_this());
  if (state_ == State::kOpen) watch_->wait_readable();
}

void Connection::replace_user(std::shared_ptr<ConnectionUser> user) {
  if (state_ != State::kOpen) return;
  host_.bury(std::exchange(user_, std::move(user)));
}

std::string& Connection::outgoing() {
  if (state_ != State::kOpen) return host_.sink();
  if (!flush_scheduled_) {
    flush_scheduled_ = true;
    host_.schedule_flush(shared_from_this());
  }
  return outbox_.own();
}

void Connection::write_body(std::string body) {
  if (state_ != State::kOpen) return;
  outgoing();
  outbox_.append_body(std::move(body));
}

void Connection::write_shared(const std::shared_ptr<const std::string>& run, std::size_t from,
                              std::size_t to) {
  if (state_ != State::kOpen) return;
  outgoing();
  outbox_.append_shared(run, from, to);
}

void Connection::resume_reading() {
  if (!paused_ || state_ == State::kClosed) return;
  paused_ = false;
  if (!stream_->has_unread()) {
    watch_->wait_readable();
    return;
  }
  host_.loop().post([self = shared_from_this()] {
    if (self->state_ != State::kClosed && !self->paused_) self->on_readable();
  });
}

void Connection::close() {
  if (state_ != State::kOpen) return;
  outgoing();  // schedules the flush
  state_ = State::kFlushing;
  release_user();
  resume_reading();
}

void Connection::abort() {
  if (state_ == State::kClosed) return;
  state_ = State::kClosed;
  deadline_.reset();
  outbox_.clear();
  count_buffered();
  release_user();
  watch_.reset();
  host_.remove(*this);
}

void Connection::drain() {
  const std::shared_ptr<ConnectionUser> user = user_;
  if (user) user->on_drain();
}

void Connection::drop() {
  const std::shared_ptr<Connection> self = shared_from_this();
  on_failure();
}

void Connection::on_readable() {
  if (paused_) return;  // since it was asked for; resuming asks again
  const std::shared_ptr<Connection> self = shared_from_this();
  for (int reads = 0; reads < kMaxReadsPerTurn; ++reads) {
    if (!read_once()) break;
  }
  if (state_ == State::kClosed || peer_ended_ || paused_) return;
  if (stream_->has_unread()) {
    host_.loop().post([self] {
      if (self->state_ != State::kClosed && !self->paused_) self->on_readable();
    });
    return;
  }
  if (stream_->read_needs_write()) watch_->wait_writable();
  watch_->wait_readable();
}

// True when there is more to read without waiting.
bool Connection::read_once() {
  const std::span<char> buffer = host_.read_buffer();
  const IoResult result = stream_->read(buffer);
  host_.counters().read_calls.add(1);
  switch (result.status) {
    case IoStatus::kOk:
      break;
    case IoStatus::kBlocked:
      return false;
    case IoStatus::kEnd:
      on_peer_end();
      return false;
    case IoStatus::kFailed:
      on_failure();
      return false;
  }
  host_.counters().bytes_in.add(result.bytes);
  if (const std::shared_ptr<ConnectionUser> user = user_)
    user->on_input(buffer.first(result.bytes));
  return state_ != State::kClosed && !paused_ && stream_->has_unread();
}

// A peer that has ended its side counts as gone, but gets the answers it has asked for before.
void Connection::on_peer_end() {
  peer_ended_ = true;
  if (const std::shared_ptr<ConnectionUser> user = user_) {
    user->on_gone();
    release_user();
  }
  if (state_ == State::kClosed) return;
  if (state_ == State::kLingering || outbox_.empty()) {
    abort();
    return;
  }
  state_ = State::kFlushing;
}

void Connection::on_failure() {
  if (state_ == State::kClosed) return;
  const std::shared_ptr<ConnectionUser> user = user_;
  release_user();
  abort();
  if (user) user->on_gone();
}

void Connection::on_writable() {
  const std::shared_ptr<Connection> self = shared_from_this();
  blocked_ = false;
  if (stream_->read_needs_write() && !paused_) on_readable();
  if (state_ != State::kClosed) write_out();
}

void Connection::flush() {
  flush_scheduled_ = false;
  if (state_ == State::kClosed) return;
  if (blocked_) {
    outbox_.keep();
    count_buffered();
    return;
  }
  write_out();
}

void Connection::write_out() {
  std::size_t written = 0;
  IoResult result;
  while (!outbox_.empty() && result.status == IoStatus::kOk) {
    std::array<iovec, Outbox::kMaxPieces> pieces;
    const std::size_t count = outbox_.gather(pieces);
    result = stream_->write(std::span(pieces).first(count));
    outbox_.skip(result.bytes);
    written += result.bytes;
  }
  host_.counters().write_calls.add(stream_->take_write_calls());
  host_.counters().bytes_out.add(written);
  count_buffered();
  if (result.status == IoStatus::kFailed) {
    on_failure();
    return;
  }
  if (written > 0 && deadline_ && state_ != State::kLingering) deadline_->clear();
  if (!outbox_.empty()) {
    on_blocked();
  } else if (state_ == State::kFlushing) {
    end_writing();
  }
  const std::shared_ptr<ConnectionUser> user = user_;
  if (user && written > 0) user->on_written();
}

void Connection::on_blocked() {
  outbox_.keep();
  if (blocked_) return;
  blocked_ = true;
  set_deadline(host_.timeouts().write_ms);
  watch_->wait_writable();
}

void Connection::end_writing() {
  if (peer_ended_) {
    abort();
    return;
  }
  stream_->end_writing();
  state_ = State::kLingering;
  set_deadline(host_.timeouts().linger_ms);
}

void Connection::set_deadline(DurationMs delay) {
  if (!deadline_) {
    deadline_ = std::make_unique<Deadline>(host_.loop(), [this] { on_deadline(); });
  }
  deadline_->set_after(delay);
}

void Connection::on_deadline() {
  // The deadline belongs to what is aborted here.
  host_.bury(std::shared_ptr<Deadline>(std::move(deadline_)));
  if (state_ != State::kLingering) host_.counters().timeouts.add(1);
  drop();
}

void Connection::release_user() {
  host_.bury(std::move(user_));
  user_.reset();
}

void Connection::count_buffered() {
  const std::size_t bytes = outbox_.size();
  host_.counters().buffered_bytes.add(bytes - counted_bytes_);  // wraps when it shrinks
  counted_bytes_ = bytes;
}

}  // namespace atelier::net
