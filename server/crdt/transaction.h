// One transaction on a document: items find their place (YATA), deletions reach what they hold, and
// at the end content is dropped and structs are joined, all in yjs's order, because what becomes
// one struct shows in the bytes. One object serves all transactions of a document, to keep its
// memory.
#pragma once

#include <string>
#include <vector>

#include "crdt/struct_store.h"
#include "crdt/update.h"

namespace atelier::crdt {

/// A range of one client's clocks.
struct UnitRange {
  ClientIndex client = kNoClient;
  Clock from = 0;
  Clock until = 0;
};

class Transaction {
 public:
  explicit Transaction(StructStore& store) : store_(store) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  void begin();
  /// Splits where needed, so that a struct ends with, or starts at, this unit. GC structs stay
  /// whole.
  Item* clean_end(const Reference& unit);
  Item* clean_start(const Reference& unit);

  /// Everything `next` refers to is there, and so are its units below `state`, some of which it
  /// may bring again (YJS16, YJS17).
  void integrate(ClientIndex client, const UpdateStruct& next, Clock state);
  /// Links a new item between its neighbours `left` and `right`, or where YATA puts it if others
  /// are between; it has client, clock, length, origins, kind, parent and body.
  void place(Item* item);
  void erase(Item* item);
  /// Deletes the units of a client's range that are known.
  void erase(const UnitRange& range);

  /// GC and joining (YJS19), then the update if wanted (YJS22).
  void finish(bool gc);
  bool changed() const { return !touched_.empty() || !deleted_.empty(); }
  /// Between finish() and begin().
  std::string encode() const;
  /// Clients that got new structs.
  const std::vector<ClientIndex>& touched() const { return touched_; }
  Clock before(ClientIndex client) const;

  const std::vector<std::string>& subdocuments_added() const { return subdocuments_added_; }
  const std::vector<std::string>& subdocuments_removed() const { return subdocuments_removed_; }
  StructStore& store() { return store_; }

 private:
  Item* make_item(ClientIndex client, const UpdateStruct& next, Clock offset);
  bool resolve_parent(Item* item, const UpdateStruct& next, const Item* right);
  bool extend_last(Client& client, const UpdateStruct& next);
  void add_gc(ClientIndex client, Clock from, Clock until);
  void touch(ClientIndex client);
  void find_left(Item* item);
  bool is_before_origin(const Item* other, std::uint32_t since) const;
  void link(Item* item);
  void start_content(Item* item);
  Item* split(StructList& structs, StructList::Place& place, Clock count);
  void mark_deleted(Item* item);
  void erase_children(Type& type);
  void erase_child(Item* child, std::vector<Item*>& holders);

  void sort_deleted();
  void collect_garbage();
  void collect(Item* item);
  void collect_children(Item* holder);
  std::size_t join_with_lefts(StructList& structs, StructList::Place& place);
  void join_deleted();
  void join_new();
  void join_split();

  StructStore& store_;
  std::uint64_t number_ = 0;
  std::uint32_t stamp_ = 0;
  std::vector<ClientIndex> touched_;
  std::vector<UnitRange> deleted_;
  /// Units in structs to try to join at the end.
  std::vector<Reference> split_;
  std::vector<std::string> subdocuments_added_;
  std::vector<std::string> subdocuments_removed_;
};

}  // namespace atelier::crdt
