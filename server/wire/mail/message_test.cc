#include "wire/mail/message.h"

#include <random>

#include "base/utf8.h"
#include "gtest/gtest.h"
#include "wire/mail/header_text.h"
#include "wire/mail/message_reader_test.h"
#include "wire/mail/quoted_printable.h"

namespace atelier::wire::mail {
namespace {

Message sample() {
  return {"Atelier",    "rooms@studio.example", "ann@example.org",    "Hello",
          "One\nTwo\n", "<p>One</p>\n",         "m-1@studio.example", 1'795'441'200'000};
}

std::string text_of(std::mt19937& random, std::size_t longest) {
  static const std::vector<std::string> kPieces{
      "a",           " ",     ".",  "=",    "\n",   "\r",           "\r\n",
      "\t",          "From ", "é",  "日本", "😀",    "=?",           "\r\nBcc: x@y",
      "--=_atelier", "\"",    "\\", "\x01", "\xFF", "<b>",          "\r\n.\r\n",
      ".",           "word",  "=_", "?=",   "\xC3", "https://x.y/z"};
  std::string out;
  const std::size_t count = random() % longest;
  for (std::size_t i = 0; i < count; ++i) out += kPieces[random() % kPieces.size()];
  return out;
}

void expect_well_formed(const std::string& bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto c = static_cast<unsigned char>(bytes[i]);
    ASSERT_LT(c, 0x7F);
    ASSERT_TRUE(c != '\r' || bytes.at(i + 1) == '\n');
    ASSERT_TRUE(c != '\n' || bytes.at(i - 1) == '\r');
  }
  for (const std::string& line : lines_of(bytes)) {
    EXPECT_LE(line.size(), 78U) << line;
    EXPECT_FALSE(line.starts_with('.') || line.starts_with("From ")) << line;
  }
}

TEST(MailMessage, MAIL3_TextAndHtmlAsAlternatives) {
  const auto bytes = format_message(sample());
  ASSERT_TRUE(bytes);
  expect_well_formed(*bytes);
  const ReadMessage read = read_message(*bytes);
  EXPECT_EQ(read.header("Content-Type"),
            "multipart/alternative; boundary=\"=_atelier_alternative\"");
  EXPECT_EQ(read.text, "One\nTwo\n");
  EXPECT_EQ(read.html, "<p>One</p>\n");
  EXPECT_LT(bytes->find("text/plain"), bytes->find("text/html"));
  EXPECT_TRUE(bytes->ends_with("\r\n--=_atelier_alternative--\r\n"));
}

TEST(MailMessage, MAIL4_Headers) {
  Message message = sample();
  const ReadMessage read = read_message(*format_message(message));
  EXPECT_EQ(read.header("From"), "\"Atelier\" <rooms@studio.example>");
  EXPECT_EQ(read.header("To"), "ann@example.org");
  EXPECT_EQ(read.header("Subject"), "Hello");
  EXPECT_EQ(read.header("Date"), "Mon, 23 Nov 2026 13:40:00 +0000");
  EXPECT_EQ(read.header("Message-ID"), "<m-1@studio.example>");
  EXPECT_EQ(read.header("Auto-Submitted"), "auto-generated");
  EXPECT_EQ(read.header("MIME-Version"), "1.0");
  message.from_name.clear();
  EXPECT_EQ(read_message(*format_message(message)).header("From"), "rooms@studio.example");
}

TEST(MailMessage, MAIL3_NamesAndSubjectsBeyondAscii) {
  Message message = sample();
  message.from_name = "Jörg \"J\" Müller";
  message.subject = "Einladung: 日本語のとても長い題名がここにあります、折り返しが必要です 😀😀😀😀";
  const auto bytes = format_message(message);
  ASSERT_TRUE(bytes);
  expect_well_formed(*bytes);
  const ReadMessage read = read_message(*bytes);
  EXPECT_EQ(decode_words(read.header("Subject")), message.subject);
  EXPECT_EQ(decode_words(read.header("From")), message.from_name + " <rooms@studio.example>");
  // A character that is split between two words is two broken ones to a mail program.
  const std::string subject = read.header("Subject");
  for (std::size_t at = subject.find("?B?"); at != std::string::npos;
       at = subject.find("?B?", at + 1)) {
    const std::string word = subject.substr(at + 3, subject.find("?=", at) - at - 3);
    EXPECT_TRUE(utf8::is_valid(base64::decode_lenient(word))) << word;
  }
  message.subject = "What does =?UTF-8?B?aGk=?= mean";
  EXPECT_EQ(decode_words(read_message(*format_message(message)).header("Subject")),
            message.subject);
}

TEST(MailMessage, MAIL2_NothingAddsALine) {
  Message message = sample();
  message.subject = "Hello\r\nBcc: eve@example.org\r\n\r\nbody";
  message.from_name = "Ann\r\nBcc: eve@example.org\x01";
  const ReadMessage read = read_message(*format_message(message));
  EXPECT_EQ(read.header("Bcc"), "(none)");
  EXPECT_EQ(decode_words(read.header("Subject")), "Hello  Bcc: eve@example.org    body");
  EXPECT_EQ(decode_words(read.header("From")),
            "\"Ann  Bcc: eve@example.org \" <rooms@studio.example>");
  for (std::string Message::*member : {&Message::from, &Message::to, &Message::id}) {
    Message bad = sample();
    bad.*member += "\r\nBcc: eve@example.org";
    EXPECT_FALSE(format_message(bad));
  }
}

TEST(MailMessage, MAIL3_AnyTextComesBackAsItWas) {
  std::mt19937 random(7);
  for (int round = 0; round < 500; ++round) {
    Message message = sample();
    message.from_name = text_of(random, 20);
    message.subject = text_of(random, 60);
    message.text = text_of(random, 200);
    message.html = text_of(random, 200);
    const auto bytes = format_message(message);
    ASSERT_TRUE(bytes);
    expect_well_formed(*bytes);
    const ReadMessage read = read_message(*bytes);
    EXPECT_EQ(read.headers.size(), 8U);
    EXPECT_EQ(decode_words(read.header("Subject")), one_line(message.subject, 256));
    const auto unix_lines = [](std::string text) {
      for (std::size_t at = 0; (at = text.find("\r\n", at)) != std::string::npos; ++at) {
        text.erase(at, 1);
      }
      for (char& c : text) c = c == '\r' ? '\n' : c;
      if (!text.empty() && text.back() != '\n') text += '\n';
      return text;
    };
    EXPECT_EQ(read.text, unix_lines(message.text));
    EXPECT_EQ(read.html, unix_lines(message.html));
  }
}

TEST(MailMessage, MAIL3_LongNamesAreCutBetweenCharacters) {
  std::string name;
  for (int i = 0; i < 100; ++i) name += "é";
  EXPECT_EQ(one_line(name, 31).size(), 30U);
  EXPECT_EQ(one_line("a\xFF"
                     "b",
                     10),
            "a b");
  EXPECT_EQ(quoted_printable("a \nb"), "a=20\r\nb\r\n");
}

}  // namespace
}  // namespace atelier::wire::mail
