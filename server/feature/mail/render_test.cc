#include "feature/mail/render.h"

#include "feature/mail/layout.h"
#include "feature/mail/words.h"
#include "gtest/gtest.h"

namespace atelier::feature::mail {
namespace {

core::Mail mail_of(const std::string& name, std::string language = "en") {
  return {"m-1",
          "ann@example.org",
          std::move(language),
          name,
          {{"inviter", "Ana"},
           {"workspace", "Studio Nord"},
           {"meeting", "Kick-off call"},
           {"name", name == "knock" ? "Gus" : ""},
           {"room", name == "meeting_summary" || name == "knock" ? "Brand" : ""},
           {"link", "https://s.example/j#k_1"}}};
}
bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(MailWords, MAIL30_EveryTemplateInBothLanguages) {
  for (const char* name :
       {"invite", "verify", "reset", "moved", "meeting_summary", "knock", "test"}) {
    const bool has_link = std::string(name) != "moved" && std::string(name) != "test";
    const MailWords english = render(mail_of(name));
    const MailWords german = render(mail_of(name, "de-AT"));
    for (const MailWords& words : {english, german}) {
      EXPECT_FALSE(words.subject.empty()) << name;
      for (const std::string& text : {words.subject, words.text, words.html}) {
        // The subject of a summary names the meeting instead, that of a knock the room.
        const bool named = has(text, "Studio Nord") || has(text, "Kick-off call") ||
                           (std::string(name) == "knock" && has(text, "Brand"));
        EXPECT_TRUE(named) << name << ": " << text;
        EXPECT_FALSE(has(text, "{") && text != words.html) << text;
      }
      EXPECT_EQ(has(words.text, "https://s.example/j#k_1"), has_link);
    }
    EXPECT_NE(english.subject, german.subject);
    EXPECT_TRUE(has(english.html, "<html lang=\"en\">"));
    EXPECT_TRUE(has(german.html, "<html lang=\"de\">"));
  }
  EXPECT_EQ(language_of("de"), Language::kGerman);
  for (const char* tag : {"", "en", "fr", "den", "DE-x"}) {
    EXPECT_EQ(language_of(tag), Language::kEnglish) << tag;
  }
}

TEST(MailWords, MAIL30_AnInviteAsItReads) {
  core::Mail mail = mail_of("invite");
  mail.values["room"] = "Kick-off";
  mail.values["note"] = "See you\non Monday";
  mail.values["expires_at"] = "1795441200000";
  const MailWords words = render(mail);
  EXPECT_EQ(words.subject, "Ana invites you to Studio Nord");
  EXPECT_EQ(words.text,
            "An invitation to Studio Nord\n\n"
            "Ana has invited you to work together at Studio Nord.\n\n"
            "The invitation is for the room Kick-off.\n\n"
            "Ana writes:\n\n> See you\n> on Monday\n\n"
            "Open the invitation:\nhttps://s.example/j#k_1\n\n"
            "The link works until 23 November 2026, 13:40 UTC.\n\n"
            "-- \nYou get this mail because somebody at Studio Nord entered your address. If that "
            "was a mistake, there is nothing to do.\n");
  mail.language = "de";
  EXPECT_TRUE(has(render(mail).text, "Der Link gilt bis 23. November 2026, 13:40 UTC."));
  for (const char* bad : {"", "soon", "-5", "99999999999999999", "1795441200000x"}) {
    mail.values["expires_at"] = bad;
    EXPECT_FALSE(has(render(mail).text, "Der Link gilt bis")) << bad;
  }
}

TEST(MailWords, MAIL30_WithAGreetingAndWithout) {
  core::Mail mail = mail_of("reset", "de");
  EXPECT_TRUE(has(render(mail).text, "\n\nJemand, wahrscheinlich du,"));
  mail.values["name"] = "Ann";
  EXPECT_TRUE(has(render(mail).text, "\n\nHallo Ann,\n\njemand, wahrscheinlich du,"));
}

TEST(MailWords, MAIL31_ValuesAreTextAndNothingElse) {
  core::Mail mail = mail_of("invite");
  mail.values["inviter"] = "<script>alert('x')</script> & \"Co\"\r\nBcc: eve@example.org";
  mail.values["workspace"] =
      "a\xE2\x80\xAE"
      "b\xE2\x81\xA6"
      "c {link} {inviter}";
  mail.values["note"] = "<img src=x onerror=y>\n</blockquote>";
  mail.values["link"] = "https://s.example/j?a=1&b='#k_1";
  EXPECT_FALSE(check(mail));
  mail.values["link"] = "https://s.example/j?a=1&b=2#k_1";
  ASSERT_TRUE(check(mail));
  const MailWords words = render(mail);
  for (const char* raw : {"<script", "<img", "\"Co\"", "alert('", "\xE2\x80\xAE", "\xE2\x81\xA6"}) {
    EXPECT_FALSE(has(words.html, raw)) << raw;
  }
  EXPECT_TRUE(has(words.html, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;Co"));
  EXPECT_TRUE(has(words.html, "href=\"https://s.example/j?a=1&amp;b=2#k_1\""));
  EXPECT_EQ(words.subject.find_first_of("\r\n"), std::string::npos);
  EXPECT_TRUE(has(words.subject, "abc {link} {inviter}"));  // a value is not filled in again
}

TEST(MailWords, MAIL31_LongValuesAreCutBetweenCharacters) {
  core::Mail mail = mail_of("invite");
  mail.values["inviter"].clear();
  for (int i = 0; i < 200; ++i) mail.values["inviter"] += "ü";
  mail.values["inviter"].insert(0, "x");
  const std::string subject = render(mail).subject;
  EXPECT_TRUE(has(subject, "ü invites you"));
  EXPECT_LT(subject.size(), 260U);
}

TEST(MailWords, MAIL31_OnlyWholeWebAddressesAreLinks) {
  for (const char* bad : {"", "javascript:alert(1)", "/join/1", "//x.y", "https://a b", "ftp://x",
                          "https://x\"y", "https://x<y", "https://x\ny", "HTTPS://x"}) {
    core::Mail mail = mail_of("invite");
    mail.values["link"] = bad;
    EXPECT_FALSE(check(mail)) << bad;
  }
}

TEST(MailWords, MAIL32_WhatATemplateNeeds) {
  EXPECT_FALSE(check(mail_of("nothing")));
  for (const char* name : {"inviter", "workspace", "link"}) {
    core::Mail mail = mail_of("invite");
    EXPECT_TRUE(check(mail));
    mail.values[name].clear();
    EXPECT_FALSE(check(mail)) << name;
    mail.values.erase(name);
    EXPECT_FALSE(check(mail)) << name;
  }
  core::Mail mail = mail_of("invite");
  mail.values["note"] = std::string(100'000, 'a');
  EXPECT_FALSE(check(mail));
  mail.values["note"] = "\xFF";
  EXPECT_FALSE(check(mail));
}

TEST(MailWords, MAIL30_HtmlStandsWithoutImagesAndInTheDark) {
  core::Mail mail = mail_of("reset");
  mail.values["name"] = "Ann";
  const std::string html = render(mail).html;
  EXPECT_FALSE(has(html, "<img"));
  EXPECT_FALSE(has(html, "url("));
  EXPECT_TRUE(has(html, "prefers-color-scheme: dark"));
  EXPECT_TRUE(has(html, "name=\"color-scheme\" content=\"light dark\""));
  EXPECT_TRUE(has(html, "Hello Ann,"));
}

}  // namespace
}  // namespace atelier::feature::mail
