// Who a connection is: admission, welcome, refresh and expiry (EVT1..EVT6).
#include "gateway/rooms/rooms_connection.h"

#include <algorithm>

#include "base/json.h"
#include "base/json_text.h"
#include "gateway/auth/server_authenticator.h"
#include "gateway/errors.h"
#include "gateway/rooms/rooms_gateway.h"
#include "wire/auth/secret.h"

namespace atelier::gateway {
namespace {

std::string member_of(std::string_view auth, std::string_view name) {
  if (auth.empty()) return {};
  const auto parsed = parse_json(auth);
  if (!parsed || !parsed->is_object()) return {};
  return std::string(string_member(parsed->get_object(), name).value_or(""));
}

std::string welcome_text(const Identity& identity, const std::string& token, WallMs now) {
  json::object principal = json::parse(to_json(identity.principal)).as_object();
  principal["workspace_role"] = identity.workspace_owner    ? "owner"
                                : identity.workspace_member ? "member"
                                                            : "none";
  json::object welcome{{"principal", std::move(principal)}, {"token", token}, {"server_time", now}};
  if (!identity.guest_secret.empty()) welcome["guest"] = identity.guest_secret;
  return "[\"welcome\"," + json::serialize(welcome) + "]";
}

}  // namespace

RoomsConnection::RoomsConnection(RoomsGateway& gateway, RoomsSocket& socket, core::PeerId peer)
    : gateway_(gateway),
      socket_(socket),
      peer_(peer),
      rate_(gateway.needs().rates.connection, 1),
      abuse_(gateway.needs().rates.refusals_before_close) {}

RoomsConnection::~RoomsConnection() {
  gateway_.needs().executor.cancel(expiry_);
  if (gateway_.needs().logins != nullptr) gateway_.needs().logins->unwatch(login_);
}

void RoomsConnection::authenticate(const port::HttpRequest& handshake, std::string_view auth,
                                   Admitted admitted) {
  auto done = [this, alive = alive(),
               admitted = std::move(admitted)](Result<Identity> identity) mutable {
    if (alive.lock() != nullptr) identified(std::move(identity), std::move(admitted));
  };
  RoomsGateway::Needs& needs = gateway_.needs();
  std::string token = member_of(auth, "token");
  if (!token.empty()) {
    return needs.authenticator.by_token(needs.peers.loop(), std::move(token), std::move(done));
  }
  // AUTH51: for clients that keep no cookies.
  if (const std::string guest = member_of(auth, "guest"); wire::parse_secret("guest", guest)) {
    port::HttpRequest shown = handshake;
    shown.headers.emplace(shown.headers.begin(), "cookie", std::string(kGuestCookie) + '=' + guest);
    return needs.authenticator.by_request(needs.peers.loop(), shown, std::move(done));
  }
  needs.authenticator.by_request(needs.peers.loop(), handshake, std::move(done));
}

void RoomsConnection::identified(Result<Identity> identity, Admitted admitted) {
  if (!identity) return admitted(identity.error());
  identity_ = std::move(*identity);
  admitted_ = true;
  gateway_.admitted(*this);
  const auto still = alive();
  admitted(Result<void>());
  if (still.lock() == nullptr) return;
  welcome();
  watch_expiry();
  watch_login();
}

void RoomsConnection::watch_login() {
  LoginWatch* const logins = gateway_.needs().logins;
  if (logins == nullptr) return;
  logins->unwatch(login_);
  login_ = logins->watch(identity_.login, [this] { expired(); });
}

void RoomsConnection::welcome() {
  RoomsGateway::Needs& needs = gateway_.needs();
  const std::string token = needs.authenticator.token_for(identity_, kTokenTtlMs);
  socket_.emit(welcome_text(identity_, token, needs.clock.wall()), nullptr);
}

void RoomsConnection::watch_expiry() {
  RoomsGateway::Needs& needs = gateway_.needs();
  needs.executor.cancel(expiry_);
  expiry_ = port::Executor::kNoTimer;
  if (identity_.expires_at == 0) return;
  const DurationMs left = identity_.expires_at - needs.clock.wall();
  // Who has less than a minute left is told at once.
  if (left <= kExpiryWarningMs) return expiring();
  expiry_ = needs.executor.run_after(left - kExpiryWarningMs, [this] { expiring(); });
}

void RoomsConnection::expiring() {
  RoomsGateway::Needs& needs = gateway_.needs();
  const DurationMs left = std::max<DurationMs>(identity_.expires_at - needs.clock.wall(), 0);
  socket_.emit("[\"auth.expiring\",{\"in_ms\":" + std::to_string(left) + "}]", nullptr);
  expiry_ = needs.executor.run_after(left, [this] { expired(); });
}

void RoomsConnection::expired() {
  gateway_.needs().executor.cancel(expiry_);
  expiry_ = port::Executor::kNoTimer;
  socket_.emit("[\"auth.expired\",{}]", nullptr);
  socket_.disconnect();
}

void RoomsConnection::refresh(const Event& event) {
  const auto token = event.arguments.empty()
                         ? Result<std::string>(invalid("auth.refresh takes a token."))
                         : json_text::unquote(event.arguments[0]);
  if (!token) return refuse(event.ack, invalid("auth.refresh takes a token."));
  RoomsGateway::Needs& needs = gateway_.needs();
  needs.authenticator.by_token(
      needs.peers.loop(), *token,
      [this, alive = alive(), ack = event.ack](Result<Identity> identity) {
        if (alive.lock() == nullptr) return;
        if (!identity) return refuse(ack, identity.error());
        if (identity->principal.id != identity_.principal.id) {
          return refuse(ack, forbidden("The new token names somebody else: connect anew with it."));
        }
        identity_ = std::move(*identity);
        watch_expiry();
        watch_login();
        core::Answer done;
        done.body = "{\"expires_at\":" + std::to_string(identity_.expires_at) + '}';
        answer(ack, std::move(done));
      });
}

void RoomsConnection::answer(AckId ack, Result<core::Answer> result) {
  if (!result) return refuse(ack, result.error());
  if (!ack) return;
  const std::string& body = result->body;
  const std::string_view rest = body.size() > 2 ? std::string_view(body).substr(1) : "}";
  std::string text = "[{\"ok\":true";
  if (body.size() > 2) text += ',';
  text += rest;
  socket_.ack(*ack, text + ']');
}

void RoomsConnection::refuse(AckId ack, const Error& error) {
  if (ack) socket_.ack(*ack, '[' + failed_ack(error) + ']');
}

}  // namespace atelier::gateway
