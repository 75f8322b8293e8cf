// Any bytes as an update: decoding never crashes, what decodes encodes to a fixed point, and merge,
// diff and readiness keep their promises on it.
#include <cstdint>
#include <cstdlib>

#include "crdt/joined_state.h"
#include "crdt/merge.h"
#include "crdt/readiness.h"

using namespace atelier;        // NOLINT: one small program
using namespace atelier::crdt;  // NOLINT

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

StateVector half_of(const Update& update) {
  StateVector known;
  for (const ClientStructs& section : update.clients) {
    known.set(section.client, (section.structs.front().clock + section.structs.back().end()) / 2);
  }
  return known;
}

void check_update(const Update& update) {
  const std::string encoded = encode_update(update);
  const auto again = decode_update(encoded);
  require(again.has_value() && encode_update(*again) == encoded);

  const std::string_view parts[] = {encoded, encoded};
  const auto merged = merge_updates(parts);
  require(merged.has_value() && merged->size() <= encoded.size() + 16);
  const std::string_view once[] = {*merged};
  require(*merge_updates(once) == *merged);

  const StateVector known = half_of(update);
  const auto rest = diff_update(encoded, known);
  require(rest.has_value() && decode_update(*rest).has_value());

  StateTracker tracker;
  const auto readiness = tracker.check(update).readiness;
  if (readiness == Readiness::kNotReady) {
    const ReadyParts split = tracker.split(update);
    require(tracker.check(split.ready).readiness != Readiness::kNotReady);
    const std::string pieces[] = {encode_update(split.ready), encode_update(split.rest)};
    const std::string_view both[] = {pieces[0], pieces[1]};
    require(*merge_updates(both) == *merged);
  }
  if (readiness == Readiness::kReady || readiness == Readiness::kNothingNew) {
    tracker.apply(update);
    require(tracker.check(update).readiness == Readiness::kNothingNew);
    JoinedState state;
    state.append(update);
    require(state.encode() == *merged);
    require(decode_update(state.encode_since(known)).has_value());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (const auto update = decode_update(input)) check_update(*update);
  if (const auto vector = decode_state_vector(input)) {
    require(decode_state_vector(encode_state_vector(*vector)) == *vector);
  }
  return 0;
}
