// bench_crdt: the Yjs engine on a recorded document, for `make bench`. One task a process, so that
// memory is that task's own; prints one line of JSON. See docs/performance.md.
#include <malloc.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "crdt/doc.h"
#include "crdt/merge.h"
#include "crdt/readiness.h"

namespace atelier::bench {
namespace {

constexpr std::size_t kDocumentsInMemory = 20;

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "bench_crdt: %s\n", why.c_str());
  std::exit(1);
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) give_up(path + " cannot be read");
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Updates behind one another, each after its length in 4 bytes, lowest first.
std::vector<std::string_view> split(std::string_view bytes) {
  std::vector<std::string_view> updates;
  while (bytes.size() >= 4) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      length |= std::size_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    }
    if (length > bytes.size() - 4) give_up("the last update is cut off");
    updates.push_back(bytes.substr(4, length));
    bytes.remove_prefix(4 + length);
  }
  return updates;
}

struct Outcome {
  std::size_t updates = 0;
  std::size_t bytes = 0;  // of what came out, or of memory
};

// What the relay of a document does with each update before it is stored and passed on.
Outcome relay(const std::vector<std::string_view>& updates) {
  crdt::StateTracker tracker;
  Outcome outcome;
  for (const std::string_view bytes : updates) {
    const auto update = crdt::decode_update(bytes);
    if (!update) give_up(update.error().message);
    if (tracker.check(*update).readiness != crdt::Readiness::kReady) give_up("not ready");
    tracker.apply(*update);
    outcome.bytes += bytes.size();
  }
  outcome.updates = updates.size();
  return outcome;
}

Outcome apply(const std::vector<std::string_view>& updates) {
  crdt::Doc doc;
  std::string emitted;
  Outcome outcome;
  for (const std::string_view bytes : updates) {
    if (!doc.apply(bytes, &emitted)) give_up("an update was refused");
    outcome.bytes += emitted.size();
  }
  outcome.updates = updates.size();
  return outcome;
}

Outcome merge(const std::vector<std::string_view>& updates) {
  const auto merged = crdt::merge_updates(updates);
  if (!merged) give_up(merged.error().message);
  return {updates.size(), merged->size()};
}

std::string encoded(const std::vector<std::string_view>& updates) {
  crdt::Doc doc;
  for (const std::string_view bytes : updates) {
    if (!doc.apply(bytes)) give_up("an update was refused");
  }
  return doc.encode_state_as_update();
}

std::size_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t all = 0;
  std::size_t resident = 0;
  file >> all >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

Outcome memory(const std::string& state) {
  malloc_trim(0);
  const std::size_t before = resident_bytes();
  std::vector<std::unique_ptr<crdt::Doc>> docs;
  for (std::size_t i = 0; i < kDocumentsInMemory; ++i) {
    docs.push_back(std::make_unique<crdt::Doc>());
    if (!docs.back()->apply(state)) give_up("the document was refused");
  }
  malloc_trim(0);
  return {1, (resident_bytes() - before) / kDocumentsInMemory};
}

Outcome load(const std::string& state) {
  crdt::Doc doc;
  if (!doc.apply(state)) give_up("the document was refused");
  return {1, state.size()};
}

void run(const std::string& task, const std::string& path) {
  const std::string bytes = read_file(path);
  const std::vector<std::string_view> updates = split(bytes);
  const std::string state = task == "load" || task == "memory" ? encoded(updates) : std::string();
  const auto start = std::chrono::steady_clock::now();
  Outcome outcome;
  if (task == "apply") {
    outcome = apply(updates);
  } else if (task == "relay") {
    outcome = relay(updates);
  } else if (task == "merge") {
    outcome = merge(updates);
  } else if (task == "load") {
    outcome = load(state);
  } else if (task == "memory") {
    outcome = memory(state);
  } else {
    give_up("tasks are apply, relay, merge, load and memory");
  }
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  std::printf(R"({"kind":"engine","task":"%s","ms":%.3f,"updates":%zu,"bytes":%zu})"
              "\n",
              task.c_str(), took.count(), outcome.updates, outcome.bytes);
}

}  // namespace
}  // namespace atelier::bench

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: bench_crdt TASK UPDATES\n");
    return 1;
  }
  atelier::bench::run(argv[1], argv[2]);
  return 0;
}
