#include "feature/mail/outbox_record.h"

#include "base/json.h"
#include "core/keys.h"
#include "core/ledger.h"
#include "feature/mail/mail_limits.h"

namespace atelier::feature::mail {
namespace {

constexpr std::string_view kOverPrefix = "mail/over/";
constexpr std::string_view kListPrefix = "mail/list/";

std::string text(const json::object& object, std::string_view key) {
  return std::string(string_member(object, key).value_or(""));
}
std::int64_t number(const json::object& object, std::string_view key) {
  return int_member(object, key).value_or(0);
}

std::optional<json::object> object_of(std::string_view value) {
  auto parsed = parse_json(value);
  if (!parsed || !parsed->is_object()) return std::nullopt;
  return std::move(parsed->get_object());
}

port::Range range_of(std::string_view workspace, std::string_view prefix) {
  std::string until(prefix);
  ++until.back();
  return {core::workspace_partition(workspace), std::string(prefix), std::move(until), 500, false};
}

}  // namespace

std::string encode(const Waiting& waiting) {
  json::object row = core::describe_mail(waiting.mail, waiting.at);
  if (waiting.attempts != 0) row["attempts"] = waiting.attempts;
  if (waiting.next_at != 0) row["next_at"] = waiting.next_at;
  if (!waiting.error.empty()) row["error"] = waiting.error;
  if (waiting.unsent) row["unsent"] = true;
  return json::serialize(row);
}

std::optional<Waiting> decode_waiting(const port::Record& record) {
  const auto row = object_of(record.value);
  if (!row || !record.key.sort.starts_with(core::kWaitingMailPrefix)) return std::nullopt;
  Waiting out;
  out.mail.id = record.key.sort.substr(core::kWaitingMailPrefix.size());
  out.mail.to = text(*row, "to");
  out.mail.language = text(*row, "language");
  out.mail.template_name = text(*row, "template");
  out.mail.until = number(*row, "until");
  if (const json::value* values = row->if_contains("values"); values && values->is_object()) {
    for (const auto& [name, value] : values->get_object()) {
      if (value.is_string()) out.mail.values[std::string(name)] = std::string(value.get_string());
    }
  }
  out.at = number(*row, "at");
  out.attempts = static_cast<int>(number(*row, "attempts"));
  out.next_at = number(*row, "next_at");
  out.error = text(*row, "error");
  out.unsent = bool_member(*row, "unsent", false);
  return out;
}

WallMs row_end(const Waiting& waiting) {
  if (waiting.mail.until != 0 || !waiting.unsent) return waiting.mail.until;
  return waiting.at + kKeptFor;
}

port::RecordKey over_key(std::string_view workspace, std::string_view id) {
  return {core::workspace_partition(workspace), std::string(kOverPrefix) + std::string(id)};
}

port::RecordKey listed_key(std::string_view workspace, const MailState& state) {
  return {core::workspace_partition(workspace),
          core::Ledger::sequence_key(kListPrefix, static_cast<std::uint64_t>(state.at)) + state.id};
}

std::string encode(const MailState& state, WallMs link_until) {
  json::object row{{"id", state.id},
                   {"to", state.to},
                   {"template", state.template_name},
                   {"state", state.state},
                   {"attempts", state.attempts},
                   {"at", state.at}};
  if (!state.error.empty()) row["error"] = state.error;
  if (state.sent_at != 0) row["sent_at"] = state.sent_at;
  if (!state.link.empty()) row["link"] = state.link;
  if (!state.link.empty()) row["link_until"] = link_until;
  return json::serialize(row);
}

std::optional<MailState> decode_state(std::string_view value, WallMs now) {
  const auto row = object_of(value);
  if (!row) return std::nullopt;
  MailState out;
  out.id = text(*row, "id");
  out.to = text(*row, "to");
  out.template_name = text(*row, "template");
  out.state = text(*row, "state");
  out.error = text(*row, "error");
  out.attempts = static_cast<int>(number(*row, "attempts"));
  out.at = number(*row, "at");
  out.sent_at = number(*row, "sent_at");
  const WallMs link_until = number(*row, "link_until");
  if (link_until == 0 || link_until > now) out.link = text(*row, "link");
  return out;
}

port::Range waiting_range(std::string_view workspace) {
  return range_of(workspace, core::kWaitingMailPrefix);
}

port::Range listed_range(std::string_view workspace) {
  return range_of(workspace, kListPrefix);
}

}  // namespace atelier::feature::mail
