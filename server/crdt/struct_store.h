// All that a document holds: clients with their structs, roots, interned keys, and the memory of
// items and contents. Splits and joins what is there; decides nothing about order or deletion.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "crdt/body_arena.h"
#include "crdt/item.h"
#include "crdt/struct_list.h"

namespace atelier::crdt {

struct Client {
  ClientId id = 0;
  StructList structs;
  /// The first clock not known.
  Clock state = 0;
  /// The state before the transaction that last added structs, and that transaction's number.
  Clock before = 0;
  std::uint64_t touched = 0;
};

class StructStore {
 public:
  StructStore();
  ~StructStore();
  StructStore(const StructStore&) = delete;
  StructStore& operator=(const StructStore&) = delete;

  ClientIndex intern_client(ClientId id);
  /// kNoClient if nothing of it is known.
  ClientIndex find_client(ClientId id) const;
  Client& client(ClientIndex index) { return *clients_[index]; }
  const Client& client(ClientIndex index) const { return *clients_[index]; }
  std::size_t client_count() const { return clients_.size(); }
  Clock state_of(ClientId id) const;
  /// Descending by id: the order of the wire.
  std::vector<ClientIndex> clients_in_order() const;
  Id id_of(const Reference& reference) const {
    return {clients_[reference.client]->id, reference.clock};
  }

  const std::string* intern_key(std::string_view key);
  Type* root(std::string_view name);
  Type* find_root(std::string_view name) const;
  const std::vector<Type*>& roots() const { return roots_; }

  Item* item_at(const Reference& unit) const {
    const StructList& structs = clients_[unit.client]->structs;
    return structs.at(structs.find(unit.clock));
  }

  /// The leftmost value of the item's map key; null if there is none.
  static Item* first_of_chain(const Item* item);
  void clear_stamps();

  Item* make_item();
  void free_item(Item* item);
  Type* make_type(Item* item);
  void free_type(Item* item);
  /// Puts the struct at the end of its client's list.
  void add(Item* item);

  /// Cuts an item of the list in two, `count` units from its start; links the second behind the
  /// first in list and map (YJS8 for text).
  Item* split(StructList& structs, StructList::Place& place, Clock count);
  /// Makes `right` a part of `left` if yjs would; `right` is then free, though still listed.
  bool join(Item* left, Item* right);

  void set_body(Item* item, const Content& content);
  void append_body(Item* item, const Content& content);
  void drop_body(Item* item) { arena_.release(*item); }
  /// Rewrites all bodies when too much of them is given up.
  void compact_if_wasteful();

  std::size_t struct_count() const { return struct_count_; }
  std::size_t memory_bytes() const;

 private:
  struct KeyHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };

  template <class Visit>
  void for_each_item(const Visit& visit) const {
    for (const auto& client : clients_) {
      if (client->structs.empty()) continue;
      StructList::Place place;
      do {
        visit(client->structs.at(place));
      } while (client->structs.step_forward(place));
    }
  }
  void split_body(Item* left, Item* right, Clock count);

  std::vector<std::unique_ptr<Client>> clients_;
  std::unordered_map<ClientId, ClientIndex> client_indices_;
  mutable ClientIndex last_client_ = kNoClient;
  std::unordered_set<std::string, KeyHash, std::equal_to<>> keys_;
  std::vector<Type*> roots_;
  std::unordered_map<const std::string*, Type*> root_types_;

  std::vector<std::unique_ptr<Item[]>> slabs_;
  Item* free_ = nullptr;
  std::size_t slab_used_ = 0;
  std::size_t slab_size_ = 0;
  std::size_t item_memory_ = 0;
  std::size_t struct_count_ = 0;
  BodyArena arena_;
};

}  // namespace atelier::crdt
