#include "app/mail_setup.h"

#include "gtest/gtest.h"

namespace atelier::app {
namespace {

TEST(MailSetup, WhoWrites) {
  EXPECT_EQ(parse_sender("rooms@example.org")->address, "rooms@example.org");
  EXPECT_EQ(parse_sender("rooms@example.org")->name, "Atelier");
  const auto named = parse_sender("Stüdio <Nord>  <rooms@example.org>");
  ASSERT_TRUE(named);
  EXPECT_EQ(named->name, "Stüdio <Nord>");
  EXPECT_EQ(named->address, "rooms@example.org");
  for (const char* bad : {"", "rooms", "<rooms@example.org", "Studio <rooms>", "a@b.c>",
                          "rooms@example.org\r\nBcc: eve@example.org"}) {
    EXPECT_FALSE(parse_sender(bad)) << bad;
  }
}

TEST(MailSetup, SettingsThatCannotWorkAreSaidAtTheStart) {
  Config config;
  EXPECT_EQ(make_mailer(config)->get(), nullptr);
  EXPECT_EQ(sender_of(config).address, "atelier@localhost");
  config.mail_url = "smtp://127.0.0.1:25";
  EXPECT_EQ(make_mailer(config).error().message,
            "mail_from must be an address such as rooms@example.org");
  config.mail_from = "rooms@example.org";
  EXPECT_NE(make_mailer(config)->get(), nullptr);
  config.mail_user = "rooms";
  EXPECT_FALSE(make_mailer(config));
  config.mail_password = "word";
  config.mail_url = "mail.example.org";
  EXPECT_FALSE(make_mailer(config));
}

}  // namespace
}  // namespace atelier::app
