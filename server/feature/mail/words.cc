#include "feature/mail/words.h"

#include <array>

namespace atelier::feature::mail {
namespace {

using Text = std::string_view;

constexpr std::array<Text, 3> kInviteNeeds{"inviter", "workspace", "link"};
constexpr std::array<Text, 2> kLinkNeeds{"workspace", "link"};
constexpr std::array<Text, 2> kMovedNeeds{"workspace", "email"};
constexpr std::array<Text, 1> kTestNeeds{"workspace"};
constexpr std::array<Text, 5> kSummaryNeeds{"inviter", "workspace", "room", "meeting", "link"};

constexpr std::array<Text, 2> kInviteEn{
    "{inviter} has invited you to work together at {workspace}.",
    "The invitation is for the room {room}."};
constexpr std::array<Text, 2> kInviteDe{
    "{inviter} hat dich eingeladen, bei {workspace} mitzuarbeiten.",
    "Die Einladung gilt für den Raum {room}."};
constexpr std::array<Text, 2> kVerifyEn{
    "Hello {name},",
    "Confirm that this address is yours, and your account at {workspace} is ready."};
constexpr std::array<Text, 2> kVerifyDe{
    "Hallo {name},",
    "bestätige, dass diese Adresse dir gehört, dann ist dein Konto bei {workspace} fertig."};
constexpr std::array<Text, 2> kResetEn{
    "Hello {name},",
    "Somebody, most likely you, asked for a new password for your account at {workspace}."};
constexpr std::array<Text, 2> kResetDe{
    "Hallo {name},",
    "jemand, wahrscheinlich du, möchte ein neues Passwort für dein Konto bei {workspace} setzen."};
constexpr std::array<Text, 3> kMovedEn{
    "Hello {name},", "The address of your account at {workspace} is {email} from now on.",
    "If that was not you, write to whoever runs {workspace}."};
constexpr std::array<Text, 3> kMovedDe{
    "Hallo {name},", "die Adresse deines Kontos bei {workspace} ist von jetzt an {email}.",
    "Warst du das nicht, schreibe denen, die {workspace} betreiben."};
constexpr std::array<Text, 1> kTestEn{
    "This mail shows that the server of {workspace} can send mail. There is nothing to do."};
constexpr std::array<Text, 1> kTestDe{
    "Diese Mail zeigt, dass der Server von {workspace} Mails senden kann. Es ist nichts zu tun."};

constexpr std::array<Text, 2> kSummaryEn{
    "{inviter} sends you what came of {meeting}: what was decided, what is open, and who was "
    "there.",
    "It stands in the room {room} at {workspace}. Opening it takes no account."};
constexpr std::array<Text, 2> kSummaryDe{
    "{inviter} schickt dir, was bei {meeting} herauskam: was entschieden wurde, was offen ist und "
    "wer da war.",
    "Es steht im Raum {room} bei {workspace}. Zum Öffnen brauchst du kein Konto."};

constexpr std::array<Text, 4> kKnockNeeds{"name", "workspace", "room", "link"};
constexpr std::array<Text, 2> kKnockEn{
    "{name} stands at the door of the room {room} at {workspace}, and nobody is there who can "
    "open.",
    "Open the room to let them in, or not."};
constexpr std::array<Text, 2> kKnockDe{
    "{name} steht vor der Tür des Raums {room} bei {workspace}, und niemand ist da, der öffnen "
    "kann.",
    "Öffne den Raum, um hereinzulassen oder nicht."};

constexpr Words kInviteEnglish{
    "{inviter} invites you to {workspace}", "An invitation to {workspace}", kInviteEn,
    "Open the invitation",
    "You get this mail because somebody at {workspace} entered your address. If that was a "
    "mistake, there is nothing to do."};
constexpr Words kInviteGerman{
    "{inviter} lädt dich zu {workspace} ein", "Eine Einladung zu {workspace}", kInviteDe,
    "Einladung öffnen",
    "Du bekommst diese Mail, weil jemand bei {workspace} deine Adresse eingegeben hat. War das ein "
    "Versehen, ist nichts zu tun."};
constexpr Words kVerifyEnglish{
    "Confirm your address for {workspace}", "Confirm your address", kVerifyEn, "Confirm address",
    "If you did not make an account at {workspace}, there is nothing to do."};
constexpr Words kVerifyGerman{"Bestätige deine Adresse für {workspace}", "Bestätige deine Adresse",
                              kVerifyDe, "Adresse bestätigen",
                              "Hast du kein Konto bei {workspace} angelegt, ist nichts zu tun."};
constexpr Words kResetEnglish{
    "A new password for {workspace}", "A new password", kResetEn, "Set a new password",
    "If that was not you, there is nothing to do: your password stays as it is."};
constexpr Words kResetGerman{
    "Ein neues Passwort für {workspace}", "Ein neues Passwort", kResetDe, "Neues Passwort setzen",
    "Warst du das nicht, ist nichts zu tun: Dein Passwort bleibt, wie es ist."};
constexpr Words kMovedEnglish{"Your address at {workspace} has changed", "Your address has changed",
                              kMovedEn, "",
                              "You get this mail because this address was that of the account."};
constexpr Words kMovedGerman{"Deine Adresse bei {workspace} hat sich geändert",
                             "Deine Adresse hat sich geändert", kMovedDe, "",
                             "Du bekommst diese Mail, weil dies die Adresse des Kontos war."};
constexpr Words kTestEnglish{"Test mail from {workspace}", "Mail works", kTestEn, "",
                             "An owner of {workspace} asked for this mail."};
constexpr Words kTestGerman{"Testmail von {workspace}", "Mail funktioniert", kTestDe, "",
                            "Diese Mail hat jemand angefordert, dem {workspace} gehört."};

constexpr Words kSummaryEnglish{
    "Summary: {meeting}", "Summary of {meeting}", kSummaryEn, "Open the summary",
    "You get this mail because somebody at {workspace} entered your address or you belong to the "
    "room. There is nothing else to do."};
constexpr Words kSummaryGerman{
    "Zusammenfassung: {meeting}", "Zusammenfassung von {meeting}", kSummaryDe,
    "Zusammenfassung öffnen",
    "Du bekommst diese Mail, weil jemand bei {workspace} deine Adresse eingegeben hat oder du zum "
    "Raum gehörst. Sonst ist nichts zu tun."};

constexpr Words kKnockEnglish{
    "{name} waits at the door of {room}", "Somebody knocks", kKnockEn, "Open the room",
    "You get this mail because the room is yours and newcomers knock there. It comes at most every "
    "ten minutes."};
constexpr Words kKnockGerman{
    "{name} wartet vor der Tür von {room}", "Jemand klopft an", kKnockDe, "Raum öffnen",
    "Du bekommst diese Mail, weil der Raum dir gehört und Neue dort anklopfen. Sie kommt höchstens "
    "alle zehn Minuten."};

constexpr std::array<Template, 7> kTemplates{{
    {"invite", kInviteNeeds, kInviteEnglish, kInviteGerman},
    {"verify", kLinkNeeds, kVerifyEnglish, kVerifyGerman},
    {"reset", kLinkNeeds, kResetEnglish, kResetGerman},
    {"moved", kMovedNeeds, kMovedEnglish, kMovedGerman},
    {"meeting_summary", kSummaryNeeds, kSummaryEnglish, kSummaryGerman},
    {"knock", kKnockNeeds, kKnockEnglish, kKnockGerman},
    {"test", kTestNeeds, kTestEnglish, kTestGerman},
}};

std::string_view choose(Language language, std::string_view english, std::string_view german) {
  switch (language) {
    case Language::kEnglish:
      return english;
    case Language::kGerman:
      return german;
  }
  return english;
}

}  // namespace

Language language_of(std::string_view tag) {
  const bool german = tag.starts_with("de") && (tag.size() == 2 || tag[2] == '-');
  return german ? Language::kGerman : Language::kEnglish;
}

const Template* find_template(std::string_view name) {
  for (const Template& each : kTemplates) {
    if (each.name == name) return &each;
  }
  return nullptr;
}

std::string_view expiry_of(Language language) {
  return choose(language, "The link works until {expires_at}.", "Der Link gilt bis {expires_at}.");
}

std::string_view note_of(Language language) {
  return choose(language, "{inviter} writes:", "{inviter} schreibt:");
}

std::string_view address_of(Language language) {
  return choose(language, "If the button does not work, open this address:",
                "Wenn der Knopf nicht geht, öffne diese Adresse:");
}

}  // namespace atelier::feature::mail
