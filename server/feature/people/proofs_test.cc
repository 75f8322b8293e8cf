#include <gtest/gtest.h>

#include "feature/people/people.h"
#include "feature/people/people_limits.h"
#include "feature/people/people_rig_test_support.h"

namespace atelier::feature::people {
namespace {

const core::Principal kAnn{"u-ann", "Ann"};

class Proofs : public PeopleTest {
 protected:
  Proofs() {
    must("setup.open", {{"hash", "h1"}});
    must("account.create", {{"name", "Ann"},
                            {"email", "ann@example.org"},
                            {"password", "old"},
                            {"role", "owner"},
                            {"setup", "h1"}});
    must("account.create", {{"name", "Bob"}, {"email", "bob@example.org"}}, {"u-bob", "Bob"});
  }
  /// The hash of the secret in the mail that an answer names.
  std::string hash_in_mail(const json::object& answer) {
    if (!answer.contains("mail")) return "(no mail)";
    const json::object wish = mail(std::string(answer.at("mail").as_string()));
    to = wish.at("to").as_string();
    const std::string link(wish.at("values").at("link").as_string());
    return hash_of(rig.crypto, link.substr(link.find('#') + 1));
  }
  json::object account() {
    return must("account.credentials", {{"account", "u-ann"}}).at("account").as_object();
  }

