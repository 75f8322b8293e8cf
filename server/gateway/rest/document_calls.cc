#include "gateway/rest/document_calls.h"

namespace atelier::gateway {
namespace {

namespace docs = feature::docs;

// As many as one question may name.
constexpr std::size_t kPeopleNamed = 1000;

}  // namespace

std::optional<docs::DocumentId> document_of(const Call& call) {
  auto id = docs::parse_document_id(call->parameter(0) + '/' + call->parameter(1));
  if (!id) call->fail(not_found("There is no such document."));
  return id;
}

docs::DocumentStores stores_of(Services& services) {
  return {services.store,  services.blobs, services.clock,
          services.random, services.pool,  services.options.workspace};
}

void require_role(Services& services, const Call& call, Purpose purpose, core::Role least,
                  const char* what, Task then) {
  const std::string& room = call->parameter(0);
  auto known = [call, purpose, least, what,
                then = std::move(then)](const Result<core::Answer>& answer) mutable {
    if (!answer) return call->fail(answer.error());
    if (answer->role < least) {
      return call->fail(forbidden(std::string(what) + " needs the role " +
                                  std::string(core::name_of(least)) + '.'));
    }
    if (purpose == Purpose::kHistory && object_of(answer->body).contains("history_from")) {
      return call->fail(forbidden("Guests of this room do not see what was before they came."));
    }
    then();
  };
  const core::Access access = call->identity.access(room);
  if (purpose == Purpose::kHistory) {
    services.hub.describe(call->loop(), room, access, std::move(known));
  } else {
    services.hub.role_of(call->loop(), room, access, std::move(known));
  }
}

void with_people(Services& services, const Call& call, const std::set<std::string>& ids,
                 UniqueFunction<void(json::object)> then) {
  json::array named;
  for (const std::string& id : ids) {
    if (!id.empty() && named.size() < kPeopleNamed) named.emplace_back(id);
  }
  const std::string& room = call->parameter(0);
  ask_room(services, call, call->identity.access(room), room, "room.people",
           {{"principals", std::move(named)}},
           [then = std::move(then)](const core::Answer& answer) mutable {
             auto said = parse_json(answer.body);
             then(said ? std::move(said->as_object()["people"].as_object()) : json::object());
           });
}

crdt::ClientId fresh_client(port::Random& random, const crdt::StateVector& known) {
  for (;;) {
    const crdt::ClientId client = random.number() >> 32;
    if (client != 0 && known.clock(client) == 0) return client;
  }
}

void reply_at(Services& services, const Call& call) {
  call->reply(200, json::object{{"at", services.clock.wall()}});
}

void send_and_reply(Services& services, const Call& call, std::shared_ptr<DocumentVisit> visit,
                    std::string update) {
  DocumentVisit& at = *visit;
  at.send(std::move(update),
          [&services, call, visit = std::move(visit)](const Result<void>& stored) {
            if (!stored) return call->fail(stored.error());
            reply_at(services, call);
          });
}

std::shared_ptr<void> take_slot(DocumentDesk& desk, const Call& call) {
  auto slot = desk.slots.take();
  if (slot == nullptr) {
    call->fail({Errc::kUnavailable, "Too many documents are being read: try again.", 1000});
  }
  return slot;
}

}  // namespace atelier::gateway
