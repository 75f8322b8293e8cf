#include "gateway/rest/archive_stream.h"

#include <string_view>
#include <utility>

#include "base/log.h"

namespace atelier::gateway {

// What the pool touches; it is handed there and back, so never used on both sides at once.
struct ArchiveStream::Job {
  std::shared_ptr<wire::zip::ZipWriter> zip;
  Work work;
  std::string out;
  Result<std::string> result = std::string();
};

ArchiveStream::ArchiveStream(Setup setup, std::unique_ptr<port::HttpStream> stream)
    : setup_(std::move(setup)),
      stream_(std::move(stream)),
      zip_(std::make_shared<wire::zip::ZipWriter>()) {}

ArchiveStream::~ArchiveStream() = default;

void ArchiveStream::start() {
  // The stream belongs to this object, so it must not hold it.
  stream_->on_closed([weak = weak_from_this()] {
    const auto self = weak.lock();
    if (self == nullptr || self->is_over()) return;
    log::info("export.abandoned", {{"room", self->setup_.room}});
    self->end();
  });
}

void ArchiveStream::add(Work work, Then then) {
  if (is_over()) return;
  then_ = std::move(then);
  auto job = std::make_shared<Job>();
  job->zip = zip_;
  job->work = std::move(work);
  submit(std::move(job), kPoolTries);
}

void ArchiveStream::submit(std::shared_ptr<Job> job, int tries) {
  const bool taken = setup_.pool.submit(
      setup_.owner, [self = shared_from_this(), job, &loop = setup_.loop]() mutable {
        job->result = job->work(*job->zip, job->out);
        loop.post([self = std::move(self), job = std::move(job)] { self->made(job); });
      });
  if (taken) return;
  if (tries == 0) return fail(unavailable("The pool was full all the time."));
  setup_.loop.run_after(kPoolFullMs, [self = shared_from_this(), job, tries] {
    if (!self->is_over()) self->submit(job, tries - 1);
  });
}

void ArchiveStream::made(const std::shared_ptr<Job>& job) {
  job->work = nullptr;  // what it holds belongs to this loop
  if (is_over()) return;
  if (!job->result) return fail(job->result.error());
  unsent_ = std::move(job->out);
  sent_ = 0;
  result_ = std::move(*job->result);
  pump();
}

void ArchiveStream::pump() {
  while (sent_ < unsent_.size()) {
    if (stream_->buffered_bytes() > kUnsentBytes) return wait();
    const auto piece = std::string_view(unsent_).substr(sent_, kWrittenAtOnce);
    stream_->write(piece);
    sent_ += piece.size();
  }
  if (stream_->buffered_bytes() > kUnsentBytes) return wait();
  unsent_ = std::string();
  Then then = std::exchange(then_, nullptr);
  if (then) then(std::move(result_));
}

// The stream does not tell when it drains, so it is looked at again.
void ArchiveStream::wait() {
  const std::size_t waiting = stream_->buffered_bytes();
  stalled_ms_ = waiting == waiting_bytes_ ? stalled_ms_ + kLookAgainMs : 0;
  waiting_bytes_ = waiting;
  if (stalled_ms_ > kStalledMs) return fail(unavailable("The peer takes nothing any more."));
  setup_.loop.run_after(kLookAgainMs, [self = shared_from_this()] {
    if (!self->is_over()) self->pump();
  });
}

void ArchiveStream::finish() {
  add([](wire::zip::ZipWriter& zip,
         std::string& out) -> Result<std::string> { return zip.finish(out) ? "more" : ""; },
      [self = shared_from_this()](const std::string& more) {
        if (!more.empty()) return self->finish();
        log::info("export.finished",
                  {{"room", self->setup_.room}, {"bytes", self->zip_->bytes_written()}});
        self->stream_->close();
        self->end();
      });
}

void ArchiveStream::fail(const Error& error) {
  if (is_over()) return;
  log::warn("export.failed", {{"room", setup_.room},
                              {"request_id", setup_.request_id},
                              {"code", name_of(error.code)},
                              {"reason", error.message}});
  end();
}

// Who waits to go on may own this object.
void ArchiveStream::end() {
  const auto self = shared_from_this();
  stream_.reset();
  unsent_ = std::string();
  const Then dropped = std::exchange(then_, nullptr);
}

}  // namespace atelier::gateway