  std::string to;
};

TEST_F(Proofs, AUTH69_AMailedSecretSetsAPasswordOnceAndEndsAllLogins) {
  must("login.start", {{"account", "u-ann"}, {"login", "one"}, {"hash", "h"}});
  const std::string hash = hash_in_mail(must("password.forgot", {{"email", "ANN@example.org"}}));
  EXPECT_EQ(to, "ann@example.org");
  rig.restart();
  must("proof.check", {{"hash", hash}, {"kind", "reset"}});
  EXPECT_EQ(refused("proof.check", {{"hash", hash}, {"kind", "verify"}}), Errc::kNotFound);
  must("password.reset", {{"hash", hash}, {"password", "new"}});
  EXPECT_EQ(must("account.credentials", {{"account", "u-ann"}}).at("password").as_string(), "new");
  EXPECT_EQ(refused("login.check", {{"login", "one"}}), Errc::kUnauthenticated);
  EXPECT_TRUE(account().at("verified").as_bool());
  EXPECT_EQ(refused("password.reset", {{"hash", hash}, {"password", "x"}}), Errc::kNotFound);
  EXPECT_EQ(refused("password.reset", {{"hash", "wrong"}, {"password", "x"}}), Errc::kNotFound);
}

TEST_F(Proofs, AUTH69_AnHourTheNewestThreeAndVoidWithANewPassword) {
  std::vector<std::string> hashes;
  for (int i = 0; i < 4; ++i) {
    rig.world().clock().advance(1000);
    hashes.push_back(hash_in_mail(must("password.forgot", {{"email", "ann@example.org"}})));
  }
  EXPECT_EQ(refused("proof.check", {{"hash", hashes[0]}, {"kind", "reset"}}), Errc::kNotFound);
  must("proof.check", {{"hash", hashes[1]}, {"kind", "reset"}});
  must("password.change", {{"account", "u-ann"}, {"password", "own"}, {"keep", ""}});
  EXPECT_EQ(refused("proof.check", {{"hash", hashes[3]}, {"kind", "reset"}}), Errc::kNotFound);
  const std::string late = hash_in_mail(must("password.forgot", {{"email", "ann@example.org"}}));
  rig.world().clock().advance(kResetMs);
  EXPECT_EQ(refused("password.reset", {{"hash", late}, {"password", "x"}}), Errc::kNotFound);
}

TEST_F(Proofs, AUTH69_NobodysAddressIsAnsweredWithoutAnEvent) {
  EXPECT_FALSE(must("password.forgot", {{"email", "nobody@example.org"}}).contains("mail"));
  const json::object log = must("workspace.activity", {{"kind", "proof."}});
  EXPECT_TRUE(log.at("events").as_array().empty());
}

TEST_F(Proofs, AUTH68_AnAddressCountsWhenItIsVerified) {
  EXPECT_FALSE(account().at("verified").as_bool());
  const json::object same{{"account", "u-ann"}, {"email", "ann@example.org"}};
  must("email.confirm", {{"hash", hash_in_mail(must("email.ask", same))}});
  EXPECT_TRUE(account().at("verified").as_bool());
  const std::string hash =
      hash_in_mail(must("email.ask", {{"account", "u-ann"}, {"email", "Anna@example.org"}}));
  EXPECT_EQ(to, "anna@example.org");
  EXPECT_EQ(account().at("email").as_string(), "ann@example.org");
  const json::object confirmed = must("email.confirm", {{"hash", hash}});
  EXPECT_EQ(confirmed.at("email").as_string(), "anna@example.org");
  const json::object told = mail(std::string(confirmed.at("mail").as_string()));
  EXPECT_EQ(told.at("to").as_string(), "ann@example.org");
  EXPECT_EQ(told.at("values").at("email").as_string(), "anna@example.org");
  EXPECT_EQ(refused("email.confirm", {{"hash", hash}}), Errc::kNotFound);
  rig.restart();
  EXPECT_EQ(account().at("email").as_string(), "anna@example.org");
  EXPECT_TRUE(must("account.credentials", {{"email", "ann@example.org"}}).empty());
}

TEST_F(Proofs, AUTH68_AddressesOfOthersGetNoMailAndNobodyLearnsIt) {
  const json::object asked =
      must("email.ask", {{"account", "u-ann"}, {"email", "bob@example.org"}});
  EXPECT_FALSE(asked.contains("mail"));
  const std::string hash =
      hash_in_mail(must("email.ask", {{"account", "u-ann"}, {"email", "zoe@example.org"}}));
  must("account.create", {{"name", "Zoe"}, {"email", "zoe@example.org"}}, {"u-zoe", "Zoe"});
  EXPECT_EQ(refused("email.confirm", {{"hash", hash}}), Errc::kNotFound);
  const std::string late =
      hash_in_mail(must("email.ask", {{"account", "u-ann"}, {"email", "new@example.org"}}));
  rig.world().clock().advance(kVerifyMs);
  EXPECT_EQ(refused("email.confirm", {{"hash", late}}), Errc::kNotFound);
}

TEST_F(Proofs, AUTH67_AskingForAnAccountSendsALinkOrOneForANewPassword) {
  const auto kind_of = [this](const std::string& email) {
    const json::object asked = must("signup.ask", {{"email", email}});
    const std::string mail(string_member(asked, "mail").value_or("none"));
    return mail.substr(0, mail.find('-'));
  };
  EXPECT_EQ(kind_of("zoe@example.org"), "invite");
  EXPECT_EQ(kind_of("Bob@example.org"), "reset");
  EXPECT_TRUE(must("invite.list", {}).at("invites").as_array().empty());
  for (std::size_t i = 1; i < kInvitesAskedFor; ++i) {
    kind_of("p" + std::to_string(i) + "@example.org");
  }
  EXPECT_EQ(kind_of("one.more@example.org"), "none");
}

TEST_F(Proofs, AUTH71_AStatusIsShownUntilItEnds) {
  const WallMs until = rig.world().clock().wall() + 1000;
  must("account.update",
       {{"account", "u-ann"}, {"status", {{"text", "On a train"}, {"until", until}}}});
  rig.restart();
  EXPECT_EQ(account().at("status").at("text").as_string(), "On a train");
  rig.world().clock().advance(1000);
  EXPECT_FALSE(account().contains("status"));
  must("account.update", {{"account", "u-ann"}, {"status", {{"text", "Here"}}}});
  EXPECT_FALSE(account().at("status").as_object().contains("until"));
  must("account.update", {{"account", "u-ann"}, {"status", nullptr}});
  EXPECT_FALSE(account().contains("status"));
  for (const json::object& bad :
       {json::object{{"status", "text"}}, json::object{{"status", {{"text", ""}}}},
        json::object{{"status", {{"text", "a\nb"}}}}, json::object{{"timezone", "<b>"}},
        json::object{{"status", {{"text", std::string(kStatusBytes + 1, 'x')}}}},
        json::object{{"language", "de; x"}}}) {
    json::object body = bad;
    body["account"] = "u-ann";
    EXPECT_EQ(refused("account.update", body), Errc::kInvalid) << json::serialize(bad);
  }
}

}  // namespace
}  // namespace atelier::feature::people
