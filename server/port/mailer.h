// Mailer: hands one rendered mail to a mail server. Knows nothing of templates, retries and stores.
// Implementations: adapter/smtp, port/fake/fake_mailer.
#pragma once

#include <cstdint>
#include <string>

#include "base/function.h"
#include "base/time.h"

namespace atelier::port {

struct RenderedMail {
  std::string from_name;   // may be empty; UTF-8
  std::string from;        // address
  std::string to;          // address
  std::string subject;     // UTF-8
  std::string text;        // UTF-8, lines end with '\n'
  std::string html;        // UTF-8, a whole page
  std::string message_id;  // "id@domain", without angle brackets
  WallMs at = 0;           // the Date header
};

struct MailOutcome {
  enum class Kind : std::uint8_t {
    kSent,     // the mail server has taken it over
    kLater,    // not sent, or not known to be: another try may work
    kRefused,  // for good
  };
  Kind kind = Kind::kSent;
  std::string reason = {};  // one line for the operator, at most 300 bytes
  /// With kLater: the reason is not this mail (not reached, login refused...), so others would fare
  /// alike.
  bool all_mail = false;
};

class Mailer {
 public:
  /// Text and HTML.
  static constexpr std::size_t kMaxMailBytes = 512 * 1024;

  virtual ~Mailer() = default;
  /// Any thread. `done` runs once, later, on a thread of the mailer's choosing, within about a
  /// minute of its turn; when the mailer goes first it may never run. A queue that is full answers
  /// kLater.
  virtual void send(RenderedMail mail, UniqueFunction<void(MailOutcome)> done) = 0;
};

}  // namespace atelier::port
