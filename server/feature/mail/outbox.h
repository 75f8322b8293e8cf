// Outbox: mails that wait in the store until the mail server took them (spec/mail.md MAIL20..).
// It keeps what it must decide by in memory and reads words and links only to send them. Knows no
// protocol of mail and no event. Lives on one executor; every method may be called on any thread
// once start() was, and answers on that executor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/function.h"
#include "base/result.h"
#include "core/mail.h"
#include "port/clock.h"
#include "port/executor.h"
#include "port/mailer.h"
#include "port/record_store.h"

namespace atelier::feature::mail {

struct OutboxNeeds {
  port::RecordStore& store;
  port::Executor& executor;
  const port::Clock& clock;
  port::Mailer* mailer = nullptr;  // null: no mail server is set up (MAIL27)
  std::string workspace = "main";
  std::string from = "atelier@localhost";  // address
  std::string from_name = "Atelier";
};

/// One mail as owners see it (MAIL40).
struct MailState {
  std::string id;
  std::string to;
  std::string template_name;
  std::string state;  // waiting, unsent, sent, refused, given_up
  std::string error;  // of the last try; may be empty
  std::string link;   // only of unsent, refused and given_up
  int attempts = 0;
  WallMs at = 0;       // wished for
  WallMs next_at = 0;  // of the next try, while waiting
  WallMs sent_at = 0;
};

/// For metrics; each number is right by itself.
struct OutboxStats {
  std::uint64_t waiting = 0;  // unsent included
  std::uint64_t sent = 0;     // since the start
  std::uint64_t failed = 0;   // tries since the start
};

class Outbox {
 public:
  using Done = UniqueFunction<void(Result<void>)>;
  using Listed = UniqueFunction<void(Result<std::vector<MailState>>)>;

  explicit Outbox(OutboxNeeds needs);
  /// Drops what is under way: the store still has it.
  ~Outbox();
  Outbox(const Outbox&) = delete;
  Outbox& operator=(const Outbox&) = delete;

  /// Reads what waits and goes on with it. Once, after which everything else may be called.
  void start();
  /// False: mails are kept for the owner to pass on.
  bool has_mail_server() const;
  /// The address that mails come from.
  const std::string& from() const;
  OutboxStats stats() const;

  /// Good once the mail is stored, also when its id was known (MAIL20). invalid: MAIL1, MAIL32;
  /// rate_limited and unavailable: MAIL25.
  void put(core::Mail mail, Done done);
  /// Whether a put to this address would be taken now; for commands whose event brings the wish
  /// along (core::mail_row), asked before the command.
  void may_write_to(std::string address, Done done);
  /// A wish with this id was stored, or taken back, by somebody else.
  void look(std::string id);
  /// What failed before is tried now, whatever its next time was (MAIL42).
  void hurry();
  /// At most `limit` (1 to 500): what waits or is unsent first, then what is over, newest first.
  void list(std::size_t limit, Listed listed);
  /// Begins no further mail; `done` when the one under way is noted.
  void drain(Task done);

 private:
  class Work;
  std::shared_ptr<Work> work_;
};

}  // namespace atelier::feature::mail
