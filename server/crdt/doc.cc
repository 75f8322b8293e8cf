#include "crdt/doc.h"

#include "crdt/edit.h"
#include "crdt/integration.h"
#include "crdt/store_encode.h"

namespace atelier::crdt {

class DocState {
 public:
  explicit DocState(DocOptions chosen) : options(chosen) {}

  Applied finish(std::string* emitted) {
    transaction.finish(options.gc);
    if (emitted != nullptr) *emitted = transaction.changed() ? transaction.encode() : std::string();
    return {transaction.changed(), transaction.subdocuments_added(),
            transaction.subdocuments_removed()};
  }

  DocOptions options;
  StructStore store;
  Pending pending;
  Transaction transaction{store};
  Integration integration{transaction, pending};
};

Doc::Doc(DocOptions options) : state_(std::make_unique<DocState>(options)) {}
Doc::~Doc() = default;

Result<Applied> Doc::apply(std::string_view update, std::string* emitted) {
  ATELIER_TRY(const Update decoded, decode_update(update, state_->options.limits));
  return apply(decoded, emitted);
}

Applied Doc::apply(const Update& update, std::string* emitted) {
  state_->transaction.begin();
  state_->integration.run(update);
  return state_->finish(emitted);
}

std::string Doc::edit(ClientId client, const std::function<void(Edit&)>& change) {
  state_->transaction.begin();
  Edit edit(state_->transaction, state_->store.intern_client(client));
  change(edit);
  std::string emitted;
  state_->finish(&emitted);
  return emitted;
}

StateVector Doc::state_vector() const {
  return state_vector_of(state_->store);
}

DeleteSet Doc::delete_set() const {
  return deletes_of(state_->store);
}

Snapshot Doc::snapshot() const {
  return {delete_set(), state_vector()};
}

PendingCounts Doc::pending() const {
  PendingCounts counts;
  counts.structs = state_->pending.struct_count();
  for (const auto& [client, ranges] : state_->pending.deletes().ranges()) {
    counts.delete_ranges += ranges.size();
  }
  return counts;
}

std::string Doc::encode_state_as_update(const StateVector& known) const {
  if (!state_->pending.empty()) return encode_update(state_as_update(known));
  return encode_since(state_->store, known);
}

Update Doc::state_as_update(const StateVector& known) const {
  Update update = update_since(state_->store, known);
  state_->pending.add_to(update, known);
  return update;
}

Result<std::unique_ptr<Doc>> Doc::at(const Snapshot& snapshot, DocOptions options) {
  if (state_->options.gc) {
    return Error{Errc::kUnsupported, "Only a document without gc can be shown as it was."};
  }
  StructStore& store = state_->store;
  for (const auto& [client, clock] : snapshot.known.clocks()) {
    if (clock > store.state_of(client)) return invalid("The snapshot is of another document.");
  }
  state_->transaction.begin();
  Update update;
  update.deletes = snapshot.deletes;
  for (const auto& [id, clock] : snapshot.known.clocks()) {
    const ClientIndex index = store.find_client(id);
    if (clock < store.client(index).state) state_->transaction.clean_start({index, clock});
    ClientStructs section{id, {}};
    StructList::Place place;
    do {
      const Item& item = *store.client(index).structs.at(place);
      if (item.clock >= clock) break;
      section.structs.push_back(view_of(store, item));
    } while (store.client(index).structs.step_forward(place));
    update.clients.push_back(std::move(section));
  }
  auto doc = std::make_unique<Doc>(options);
  doc->apply(update);
  state_->transaction.finish(false);
  return doc;
}

const Type* Doc::root(std::string_view name) const {
  return state_->store.find_root(name);
}

const std::vector<Type*>& Doc::roots() const {
  return state_->store.roots();
}

Id Doc::id_of(const Item& item) const {
  return state_->store.id_of(item.first_unit());
}

const Item* Doc::item_at(const Id& id) const {
  const ClientIndex client = state_->store.find_client(id.client);
  if (client == kNoClient || id.clock >= state_->store.client(client).state) return nullptr;
  return state_->store.item_at({client, id.clock});
}

std::size_t Doc::struct_count() const {
  return state_->store.struct_count();
}

std::size_t Doc::memory_bytes() const {
  return state_->store.memory_bytes();
}

}  // namespace atelier::crdt
