#include "core/room.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/limits.h"
#include "core/keys.h"
#include "core/presence_feature.h"

namespace atelier::core {
namespace {

constexpr std::size_t kPrincipalsRemembered = 10'000;

LedgerOptions ledger_options(const RoomSetup& setup, const std::string& room) {
  LedgerOptions options;
  options.partition = room_partition(setup.options.workspace, room);
  options.directory = directory_partition(setup.options.workspace);
  options.snapshot_every_entries = setup.options.snapshot_every_entries;
  return options;
}

bool is_principal(const Principal& principal) {
  return !principal.id.empty() && principal.id.size() <= limits::kPrincipalIdBytes &&
         principal.name.size() <= limits::kPrincipalNameBytes;
}

Error bad_principal() {
  return invalid("the name or id of this person is empty or too long");
}

}  // namespace

Room::Room(std::string id, std::size_t loop, ActorPorts ports, const RoomSetup& setup)
    : id_(std::move(id)),
      loop_(loop),
      setup_(setup),
      actor_(*this, ports, setup.table, ledger_options(setup, id_)),
      presence_(id_, {ports.executor, ports.clock,
                      [this](Delivery delivery) { deliver(std::move(delivery)); },
                      [this](std::string_view principal) { return member(principal); },
                      [this](std::string_view principal) { return setup_.faces.find(principal); }}),
      principal_rates_{RateLimiter(setup.options.rates.principal[0], kPrincipalsRemembered),
                       RateLimiter(setup.options.rates.principal[1], kPrincipalsRemembered),
                       RateLimiter(setup.options.rates.principal[2], kPrincipalsRemembered),
                       RateLimiter(setup.options.rates.principal[3], kPrincipalsRemembered)},
      room_rate_(setup.options.rates.room, 1),
      last_used_(ports.clock.mono()) {}

Room::~Room() = default;

std::vector<std::unique_ptr<LogFeature>> Room::make_features() {
  std::vector<std::unique_ptr<LogFeature>> made;
  const auto keep = [&](std::unique_ptr<RoomFeature> feature) {
    features_.push_back(feature.get());
    made.push_back(std::move(feature));
  };
  auto state = std::make_unique<RoomState>(
      id_, workspace_partition(setup_.options.workspace),
      RoomState::Views{
          [this](const Member& member) { return presence_.member_json(member); },
          [this](const Command& command, Reply reply) { query(command, std::move(reply)); },
          [this](const std::string& principal) { return removal_of(principal); },
          [this] { return removal_of_all(); },
          [this]() -> Task { return [this] { actor_.close_soon(); }; }});
  state_ = state.get();
  keep(std::move(state));
  keep(std::make_unique<PresenceFeature>(presence_));
  for (const auto& [name, factory] : setup_.features) keep(factory(*this));
  return made;
}

void Room::closed() {
  state_ = nullptr;
  features_.clear();
}

const std::string& Room::title() const {
  return state_ == nullptr ? id_ : state_->title();
}

const Member* Room::member(std::string_view principal) const {
  const Member* stored = state_ == nullptr ? nullptr : state_->member(principal);
  if (stored != nullptr) return stored;
  const auto visitor = visitors_.find(principal);
  return visitor == visitors_.end() ? nullptr : &visitor->second;
}

void Room::each_member(const std::function<void(const Member&)>& visit) const {
  if (state_ == nullptr) return;
  state_->each_member("", [&](const Member& member) {
    visit(member);
    return true;
  });
}

void Room::each_present(const std::function<void(const Member&)>& visit) const {
  presence_.each_present([&](const std::string& id) {
    const Member* found = member(id);
    if (found != nullptr) visit(*found);
    return true;
  });
}

const std::string& Room::consent() const {
  static const std::string kNone;
  return state_ == nullptr ? kNone : state_->consent();
}

std::uint64_t Room::visible_from(std::string_view principal) const {
  return state_ == nullptr ? 0 : state_->visible_from(principal).seq;
}

void Room::execute(std::size_t loop, CommandRequest request, Reply reply) {
  AnswerSlot slot(actor_.ports().outlet, loop, std::move(reply));
  last_used_ = actor_.ports().clock.mono();
  if (!is_principal(request.access.principal)) return slot.finish(bad_principal());
  if (const CommandSpec* spec = setup_.table.find(request.name)) {
    if (auto error = over_limit(*spec, request)) return slot.finish(std::move(*error));
  }
  actor_.submit(std::move(request), std::move(slot));
}

std::optional<Error> Room::over_limit(const CommandSpec& spec, const CommandRequest& request) {
  std::size_t bytes = request.body.size();
  if (request.attachments != nullptr) {
    for (const std::string& part : *request.attachments) bytes += part.size();
  }
  if (bytes > spec.max_body_bytes) {
    return too_large(spec.name + " takes at most " + std::to_string(spec.max_body_bytes) +
                     " bytes");
  }
  if (!setup_.options.rates.enabled) return std::nullopt;
  RateLimiter& mine = principal_rates_[static_cast<std::size_t>(spec.bucket)];
  if (const auto wait = mine.take(request.access.principal.id, last_used_)) {
    return rate_limited(*wait);
  }
  if (const auto wait = room_rate_.take("room", last_used_)) return rate_limited(*wait);
  return std::nullopt;
}

void Room::submit(CommandRequest request, Reply reply) {
  request.room = id_;
  request.access.workspace_owner = true;
  actor_.submit(std::move(request), AnswerSlot(actor_.ports().outlet, loop_, std::move(reply)));
}

Result<Role> Room::authorize(const Access& access) {
  if (!state_->exists()) return create_by_claim(access);
  const Standing standing = state_->standing(access.principal.id);
  const Role role = effective_role(standing, access.claim, access.workspace_owner);
  if (role == Role::kNone) return no_such_room();
  // TRS6: those who could bring it back see the trash, the others that nothing is there.
  if (state_->is_gone()) return role == Role::kOwner ? Result<Role>(role) : no_such_room();
  const bool is_new = !standing.stored && !access.workspace_owner;
  if (is_new && state_->member_count() >= limits::kMembersPerRoom) {
    return Error{Errc::kConflict, "this room is full"};
  }
  if (is_new) admit(access, role);
  return role;
}

Result<Role> Room::authorize_present(const Access& access) {
  Result<Role> role = authorize(access);
  if (role && state_->is_gone()) return gone();
  return role;
}

Error Room::gone() const {
  return state_->is_purged() ? no_such_room() : room_in_trash();
}

// COR8, TRS6
std::optional<Error> Room::refusal(const CommandSpec& spec) const {
  const bool may = spec.in_trash && (!state_->is_purged() || is_of_the_trash(spec.name));
  if (state_->is_gone() && !may) return gone();
  if (!state_->archived() || spec.in_archive || spec.kind == CommandClass::kQuery) {
    return std::nullopt;
  }
  return room_is_archived();
}

Result<Role> Room::create_by_claim(const Access& access) {
  if (access.claim == Role::kNone) return no_such_room();
  Decision decision;
  decision.events.push_back(RoomState::created(id_));
  decision.events.push_back(RoomState::added(access.claim));
  actor_.commit(access.principal, kNoPeer, std::move(decision), nullptr);
  return access.workspace_owner ? Role::kOwner : access.claim;
}

void Room::admit(const Access& access, Role role) {
  Decision decision;
  decision.events.push_back(RoomState::added(role));
  actor_.commit(access.principal, kNoPeer, std::move(decision), nullptr);
}

void Room::create(std::size_t loop, std::string title, Principal owner, Reply reply) {
  auto slot = std::make_shared<AnswerSlot>(actor_.ports().outlet, loop, std::move(reply));
  actor_.enqueue([this, slot, title = std::move(title), owner](Result<void> open) {
    if (!open) return slot->finish(open.error());
    if (!is_principal(owner)) return slot->finish(bad_principal());
    if (state_->exists()) return slot->finish(Error{Errc::kConflict, "this room exists already"});
    Decision decision;
    decision.events.push_back(RoomState::created(title.empty() ? id_ : title));
    decision.events.push_back(RoomState::added(Role::kOwner));
    actor_.commit(owner, kNoPeer, std::move(decision), [slot](Result<void> stored) {
      if (!stored) return slot->finish(stored.error());
      slot->finish(Answer{"{}", 2, 0, Role::kOwner});
    });
  });
}

void Room::role_of(std::size_t loop, Access access, bool describing, Reply reply) {
  last_used_ = actor_.ports().clock.mono();
  auto slot = std::make_shared<AnswerSlot>(actor_.ports().outlet, loop, std::move(reply));
  actor_.enqueue([this, slot, describing, access = std::move(access)](Result<void> open) {
    if (!open) return slot->finish(open.error());
    if (!is_principal(access.principal)) return slot->finish(bad_principal());
    Result<Role> role = authorize_present(access);
    if (!role) return slot->finish(role.error());
    if (!describing && state_->archived()) role = std::min(*role, kArchiveRole);
    answer_stored(slot, {describing ? describe(access.principal, *role) : "{}", head(), 0, *role});
  });
}

void Room::add_member(std::size_t loop, Principal principal, Role role, Reply reply) {
  auto slot = std::make_shared<AnswerSlot>(actor_.ports().outlet, loop, std::move(reply));
  actor_.enqueue([this, slot, principal = std::move(principal), role](Result<void> open) {
    if (!open) return slot->finish(open.error());
    if (!is_principal(principal)) return slot->finish(bad_principal());
    const Standing standing = state_->standing(principal.id);
    const bool there = state_->exists() && !state_->is_purged();
    if (!there || standing.banned) return slot->finish(no_such_room());
    const Role before = standing.stored.value_or(Role::kNone);
    if (before < role) admit({principal}, role);
    answer_stored(slot, {"{}", head(), 0, std::max(before, role)});
  });
}

// The answer leaves when all that it tells is stored.
void Room::answer_stored(std::shared_ptr<AnswerSlot> slot, Answer answer) {
  actor_.after_all([this, slot, answer = std::move(answer)](Result<void> stored) {
    actor_.answer(*slot, stored ? Result<Answer>(answer) : Result<Answer>(stored.error()));
  });
}

void Room::face_changed(const std::string& principal) {
  if (member(principal) != nullptr) presence_.touch(principal);
}

void Room::drain(Task done) {
  auto finished = std::make_shared<Task>(std::move(done));
  if (!actor_.is_open()) return (*finished)();
  actor_.put_snapshot();
  actor_.after_all([finished](Result<void>) { (*finished)(); });
}

bool Room::is_idle(MonoMs now) const {
  if (!peers_.empty() || !actor_.is_quiet()) return false;
  if (state_ != nullptr && state_->is_purged()) return true;
  const auto keeps = [](const RoomFeature* feature) { return feature->keeps_room_open(); };
  if (std::ranges::any_of(features_, keeps)) return false;
  const bool exists = state_ != nullptr && state_->exists();
  return !exists || now - last_used_ >= setup_.options.room_idle_ms;
}

std::optional<Rendered> Room::render_event(const Event& event) const {
  for (const RoomFeature* feature : features_) {
    if (auto rendered = feature->render(event)) return rendered;
  }
  return std::nullopt;
}

std::optional<OutgoingDelivery> Room::render(const Event& event) {
  auto rendered = render_event(event);
  if (!rendered) return std::nullopt;
  Delivery delivery;
  delivery.seq = event.seq;
  delivery.name = std::move(rendered->name);
  delivery.args = std::move(rendered->args);
  delivery.attachments = std::move(rendered->attachments);
  delivery.kind = DeliveryClass::kDurable;
  if (rendered->except_actor_peer && !event.peer.empty()) {
    delivery.except_peer = std::stoull(event.peer);
  }
  if (!rendered->only_principals.empty()) {
    delivery.audience = Audience::kPrincipals;
    delivery.principals = std::move(rendered->only_principals);
  } else if (rendered->about != 0) {
    narrow(delivery, rendered->about);
  }
  return address(std::move(delivery));
}

// EVT25: what changes something old is not told to those who may not see it.
void Room::narrow(Delivery& delivery, std::uint64_t about) const {
  if (state_->guests_see_all()) return;
  std::set<std::string_view> told;
  bool everybody = true;
  for (const auto& [peer, each] : peers_) {
    const bool sees = visible_from(each.principal.id) <= about;
    if (sees) told.insert(each.principal.id);
    everybody = everybody && sees;
  }
  if (everybody) return;
  delivery.audience = Audience::kPrincipals;
  delivery.principals.assign(told.begin(), told.end());
}

OutgoingDelivery Room::address(Delivery delivery) {
  delivery.room = id_;
  const bool archived = state_ != nullptr && state_->archived();
  if (delivery.control == Control::kRoleChanged && archived) {
    delivery.role = std::min(delivery.role, kArchiveRole);
  }
  const bool everywhere =
      delivery.control != Control::kNone || delivery.audience == Audience::kElsewhere;
  return {std::move(delivery), everywhere ? ~0ULL : joined_loops()};
}

std::uint64_t Room::joined_loops() const {
  std::uint64_t loops = 0;
  for (std::size_t loop = 0; loop < peers_on_loop_.size(); ++loop) {
    if (peers_on_loop_[loop] > 0) loops |= 1ULL << loop;
  }
  return loops;
}

void Room::applied(const Event& event) {
  if (event.kind.starts_with("member.")) {
    const std::string subject = RoomState::subject_of(event);
    if (presence_.is_present(subject)) presence_.touch(subject);
  }
}

}  // namespace atelier::core
