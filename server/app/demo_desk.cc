#include "app/demo_desk.h"

#include <chrono>
#include <future>
#include <utility>

#include "app/server_secret.h"
#include "base/base64.h"
#include "feature/docs/history/named_version.h"
#include "gateway/auth/workspace_calls.h"
#include "gateway/rest/calls.h"
#include "gateway/rest/file_facts.h"

namespace atelier::app {
namespace {

using feature::docs::DeliveryKind;

constexpr std::chrono::seconds kLongestWait{30};

}  // namespace

// Hears what documents answer to the one who writes now. On loop 0.
class DemoDesk::Writers final : public feature::docs::DocumentSink {
 public:
  core::PeerId new_peer() { return core::make_peer_id(0, ++count_); }
  core::PeerId next(core::Reply reply) {
    reply_ = std::move(reply);
    return peer_ = new_peer();
  }
  void deliver(const std::string&, const feature::docs::DocumentDelivery& delivery) override {
    const bool over =
        delivery.kind == DeliveryKind::kSettled || delivery.kind == DeliveryKind::kClosed;
    if (delivery.peer != peer_ || !over || !reply_) return;
    core::Reply reply = std::exchange(reply_, core::Reply());
    if (delivery.error) return reply(*delivery.error);
    reply(core::Answer{});
  }

