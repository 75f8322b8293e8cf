// What the routes of documents have in common: the address of a document, its role, its history
// read on the pool, and the names of the people in it.
#pragma once

#include <set>
#include <string>
#include <utility>

#include "feature/docs/history/history.h"
#include "gateway/rest/calls.h"
#include "gateway/rest/document_visits.h"
#include "gateway/rest/slots.h"

namespace atelier::gateway {

/// Histories and renderings at work at the same time, per loop (VER30).
inline constexpr int kDocumentWorkAtOnce = 4;

/// One loop's means for calls about documents; lives as long as its routes.
struct DocumentDesk {
  Services& services;
  DocumentVisits& visits;
  Slots slots{kDocumentWorkAtOnce};
};

/// {room} and {document} of the path; nothing when the call is answered.
std::optional<feature::docs::DocumentId> document_of(const Call& call);

feature::docs::DocumentStores stores_of(Services& services);

/// In a room that is archived everybody may write as a viewer does (COR8), and read as before;
/// histories are not for those who may not see what was before they came (EVT25).
enum class Purpose : std::uint8_t { kHistory, kWriting };
/// `then` if the caller has at least this role in the room of the path.
void require_role(Services& services, const Call& call, Purpose purpose, core::Role least,
                  const char* what, Task then);

/// `{id: {name, kind}}` of those of `ids` who are in the room, or were.
void with_people(Services& services, const Call& call, const std::set<std::string>& ids,
                 UniqueFunction<void(json::object)> then);

/// An id that no edit of the document has.
crdt::ClientId fresh_client(port::Random& random, const crdt::StateVector& known);
/// `{at}`: now.
void reply_at(Services& services, const Call& call);
/// Answers as reply_at once the update is stored.
void send_and_reply(Services& services, const Call& call, std::shared_ptr<DocumentVisit> visit,
                    std::string update);

/// A place among the slots; null when the call is answered.
std::shared_ptr<void> take_slot(DocumentDesk& desk, const Call& call);

/// Reads the history for an editor, runs `work(History&) -> Result<T>` on the pool and `then(T)`
/// here.
template <class Work, class Then>
void with_history(DocumentDesk& desk, const Call& call, const feature::docs::DocumentId& id,
                  Work work, Then then) {
  require_role(desk.services, call, Purpose::kHistory, core::Role::kEditor,
               "The history of a document",
               [&desk, call, id, work = std::move(work), then = std::move(then)]() mutable {
                 auto slot = take_slot(desk, call);
                 if (slot == nullptr) return;
                 feature::docs::read_log(
                     stores_of(desk.services), *desk.services.loops[call->loop()], id,
                     [&desk, call, slot, work = std::move(work), then = std::move(then)](
                         Result<std::shared_ptr<feature::docs::StoredLog>> log) mutable {
                       if (!log) return call->fail(log.error());
                       using Outcome = decltype(work(std::declval<feature::docs::History&>()));
                       on_pool(
                           desk.services, call,
                           [work = std::move(work), log = std::move(*log)]() mutable -> Outcome {
                             const auto stored = std::move(log);
                             auto history = feature::docs::History::read(*stored);
                             if (!history) return history.error();
                             return work(**history);
                           },
                           [call, slot, then = std::move(then)](Outcome outcome) mutable {
                             if (!outcome) return call->fail(outcome.error());
                             then(std::move(*outcome));
                           });
                     });
               });
}

}  // namespace atelier::gateway
