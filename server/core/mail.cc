#include "core/mail.h"

#include "base/result.h"
#include "core/keys.h"

namespace atelier::core {
namespace {

constexpr std::size_t kIdBytes = 64;

}  // namespace

bool is_mail_id(std::string_view id) {
  if (id.empty() || id.size() > kIdBytes) return false;
  for (const char c : id) {
    const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!plain && c != '_' && c != '-') return false;
  }
  return true;
}

port::RecordKey waiting_mail_key(std::string_view workspace, std::string_view id) {
  return {workspace_partition(workspace), "mail/wait/" + std::string(id)};
}

json::object describe_mail(const Mail& mail, WallMs at) {
  json::object values;
  for (const auto& [name, value] : mail.values) values[name] = value;
  return {{"to", mail.to},
          {"language", mail.language},
          {"template", mail.template_name},
          {"values", std::move(values)},
          {"at", at},
          {"until", mail.until}};
}

port::Write mail_row(std::string_view workspace, const Mail& mail, WallMs now) {
  ATELIER_ASSERT(is_mail_id(mail.id));
  return port::Put{waiting_mail_key(workspace, mail.id),
                   json::serialize(describe_mail(mail, now)),
                   {},
                   mail.until};
}

port::Write mail_withdrawal(std::string_view workspace, std::string_view id) {
  return port::Delete{waiting_mail_key(workspace, id), {}};
}

}  // namespace atelier::core
