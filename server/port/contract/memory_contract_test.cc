// The in-memory fakes pass the same suites as the real stores.
#include "port/contract/blob_store_contract.h"
#include "port/contract/record_store_contract.h"
#include "port/contract/search_contract.h"
#include "port/fake/fake_executor.h"
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
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, SearchContract, MemoryBackend);

}  // namespace
}  // namespace atelier::port
