#include "adapter/http_client/curl_client.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "adapter/curl_start.h"
#include "adapter/http_client/curl_transfer.h"

namespace atelier::adapter {
namespace {

constexpr int kWaitMs = 60'000;

Error busy() {
  return unavailable("Too many requests to other servers are under way.");
}

}  // namespace

// What is under way, on the client's thread.
class CurlClient::Transfers {
 public:
  explicit Transfers(CURLM* multi) : multi_(multi) {}
  ~Transfers() {
    for (const auto& each : running_) curl_multi_remove_handle(multi_, each->transfer.handle());
  }

  std::size_t size() const { return running_.size(); }

  void begin(Job job, const CurlOptions& options) {
    auto running = std::make_unique<Running>(std::move(job), options);
    CURL* const handle = running->transfer.handle();
    if (handle == nullptr || curl_multi_add_handle(multi_, handle) != CURLM_OK) {
      return running->done(unavailable("There is not enough memory."));
    }
    running_.push_back(std::move(running));
  }

  /// Moves everything on and answers what has ended.
  void drive() {
    int still = 0;
    curl_multi_perform(multi_, &still);
    int left = 0;
    while (CURLMsg* message = curl_multi_info_read(multi_, &left)) {
      if (message->msg == CURLMSG_DONE) end(message->easy_handle, message->data.result);
    }
  }

 private:
  struct Running {
    Running(Job job, const CurlOptions& options)
        : transfer(std::move(job.call), {options.ca_file, options.connect_timeout_ms}),
          done(std::move(job.done)) {}
    CurlTransfer transfer;
    UniqueFunction<void(Result<port::HttpAnswer>)> done;
  };

  void end(CURL* handle, CURLcode code) {
    const auto found = std::ranges::find_if(
        running_, [handle](const auto& each) { return each->transfer.handle() == handle; });
    if (found == running_.end()) return;
    const std::unique_ptr<Running> ended = std::move(*found);
    running_.erase(found);
    curl_multi_remove_handle(multi_, handle);
    ended->done(ended->transfer.finish(code));
  }

  CURLM* multi_;
  std::vector<std::unique_ptr<Running>> running_;
};

Result<std::unique_ptr<CurlClient>> CurlClient::make(CurlOptions options) {
  CURLM* const multi = curl_is_ready() ? curl_multi_init() : nullptr;
  if (multi == nullptr) return unavailable("libcurl cannot be started");
  return std::unique_ptr<CurlClient>(new CurlClient(std::move(options), multi));
}

CurlClient::CurlClient(CurlOptions options, CURLM* multi)
    : options_(std::move(options)),
      multi_(multi),
      queue_({kQueued, kQueuedBytes}),
      thread_([this] { work(); }) {}

CurlClient::~CurlClient() {
  stopping_ = true;
  queue_.close();
  curl_multi_wakeup(multi_);
  thread_.join();
  curl_multi_cleanup(multi_);
}

void CurlClient::send(port::HttpCall call, UniqueFunction<void(Result<port::HttpAnswer>)> done) {
  const bool callable = port::is_callable_url(call.url);
  const std::size_t bytes = call.body.size();
  Job job{std::move(call), std::move(done)};
  if (!callable || !queue_.push(job, bytes)) {
    const Error error = callable ? busy() : invalid("Only https addresses can be asked.");
    auto refused = std::make_shared<Job>(std::move(job));
    queue_.push_notice([refused, error] { refused->done(error); });
  }
  curl_multi_wakeup(multi_);
}

void CurlClient::take_jobs(Transfers& transfers) {
  const std::size_t most = kAtOnce - transfers.size();
  auto taken = queue_.take({most, kQueuedBytes}, 0);
  for (Task& notice : taken.notices) notice();
  for (Job& job : taken.jobs) transfers.begin(std::move(job), options_);
}

void CurlClient::work() {
  Transfers transfers(multi_);
  while (!stopping_) {
    take_jobs(transfers);
    transfers.drive();
    if (transfers.size() < kAtOnce && queue_.size() > 0) continue;
    curl_multi_poll(multi_, nullptr, 0, kWaitMs, nullptr);
  }
}

}  // namespace atelier::adapter
