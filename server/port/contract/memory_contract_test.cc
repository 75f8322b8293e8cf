// The in-memory fakes pass the same suites as the real stores.
#include "port/contract/blob_store_contract.h"
#include "port/contract/http_client_contract.h"
#include "port/contract/record_store_contract.h"
#include "port/contract/search_contract.h"
#include "port/fake/fake_executor.h"
#include "port/fake/fake_http_client.h"
#include "port/fake/memory_blobs.h"
#include "port/fake/memory_search.h"
#include "port/fake/memory_store.h"

namespace atelier::port {
namespace {

class MemoryBackend {
 public:
  RecordStore& store() { return store_; }
  BlobStore& blobs() { return blobs_; }
  SearchIndex& index() { return index_; }
  ManualClock& clock() { return world_.clock(); }
  void drive() { world_.run_until_idle(); }

 private:
  FakeWorld world_;
  FakeExecutor loop_{world_};
  MemoryStore store_{loop_, world_.clock()};
  MemoryBlobs blobs_{loop_};
  MemorySearch index_{loop_};
};

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, RecordStoreContract, MemoryBackend);
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, BlobStoreContract, MemoryBackend);
class FakeHttpBackend {
 public:
  FakeHttpBackend() {
    const auto serve = [this](const char* path, HttpAnswer answer) {
      client_.servers[url(path)] = [answer](const HttpCall&) { return answer; };
    };
    serve("/hello", {200, {{"x-kind", "Greeting"}}, "hello"});
    serve("/moved", {302, {{"location", "/hello"}}, ""});
    serve("/broken", {500, {}, "sorry"});
    std::string large;
    large.append(HttpClient::kMaxAnswerBytes + 1, 'x');
    serve("/large", {200, {}, large});
    client_.servers[url("/echo")] = [](const HttpCall& call) -> Result<HttpAnswer> {
      return HttpAnswer{200, {}, call.method + "\n" + call.headers[0].second + "\n" + call.body};
    };
  }
  HttpClient& client() { return client_; }
  void drive() { world_.run_until_idle(); }
  std::string url(const std::string& path) const { return "http://127.0.0.1:80" + path; }
  std::string dead_url() const { return "https://dead.example/"; }

 private:
  FakeWorld world_;
  FakeExecutor loop_{world_};
  FakeHttpClient client_{loop_};
};

INSTANTIATE_TYPED_TEST_SUITE_P(Fake, HttpClientContract, FakeHttpBackend);
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, SearchContract, MemoryBackend);

}  // namespace
}  // namespace atelier::port
