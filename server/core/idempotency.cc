#include "core/idempotency.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/base64.h"
#include "base/ids.h"
#include "base/json.h"
#include "base/json_text.h"

namespace atelier::core {
namespace {

WallMs time_of(std::string_view uuid_v7) {
  WallMs time = 0;
  for (const char c : uuid_v7.substr(0, 13)) {
    if (c == '-') continue;
    const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    time = time << 4 | digit;
  }
  return time;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c | 0x20);
  }
  return result;
}

void append_canonical(std::string& out, const json::value& value) {
  if (value.is_object()) {
    std::vector<const json::key_value_pair*> members;
    for (const auto& member : value.as_object()) members.push_back(&member);
    std::ranges::sort(members, {}, [](const auto* member) { return member->key(); });
    out += '{';
    for (const auto* member : members) {
      json_text::append_quoted(out, member->key());
      out += ':';
      append_canonical(out, member->value());
      out += ',';
    }
    out += '}';
  } else if (value.is_array()) {
    out += '[';
    for (const json::value& each : value.as_array()) {
      append_canonical(out, each);
      out += ',';
    }
    out += ']';
  } else {
    out += json::serialize(value);
  }
}

}  // namespace

std::string canonical_json(std::string_view text) {
  const auto value = parse_json(text);
  std::string out;
  if (value) append_canonical(out, *value);
  return out;
}

Result<Idempotency::Request> Idempotency::read(std::string_view name, std::string_view body,
                                               const std::string& principal,
                                               const port::Crypto& crypto) {
  ATELIER_TRY(const json::value value, parse_json(body));
  const auto id = value.is_object() ? string_member(value.as_object(), "id") : std::nullopt;
  if (!id || !is_uuid_v7(*id)) {
    return invalid("give the command an id: a UUIDv7 that stays the same when it is sent again");
  }
  std::string text(name);
  text += '\n';
  append_canonical(text, value);
  return Request{principal, lower(*id), base64::encode_url(crypto.sha256(text))};
}

port::RecordKey Idempotency::row_key(const std::string& partition, const Request& request) {
  return {partition, "sent/" + request.principal + "/" + request.id};
}

std::string Idempotency::window_key(const Request& request) {
  return request.id + request.principal;
}

bool Idempotency::needs_row(const Request& request) const {
  return !known_.contains(window_key(request)) && time_of(request.id) <= horizon_;
}

std::optional<Idempotency::Known> Idempotency::find(const Request& request,
                                                    const std::string* row) const {
  const auto at = known_.find(window_key(request));
  if (at != known_.end()) return at->second;
  if (row == nullptr) return std::nullopt;
  const auto value = parse_json(*row);
  if (!value || !value->is_object()) return std::nullopt;
  const json::object& object = value->as_object();
  return Known{std::string(string_member(object, "hash").value_or("")),
               std::string(string_member(object, "answer").value_or("{}")),
               static_cast<std::uint64_t>(int_member(object, "seq").value_or(0))};
}

std::string Idempotency::remember(const Request& request, std::string answer, std::uint64_t seq) {
  std::string row =
      json::serialize(json::object{{"hash", request.hash}, {"answer", answer}, {"seq", seq}});
  std::string key = window_key(request);
  order_.emplace_back(key, time_of(request.id));
  newest_ = std::max(newest_, order_.back().second);
  known_.insert_or_assign(std::move(key), Known{request.hash, std::move(answer), seq});
  if (order_.size() > kWindow) {
    horizon_ = std::max(horizon_, order_.front().second);
    known_.erase(order_.front().first);
    order_.pop_front();
  }
  return row;
}

void Idempotency::replayed(std::string_view id) {
  if (!is_uuid_v7(id)) return;
  horizon_ = std::max(horizon_, time_of(id));
  newest_ = std::max(newest_, horizon_);
}

}  // namespace atelier::core
