#include "base/mail_address.h"

#include <string>

#include "gtest/gtest.h"

namespace atelier {
namespace {

TEST(MailAddress, MAIL1_TakesWhatPeopleHave) {
  for (const char* good : {"ann@example.org", "a.b+c@x.y-z.co.uk", "o'neil_1@EXAMPLE.com",
                           "root@localhost", "{x}|y@a.b", "1@2.3", "ann@xn--bcher-kva.example"}) {
    EXPECT_TRUE(is_mail_address(good)) << good;
  }
  EXPECT_TRUE(is_mail_address(std::string(64, 'a').append("@a.b")));
  EXPECT_EQ(mail_domain("ann@example.org"), "example.org");
}

TEST(MailAddress, MAIL1_RefusesTheRest) {
  for (const char* bad : {"",
                          "@",
                          "ann",
                          "ann@",
                          "@example.org",
                          "ann@example",
                          "a b@example.org",
                          ".a@b.c",
                          "a.@b.c",
                          "a..b@c.d",
                          "\"a\"@b.c",
                          "a@b..c",
                          "a@.b.c",
                          "a@b.c.",
                          "a@-b.c",
                          "a@b-.c",
                          "a@[127.0.0.1]",
                          "a(x)@b.c",
                          "<a@b.c>",
                          "a@b.c,d@e.f",
                          "a@b@c.d",
                          "b\xC3\xBC@x.de",
                          "a@b\xC3\xBC.de",
                          "a@b_c.d"}) {
    EXPECT_FALSE(is_mail_address(bad)) << bad;
  }
  EXPECT_FALSE(is_mail_address(std::string(65, 'a').append("@a.b")));
  EXPECT_FALSE(is_mail_address(std::string("a@").append(64, 'b').append(".c")));
  std::string long_domain = "a@b";
  while (long_domain.size() <= kMailAddressBytes) long_domain += ".cccccccc";
  EXPECT_FALSE(is_mail_address(long_domain));
}

TEST(MailAddress, MAIL2_NoLineCanHideInIt) {
  for (int c = 0; c < 0x21; ++c) {
    const std::string at(1, static_cast<char>(c));
    EXPECT_FALSE(is_mail_address("a" + at + "b@c.d")) << c;
    EXPECT_FALSE(is_mail_address("a@c.d" + at)) << c;
  }
  EXPECT_FALSE(is_mail_address("a@b.c\r\nRCPT TO:<x@y.z>"));
  EXPECT_FALSE(is_mail_address("a\x7F@b.c"));
}

}  // namespace
}  // namespace atelier
