#include "crdt/store_encode.h"

#include <algorithm>

#include "crdt/transaction.h"

namespace atelier::crdt {
namespace {

std::optional<Id> optional_id(const StructStore& store, const Reference& reference) {
  if (!reference) return std::nullopt;
  return store.id_of(reference);
}

/// Each run of deleted structs of a client, in order.
template <class Visit>
void for_each_deleted_run(const Client& client, const Visit& visit) {
  ClockRange run;
  StructList::Place place;
  do {
    const Item& item = *client.structs.at(place);
    if (!item.is_deleted) continue;
    if (run.until == item.clock && run.until > run.from) {
      run.until = item.end();
      continue;
    }
    if (run.until > run.from) visit(run);
    run = {item.clock, item.end()};
  } while (client.structs.step_forward(place));
  if (run.until > run.from) visit(run);
}

void write_deletes(VarWriter& writer, const StructStore& store,
                   const std::vector<ClientIndex>& order) {
  VarWriter sections;
  std::size_t clients = 0;
  for (const ClientIndex index : order) {
    VarWriter ranges;
    std::size_t count = 0;
    for_each_deleted_run(store.client(index), [&ranges, &count](const ClockRange& run) {
      ranges.var_uint(run.from);
      ranges.var_uint(run.until - run.from);
      ++count;
    });
    if (count == 0) continue;
    ++clients;
    sections.var_uint(store.client(index).id);
    sections.var_uint(count);
    sections.bytes(ranges.view());
  }
  writer.var_uint(clients);
  writer.bytes(sections.view());
}

}  // namespace

UpdateStruct view_of(const StructStore& store, const Item& item) {
  UpdateStruct view;
  view.clock = item.clock;
  view.content = item.content();
  if (item.is_gc()) return view;
  view.origin = optional_id(store, item.origin());
  view.right_origin = optional_id(store, item.right_origin());
  if (view.writes_parent()) {
    if (item.parent->item != nullptr) {
      view.parent_item = store.id_of(item.parent->item->first_unit());
    } else {
      view.root_name = *item.parent->root_name;
    }
  }
  if (item.parent_sub != nullptr) {
    view.has_parent_sub = true;
    if (view.writes_parent()) view.parent_sub = *item.parent_sub;
  }
  return view;
}

void write_item(VarWriter& writer, const StructStore& store, const Item& item, Clock offset) {
  const UpdateStruct view = view_of(store, item);
  const bool is_cut = offset > 0;
  write_struct(writer, is_cut ? cut_front(view, store.client(item.client).id, offset) : view);
}

void write_section(VarWriter& writer, const StructStore& store, const Client& client, Clock from) {
  const StructList& structs = client.structs;
  StructList::Place place = structs.find(from);
  writer.var_uint(structs.count_from(place));
  writer.var_uint(client.id);
  writer.var_uint(from);
  write_item(writer, store, *structs.at(place), from - structs.at(place)->clock);
  while (structs.step_forward(place)) write_item(writer, store, *structs.at(place), 0);
}

StateVector state_vector_of(const StructStore& store) {
  StateVector vector;
  for (const ClientIndex index : store.clients_in_order()) {
    vector.set(store.client(index).id, store.client(index).state);
  }
  return vector;
}

DeleteSet deletes_of(const StructStore& store) {
  DeleteSet deletes;
  for (const ClientIndex index : store.clients_in_order()) {
    const Client& client = store.client(index);
    for_each_deleted_run(
        client, [&deletes, &client](const ClockRange& run) { deletes.add(client.id, run); });
  }
  return deletes;
}

Update update_since(const StructStore& store, const StateVector& known) {
  Update update;
  update.deletes = deletes_of(store);
  for (const ClientIndex index : store.clients_in_order()) {
    const Client& client = store.client(index);
    const Clock from = known.clock(client.id);
    if (from >= client.state) continue;
    StructList::Place place = client.structs.find(from);
    ClientStructs section{client.id, {}};
    section.structs.reserve(client.structs.count_from(place));
    do {
      const Item& item = *client.structs.at(place);
      const UpdateStruct view = view_of(store, item);
      section.structs.push_back(item.clock < from ? cut_front(view, client.id, from - item.clock)
                                                  : view);
    } while (client.structs.step_forward(place));
    update.clients.push_back(std::move(section));
  }
  return update;
}

std::string encode_since(const StructStore& store, const StateVector& known) {
  const std::vector<ClientIndex> order = store.clients_in_order();
  VarWriter writer;
  std::size_t sections = 0;
  for (const ClientIndex index : order) {
    if (known.clock(store.client(index).id) < store.client(index).state) ++sections;
  }
  writer.var_uint(sections);
  for (const ClientIndex index : order) {
    const Client& client = store.client(index);
    const Clock from = known.clock(client.id);
    if (from < client.state) write_section(writer, store, client, from);
  }
  write_deletes(writer, store, order);
  return writer.take();
}

std::string Transaction::encode() const {
  std::vector<ClientIndex> order = touched_;
  const auto descending = [this](ClientIndex a, ClientIndex b) {
    return store_.client(a).id > store_.client(b).id;
  };
  std::sort(order.begin(), order.end(), descending);
  VarWriter writer;
  writer.var_uint(order.size());
  for (const ClientIndex index : order) {
    write_section(writer, store_, store_.client(index), store_.client(index).before);
  }
  std::vector<ClientIndex> deleters;
  for (const UnitRange& range : deleted_) {
    if (deleters.empty() || deleters.back() != range.client) deleters.push_back(range.client);
  }
  std::sort(deleters.begin(), deleters.end(), descending);
  writer.var_uint(deleters.size());
  for (const ClientIndex index : deleters) {
    const auto [first, last] = std::equal_range(
        deleted_.begin(), deleted_.end(), UnitRange{index, 0, 0},
        [](const UnitRange& a, const UnitRange& b) { return a.client < b.client; });
    writer.var_uint(store_.client(index).id);
    writer.var_uint(static_cast<std::uint64_t>(last - first));
    for (auto range = first; range != last; ++range) {
      writer.var_uint(range->from);
      writer.var_uint(range->until - range->from);
    }
  }
  return writer.take();
}

}  // namespace atelier::crdt
