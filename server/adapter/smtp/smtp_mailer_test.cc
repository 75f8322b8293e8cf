// What the conformance tests with a real mail server (mail.test.mjs) do not reach: options, the
// meaning of every end, a full queue, and leaving while a mail server is silent.
#include "adapter/smtp/smtp_mailer.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <future>

#include "adapter/smtp/smtp_transfer.h"
#include "gtest/gtest.h"

namespace atelier::adapter {
namespace {

using Kind = port::MailOutcome::Kind;

port::RenderedMail sample() {
  return {"Atelier", "rooms@studio.example", "ann@example.org",    "Hello",
          "Text\n",  "<p>Text</p>",          "m-1@studio.example", 1'795'441'200'000};
}

// A port that takes connections and never says a word.
class SilentPort {
 public:
  SilentPort() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    ::listen(socket_, 16);
    socklen_t size = sizeof address;
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
  }
  ~SilentPort() { close(); }
  void close() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
  }
  std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }

 private:
  int socket_;
  int port_ = 0;
};

std::future<port::MailOutcome> send(SmtpMailer& mailer, port::RenderedMail mail) {
  auto promise = std::make_shared<std::promise<port::MailOutcome>>();
  auto outcome = promise->get_future();
  mailer.send(std::move(mail),
              [promise](port::MailOutcome got) { promise->set_value(std::move(got)); });
  return outcome;
}

TEST(SmtpMailer, MAIL10_OnlyAddressesOfMailServers) {
  for (const char* bad :
       {"", "smtp://", "http://mail.example.org", "mail.example.org:25", "smtp://mail/x",
        "smtp://user:word@mail", "smtp://mail\r\nx", "smtp://mail?x", "file:///etc/passwd"}) {
    EXPECT_FALSE(SmtpMailer::make({bad})) << bad;
  }
  for (const char* good : {"smtp://mail.example.org", "smtps://mail:465", "smtp://[::1]:2525"}) {
    EXPECT_TRUE(SmtpMailer::make({good})) << good;
  }
  EXPECT_FALSE(SmtpMailer::make({"smtp://mail", "ann"}));
  EXPECT_FALSE(SmtpMailer::make({"smtp://mail", "", "word"}));
  EXPECT_FALSE(SmtpMailer::make({"smtp://mail", "ann\r\nx", "word"}));
}

TEST(SmtpMailer, MAIL12_WhatTheEndOfAConversationMeans) {
  EXPECT_EQ(outcome_of(CURLE_OK, "", "").kind, Kind::kSent);
  const auto nobody =
      outcome_of(CURLE_SEND_ERROR, "550 5.1.1 No such user\r\n", "RCPT failed: 550 (last error)");
  EXPECT_EQ(nobody.kind, Kind::kRefused);
  EXPECT_EQ(nobody.reason, "550 5.1.1 No such user");
  EXPECT_EQ(outcome_of(CURLE_WEIRD_SERVER_REPLY, "554 spam\r\n", "").kind, Kind::kRefused);
  const auto busy = outcome_of(CURLE_SEND_ERROR, "451 later\r\n", "RCPT failed: 451");
  EXPECT_EQ(busy.kind, Kind::kLater);
  EXPECT_FALSE(busy.all_mail);
  for (const auto& [code, complaint, error] :
       std::vector<std::tuple<int, std::string, std::string>>{
           {CURLE_COULDNT_CONNECT, "", "refused"},
           {CURLE_LOGIN_DENIED, "535 no\r\n", "Login denied"},
           {CURLE_USE_SSL_FAILED, "", ""},
           {CURLE_PEER_FAILED_VERIFICATION, "", ""},
           {CURLE_OPERATION_TIMEDOUT, "", ""},
           {CURLE_SEND_ERROR, "421 closing\r\n", ""},
           {CURLE_SEND_ERROR, "550 not you\r\n", "MAIL failed: 550"}}) {
    const auto outcome = outcome_of(code, complaint, error);
    EXPECT_EQ(outcome.kind, Kind::kLater) << code;
    EXPECT_TRUE(outcome.all_mail) << code;
    EXPECT_FALSE(outcome.reason.empty()) << code;
  }
  const auto odd = outcome_of(CURLE_SEND_ERROR, "550 " + std::string(999, '\x80') + "\r\n", "");
  EXPECT_EQ(odd.reason, "550 " + std::string(296, '?'));
}

TEST(SmtpMailer, MAIL12_NobodyThere) {
  SilentPort port;
  port.close();
  const auto mailer = SmtpMailer::make({port.url()});
  ASSERT_TRUE(mailer);
  const auto outcome = send(**mailer, sample()).get();
  EXPECT_EQ(outcome.kind, Kind::kLater);
  EXPECT_TRUE(outcome.all_mail);
}

TEST(SmtpMailer, MAIL2_WhatCannotBeAMessageIsRefusedUnsent) {
  const SilentPort port;
  const auto mailer = SmtpMailer::make({port.url()});
  ASSERT_TRUE(mailer);
  port::RenderedMail mail = sample();
  mail.to = "ann@example.org>\r\nRCPT TO:<eve@example.org";
  EXPECT_EQ(send(**mailer, mail).get().kind, Kind::kRefused);
}

TEST(SmtpMailer, MAIL11_SilenceEndsAndTheQueueIsBounded) {
  const SilentPort port;
  SmtpOptions options{port.url()};
  options.timeout_ms = 50;
  const auto mailer = SmtpMailer::make(options);
  ASSERT_TRUE(mailer);
  std::vector<std::future<port::MailOutcome>> outcomes;
  for (std::size_t i = 0; i < SmtpMailer::kQueued + 10; ++i) {
    outcomes.push_back(send(**mailer, sample()));
  }
  std::size_t refused = 0;
  for (auto& each : outcomes) {
    const port::MailOutcome outcome = each.get();
    EXPECT_EQ(outcome.kind, Kind::kLater);
    EXPECT_TRUE(outcome.all_mail);
    if (outcome.reason == "Too many mails are under way.") ++refused;
  }
  EXPECT_GE(refused, 1U);
}

TEST(SmtpMailer, MAIL11_LeavingDoesNotWaitForTheMailServer) {
  const SilentPort port;
  auto mailer = SmtpMailer::make({port.url()});
  ASSERT_TRUE(mailer);
  (*mailer)->send(sample(), [](const port::MailOutcome&) {});
  const auto begin = std::chrono::steady_clock::now();
  mailer->reset();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
}

}  // namespace
}  // namespace atelier::adapter
