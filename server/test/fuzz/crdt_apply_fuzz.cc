// Any bytes as a row of updates (each behind its length in two bytes) for a document: nothing
// crashes, what is refused changes nothing, lists and maps stay sound, and the encoded state loads
// to the same document.
#include <cstdint>
#include <cstdlib>

#include "crdt/doc.h"

using namespace atelier;        // NOLINT: one small program
using namespace atelier::crdt;  // NOLINT

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void check_item(const Type& type, const Item& item) {
  require(!item.is_gc() && item.parent == &type && item.length > 0);
  require(item.right == nullptr || item.right->left == &item);
  if (item.own_type != nullptr) require(item.own_type->item == &item);
}

void check_type(const Type& first) {
  std::vector<const Type*> types = {&first};
  while (!types.empty()) {
    const Type& type = *types.back();
    types.pop_back();
    std::uint64_t shown = 0;
    for (const Item* item = type.start; item != nullptr; item = item->right) {
      check_item(type, *item);
      require(item->parent_sub == nullptr);
      if (item->is_shown()) shown += item->length;
      if (item->own_type != nullptr) types.push_back(item->own_type);
    }
    require(shown == type.length);
    for (const KeyMap::Entry& entry : type.map.entries()) {
      require(entry.item->right == nullptr);
      for (const Item* item = entry.item; item != nullptr; item = item->left) {
        check_item(type, *item);
        require(item->parent_sub == entry.key && (item == entry.item || item->is_deleted));
        if (item->own_type != nullptr) types.push_back(item->own_type);
      }
    }
  }
}

void check(const Doc& doc) {
  for (const Type* root : doc.roots()) check_type(*root);
}

void check_reload(const Doc& doc) {
  Doc copy;
  require(copy.apply(doc.encode_state_as_update()).has_value());
  check(copy);
  require(copy.state_vector() == doc.state_vector());
  // More may be: what has a neighbour in another list is dropped once that list is.
  require(copy.delete_set().contains(doc.delete_set()));
  require(encode_update(doc.state_as_update()) == doc.encode_state_as_update());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  Doc doc;
  Doc whole(DocOptions{false, {}});
  Doc follower;
  for (std::size_t at = 0; at + 2 <= size;) {
    const std::size_t length = data[at] | static_cast<std::size_t>(data[at + 1]) << 8;
    const std::string_view update = input.substr(at + 2, length);
    at += 2 + update.size();
    const std::string before = doc.encode_state_as_update();
    std::string emitted;
    const auto applied = doc.apply(update, &emitted);
    require(applied.has_value() == whole.apply(update).has_value());
    if (!applied) require(doc.encode_state_as_update() == before);
    if (!emitted.empty()) require(follower.apply(emitted).has_value());
  }
  check(doc);
  check(whole);
  check_reload(doc);
  require(doc.state_vector() == whole.state_vector());
  require(doc.state_vector() == follower.state_vector());
  require(whole.at(whole.snapshot()).has_value());
  return 0;
}
