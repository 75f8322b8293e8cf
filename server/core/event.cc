#include "core/event.h"

#include <utility>

#include "base/base64.h"
#include "base/json.h"
#include "base/json_text.h"

namespace atelier::core {
namespace {

// The hashed text is everything before this marker; what follows it may be rewritten by an erase.
constexpr std::string_view kHashMarker = ",\"hash\":\"";
constexpr std::size_t kHashChars = 43;  // base64url of 32 bytes

void add_text(std::string& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  out += ",\"";
  out += name;
  out += "\":";
  json_text::append_quoted(out, value);
}

void add_number(std::string& out, std::string_view name, std::int64_t value) {
  if (value == 0) return;
  out += ",\"";
  out += name;
  out += "\":" + std::to_string(value);
}

std::string hashed_part(const Event& event) {
  std::string text = "{\"seq\":" + std::to_string(event.seq);
  add_text(text, "kind", event.kind);
  add_number(text, "at", event.at);
  add_text(text, "actor", event.actor.id);
  add_text(text, "actor_kind", name_of(event.actor.kind));
  add_text(text, "peer", event.peer);
  add_text(text, "id", event.id);
  add_number(text, "ref", static_cast<std::int64_t>(event.ref));
  add_text(text, "content_hash", event.content_hash);
  add_number(text, "content_until", event.content_until);
  text += ",\"body\":";
  text += event.body;
  return text;
}

std::string link(std::string_view previous, std::string_view hashed, const port::Crypto& crypto) {
  std::string input(previous);
  input += hashed;
  return base64::encode_url(crypto.sha256(input));
}

std::string text_of(const json::object& object, std::string_view name) {
  return std::string(string_member(object, name).value_or(""));
}

struct Parts {
  std::string_view hashed;
  std::string_view hash;
};

// The body comes before the marker and may contain its characters, so it is looked for from the
// end; the name behind it is a JSON string, in which a quote never stands unescaped.
std::optional<Parts> split(std::string_view text) {
  const std::size_t at = text.rfind(kHashMarker);
  if (at == std::string_view::npos || text.size() < at + kHashMarker.size() + kHashChars) {
    return std::nullopt;
  }
  return Parts{text.substr(0, at), text.substr(at + kHashMarker.size(), kHashChars)};
}

}  // namespace

json::object named(const json::value& who, const Event& event) {
  json::object person = who.is_object() ? who.as_object() : json::object();
  if (!person.contains("name")) person["name"] = text_of(object_of(event.content), "name");
  return person;
}

std::string encode_event(const Event& event, std::string& chain, const port::Crypto& crypto) {
  std::string text = hashed_part(event);
  chain = link(chain, text, crypto);
  text += kHashMarker;
  text += chain;
  text += '"';
  add_text(text, "name", event.actor.name);
  text += '}';
  return text;
}

Result<Event> decode_event(std::string_view text, std::string& chain) {
  ATELIER_TRY(const json::value value, parse_json(text));
  const auto parts = split(text);
  if (!value.is_object() || !parts) return Error{Errc::kInternal, "a log entry is damaged"};
  const json::object& object = value.as_object();
  Event event;
  event.seq = static_cast<std::uint64_t>(int_member(object, "seq").value_or(0));
  event.kind = text_of(object, "kind");
  event.at = int_member(object, "at").value_or(0);
  event.actor.id = text_of(object, "actor");
  event.actor.name = text_of(object, "name");
  event.actor.kind = parse_kind(text_of(object, "actor_kind")).value_or(PrincipalKind::kUser);
  event.peer = text_of(object, "peer");
  event.id = text_of(object, "id");
  event.ref = static_cast<std::uint64_t>(int_member(object, "ref").value_or(0));
  event.content_hash = text_of(object, "content_hash");
  event.content_until = int_member(object, "content_until").value_or(0);
  const std::size_t body = parts->hashed.find(",\"body\":");
  if (body == std::string_view::npos) return Error{Errc::kInternal, "a log entry is damaged"};
  event.body = parts->hashed.substr(body + 8);
  chain = parts->hash;
  return event;
}

std::string without_name(std::string_view text) {
  const auto parts = split(text);
  if (!parts) return std::string(text);
  const std::size_t kept = parts->hashed.size() + kHashMarker.size() + kHashChars;
  return std::string(text.substr(0, kept)) + "\"}";
}

bool follows(std::string_view text, std::string_view previous, const port::Crypto& crypto) {
  const auto parts = split(text);
  return parts && link(previous, parts->hashed, crypto) == parts->hash;
}

}  // namespace atelier::core
