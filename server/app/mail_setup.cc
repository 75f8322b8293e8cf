#include "app/mail_setup.h"

#include "base/log.h"
#include "base/mail_address.h"

namespace atelier::app {

Result<MailSender> parse_sender(const std::string& text) {
  MailSender out{"Atelier", text};
  const std::size_t open = text.rfind('<');
  if (open != std::string::npos && text.ends_with('>')) {
    out.address = text.substr(open + 1, text.size() - open - 2);
    out.name = text.substr(0, open);
    while (out.name.ends_with(' ')) out.name.pop_back();
  }
  if (!is_mail_address(out.address)) {
    return invalid("mail_from must be an address such as rooms@example.org");
  }
  return out;
}

MailSender sender_of(const Config& config) {
  auto sender = parse_sender(config.mail_from);
  return sender ? std::move(*sender) : MailSender{"Atelier", "atelier@localhost"};
}

Result<std::unique_ptr<adapter::SmtpMailer>> make_mailer(const Config& config) {
  if (config.mail_url.empty()) return std::unique_ptr<adapter::SmtpMailer>();
  if (auto sender = parse_sender(config.mail_from); !sender) return sender.error();
  adapter::SmtpOptions options;
  options.url = config.mail_url;
  options.user = config.mail_user;
  options.password = config.mail_password;
  options.starttls = config.mail_starttls == "required";
  options.ca_file = config.mail_ca;
  if (!options.starttls && options.url.starts_with("smtp://")) {
    log::warn("mail goes to the mail server unencrypted, its password too");
  }
  return adapter::SmtpMailer::make(std::move(options));
}

}  // namespace atelier::app
