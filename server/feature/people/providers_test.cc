// Accounts that a provider of sign-ins knows.
#include <gtest/gtest.h>

#include "feature/people/people_limits.h"
#include "feature/people/people_rig_test_support.h"

namespace atelier::feature::people {
namespace {

const core::Principal kBob{"u-bob", "Bob"};
constexpr const char* kIssuer = "https://id.example";

class Providers : public PeopleTest {
 protected:
  Providers() {
    must("setup.open", {{"hash", "h1"}});
    must("account.create", {{"name", "Ann"},
                            {"email", "ann@example.org"},
                            {"password", "phc"},
                            {"role", "owner"},
                            {"setup", "h1"}});
  }
  void make_bob() {
    must("account.create",
         {{"name", "Bob"},
          {"email", "bob@example.org"},
          {"verified", true},
          {"provider", {{"issuer", kIssuer}, {"subject", "bob"}}}},
         kBob);
  }
  std::string found(const std::string& subject) {
    const json::object answer = must("provider.find", {{"issuer", kIssuer}, {"subject", subject}});
    return answer.empty() ? "" : text_of(answer.at("account").as_object(), "id");
  }
  static json::object link(const std::string& account, const std::string& subject) {
    return {{"account", account}, {"issuer", kIssuer}, {"subject", subject}};
  }
};

TEST_F(Providers, AUTH95_LinksOutliveARestart) {
  make_bob();
  must("provider.link", link("u-ann", "ann"));
  EXPECT_EQ(found("bob"), "u-bob");
  rig.restart();
  EXPECT_EQ(found("bob"), "u-bob");
  EXPECT_EQ(found("ann"), "u-ann");
  EXPECT_EQ(found("eve"), "");
  EXPECT_TRUE(must("provider.find", {{"issuer", "https://other"}, {"subject", "bob"}}).empty());
  must("provider.unlink", {{"account", "u-ann"}, {"issuer", kIssuer}});
  rig.restart();
  EXPECT_EQ(found("ann"), "");
}

TEST_F(Providers, AUTH96_OneSubjectOneAccount) {
  make_bob();
  EXPECT_EQ(refused("provider.link", link("u-ann", "bob")), Errc::kConflict);
  EXPECT_EQ(refused("provider.link", link("u-bob", "second")), Errc::kConflict);
  must("provider.link", link("u-bob", "bob"));  // again: nothing changes
  EXPECT_EQ(refused("provider.link", link("u-gone", "x")), Errc::kNotFound);
  EXPECT_EQ(refused("provider.link", link("u-ann", "a\nb")), Errc::kInvalid);
  EXPECT_EQ(refused("account.create",
                    {{"name", "Eve"},
                     {"email", "eve@example.org"},
                     {"provider", {{"issuer", kIssuer}, {"subject", "bob"}}}},
                    {"u-eve", "Eve"}),
            Errc::kConflict);
}

TEST_F(Providers, AUTH96_ByTheAddressOnlyWhereItIsVerified) {
  json::object wish = link("u-ann", "ann");
  wish["email"] = "ann@example.org";
  EXPECT_EQ(refused("provider.link", wish), Errc::kForbidden);  // Ann never verified it
  must("account.create", {{"name", "Bob"}, {"email", "bob@example.org"}, {"verified", true}}, kBob);
  wish = link("u-bob", "bob");
  wish["email"] = "ann@example.org";
  EXPECT_EQ(refused("provider.link", wish), Errc::kForbidden);
  wish["email"] = "bob@example.org";
  must("provider.link", wish);
}

TEST_F(Providers, AUTH97_TheOnlyWayInStays) {
  make_bob();
  EXPECT_EQ(refused("provider.unlink", {{"account", "u-bob"}, {"issuer", kIssuer}}),
            Errc::kConflict);
  EXPECT_EQ(refused("provider.unlink", {{"account", "u-ann"}, {"issuer", kIssuer}}),
            Errc::kNotFound);
  must("password.change", {{"account", "u-bob"}, {"password", "phc"}});
  must("provider.unlink", {{"account", "u-bob"}, {"issuer", kIssuer}});
  EXPECT_EQ(found("bob"), "");
}

TEST_F(Providers, AUTH98_AFirstPasswordNeedsAFreshLogin) {
  make_bob();
  const json::object wish{
      {"account", "u-bob"}, {"password", "phc"}, {"keep", "l-1"}, {"first", true}};
  EXPECT_EQ(refused("password.change", wish), Errc::kForbidden);
  must("login.start", {{"account", "u-bob"}, {"login", "l-1"}, {"hash", "h"}});
  rig.world().advance(kFreshLoginMs + 1);
  EXPECT_EQ(refused("password.change", wish), Errc::kForbidden);
  must("login.start", {{"account", "u-bob"}, {"login", "l-2"}, {"hash", "h2"}});
  json::object fresh = wish;
  fresh["keep"] = "l-2";
  must("password.change", fresh);
  EXPECT_EQ(refused("password.change", fresh), Errc::kForbidden);  // it has one now
}

}  // namespace
}  // namespace atelier::feature::people