 private:
  std::uint64_t count_ = 0;
  core::PeerId peer_ = core::kNoPeer;
  core::Reply reply_;
};

Result<std::unique_ptr<DemoDesk>> DemoDesk::open(const std::string& data, WallMs now) {
  std::unique_ptr<DemoDesk> desk(new DemoDesk(now));
  desk->config_.data = data;
  desk->config_.rate_limits = false;
  desk->config_.loops = 1;
  ATELIER_TRY(desk->platform_, Platform::open(desk->config_, desk->clock_));
  ATELIER_TRY(const std::string secret,
              read_server_secret(*desk->platform_->vault, desk->platform_->random));
  desk->actors_ = std::make_unique<Actors>(*desk->platform_, desk->config_, secret);
  desk->writers_ = std::make_unique<Writers>();
  desk->actors_->docs->add_sink(0, *desk->writers_);
  return desk;
}

DemoDesk::DemoDesk(WallMs now) : clock_(now) {}

DemoDesk::~DemoDesk() {
  if (platform_ != nullptr) platform_->stop_loops();
}

Result<core::Answer> DemoDesk::wait(UniqueFunction<void(core::Reply)> begin) {
  using Answered = std::promise<Result<core::Answer>>;
  auto answered = std::make_shared<Answered>();
  std::future<Result<core::Answer>> answer = answered->get_future();
  platform_->loops[0]->loop().post([begin = std::move(begin), answered]() mutable {
    begin([answered](Result<core::Answer> result) { answered->set_value(std::move(result)); });
  });
  if (answer.wait_for(kLongestWait) == std::future_status::ready) return answer.get();
  return unavailable("The store has not answered for 30 seconds.");
}

Result<json::object> DemoDesk::ask_workspace(const core::Principal& who, const std::string& name,
                                             const json::object& body) {
  auto found = std::make_shared<json::object>();
  const auto answer = wait([this, &who, &name, &body, found](core::Reply reply) {
    gateway::ask_workspace(*actors_->workspace, 0, who, name, body,
                           [found, reply = std::move(reply)](Result<json::object> said) mutable {
                             if (!said) return reply(said.error());
                             *found = std::move(*said);
                             reply(core::Answer{});
                           });
  });
  if (!answer) return answer.error();
  return std::move(*found);
}

Result<core::Answer> DemoDesk::ask_room(const std::string& room, const core::Access& who,
                                        const std::string& name, const json::object& body) {
  return wait([&](core::Reply reply) {
    core::CommandRequest request;
    request.room = room;
    request.name = name;
    request.body = json::serialize(body);
    request.access = who;
    actors_->hub->execute(0, std::move(request), std::move(reply));
  });
}

Result<void> DemoDesk::create_room(const std::string& room, const std::string& title,
                                   const core::Principal& owner) {
  const auto made = wait(
      [&](core::Reply reply) { actors_->hub->create(0, room, title, owner, std::move(reply)); });
  if (!made) return made.error();
  return {};
}

Result<void> DemoDesk::add_member(const std::string& room, const core::Principal& who,
                                  core::Role role) {
  const auto added = wait(
      [&](core::Reply reply) { actors_->hub->add_member(0, room, who, role, std::move(reply)); });
  if (!added) return added.error();
  return {};
}

Result<core::PeerId> DemoDesk::enter(const std::string& room, const core::Access& who) {
  const core::PeerId peer = writers_->new_peer();
  const auto joined = wait([&](core::Reply reply) {
    actors_->hub->join({.room = room, .access = who, .peer = peer}, std::move(reply));
  });
  if (!joined) return joined.error();
  return peer;
}

Result<void> DemoDesk::leave(const std::string& room, core::PeerId peer) {
  const auto left =
      wait([&](core::Reply reply) { actors_->hub->leave(peer, room, std::move(reply)); });
  if (!left) return left.error();
  return {};
}

Result<void> DemoDesk::write(const feature::docs::DocumentId& document, const core::Access& who,
                             const std::string& update) {
  core::PeerId peer = core::kNoPeer;
  const auto written = wait([&](core::Reply reply) {
    peer = writers_->next(std::move(reply));
    actors_->docs->attach(peer, document, who);
    actors_->docs->send(peer, document, {feature::docs::MessageKind::kUpdate, update});
  });
  if (!written) return written.error();
  const auto left = wait([&](core::Reply reply) {
    actors_->docs->detach(peer, document);
    reply(core::Answer{});
  });
  if (!left) return left.error();
  return {};
}

Result<json::object> DemoDesk::add_file(const std::string& room, const core::Principal& who,
                                        const std::string& name, const std::string& bytes) {
  json::object file = gateway::file_facts(platform_->crypto, bytes);
  file["file"] = base64::encode_url(platform_->random.bytes(16));
  file["name"] = name;
  const std::string key = gateway::file_blob_key(room, std::string(file.at("file").as_string()));
  const auto stored = wait([&](core::Reply reply) {
    platform_->blobs->put(key, bytes, [reply = std::move(reply)](const Result<void>& put) mutable {
      if (!put) return reply(put.error());
      reply(core::Answer{});
    });
  });
  if (!stored) return stored.error();
  // As the gateway, once it has put the bytes there.
  const auto added = ask_room(room, {who, core::Role::kNone, true}, "file.add", file);
  if (!added) return added.error();
  file.erase("sha256");
  return file;
}

Result<void> DemoDesk::name_version(const feature::docs::DocumentId& document,
                                    const core::Access& who, const std::string& name) {
  namespace docs = feature::docs;
  const docs::NamedVersion version{new_id(), clock_.wall(), name, who.principal};
  std::vector<port::Write> writes;
  writes.push_back(
      port::Put{{docs::document_partition(kWorkspace, document), docs::version_key(version.id)},
                docs::encode_named(version),
                {}});
  const auto kept = wait([&](core::Reply reply) {
    platform_->store->transact(std::move(writes),
                               [reply = std::move(reply)](const port::WriteResult& result) mutable {
                                 if (result.status == port::StoreStatus::kOk)
                                   return reply(core::Answer{});
                                 reply(unavailable("The version could not be stored."));
                               });
  });
  if (!kept) return kept.error();
  return {};
}

void DemoDesk::close() {
  const auto closed = wait([this](core::Reply reply) {
    actors_->hub->drain([this, reply = std::move(reply)]() mutable {
      actors_->workspace->drain([this, reply = std::move(reply)]() mutable {
        actors_->docs->drain(0, [reply = std::move(reply)]() mutable { reply(core::Answer{}); });
      });
    });
  });
  static_cast<void>(closed);
}

}  // namespace atelier::app
