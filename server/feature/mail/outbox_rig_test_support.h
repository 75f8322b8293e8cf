// An outbox in a FakeWorld, with a mailer that does as it is told and a store that survives.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "feature/mail/outbox.h"
#include "port/fake/fake_executor.h"
#include "port/fake/fake_mailer.h"
#include "port/fake/memory_store.h"

namespace atelier::feature::mail {

inline constexpr DurationMs kSecond = 1000;
inline constexpr DurationMs kMinute = 60 * kSecond;
inline constexpr DurationMs kHour = 60 * kMinute;

class OutboxRig {
 public:
  explicit OutboxRig(bool mail_server = true, std::uint64_t seed = 1) : world(seed) {
    start(mail_server);
  }
  ~OutboxRig() { crash(); }

  void start(bool mail_server = true) {
    loop = std::make_unique<port::FakeExecutor>(world);
    outbox = std::make_unique<Outbox>(OutboxNeeds{store, *loop, world.clock(),
                                                  mail_server ? &mailer : nullptr, "main",
                                                  "rooms@studio.example", "Atelier"});
    outbox->start();
    settle();
  }
  void crash() {
    store.crash();
    loop.reset();
    outbox.reset();
  }
  void settle() { world.run_until_idle(); }
  void pass(DurationMs time) { world.advance(time); }

  static core::Mail invite(std::string id, std::string to = "ann@example.org") {
    return {std::move(id),
            std::move(to),
            "en",
            "invite",
            {{"inviter", "Ana"},
             {"workspace", "Studio"},
             {"link", "https://studio.example/join/1#secret"}}};
  }
  /// What put answers: "ok" or the error.
  std::string put(core::Mail mail) {
    std::string answer = "(none)";
    outbox->put(std::move(mail), [&answer](const Result<void>& result) {
      answer = result ? "ok" : std::string(name_of(result.error().code));
    });
    for (int i = 0; i < 20 && answer == "(none)"; ++i) settle();
    settle();
    return answer;
  }
  /// As an event that brings a wish along does.
  void write(std::vector<port::Write> writes) {
    store.transact(std::move(writes), [](const port::WriteResult&) {});
    settle();
  }
  void wish(const core::Mail& mail) {
    std::vector<port::Write> writes;
    writes.push_back(core::mail_row("main", mail, world.clock().wall()));
    write(std::move(writes));
  }
  std::vector<MailState> list(std::size_t limit = 100) {
    std::vector<MailState> out;
    outbox->list(limit, [&out](Result<std::vector<MailState>> listed) { out = *listed; });
    settle();
    return out;
  }
  /// "id:state" of each, as listed.
  std::string states() {
    std::string out;
    for (const MailState& each : list()) {
      out += (out.empty() ? "" : " ") + each.id + ':' + each.state;
    }
    return out;
  }
  /// Everything that is stored, as one text.
  std::string stored() {
    std::string out;
    store.query({"workspace/main", "", "", 1000}, [&out](const port::Page& page) {
      for (const port::Record& record : page.records) out += record.key.sort + record.value + '\n';
    });
    settle();
    return out;
  }

  port::FakeWorld world;
  port::FakeExecutor disk{world};
  port::MemoryStore store{disk, world.clock()};
  port::FakeExecutor wire{world};
  port::FakeMailer mailer{wire};
  std::unique_ptr<port::FakeExecutor> loop;
  std::unique_ptr<Outbox> outbox;
};

}  // namespace atelier::feature::mail
