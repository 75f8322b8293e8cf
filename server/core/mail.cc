#include "core/mail.h"

#include "base/ids.h"
#include "base/result.h"
#include "core/keys.h"

namespace atelier::core {

// The alphabet and the length of names of rooms.
bool is_mail_id(std::string_view id) {
  return is_room_id(id);
}

port::RecordKey waiting_mail_key(std::string_view workspace, std::string_view id) {
  return {workspace_partition(workspace), std::string(kWaitingMailPrefix) + std::string(id)};
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
