#include "app/oidc_setup.h"

#include "adapter/filesystem/temporary_folder.h"
#include "gtest/gtest.h"

#include <fstream>

namespace atelier::app {
namespace {

TEST(OidcSetup, AUTH90_SettingsThatCannotWorkAreSaidAtTheStart) {
  Config config;
  EXPECT_FALSE(oidc_settings_of(config, "s")->has_value());
  config.oidc_issuer = "http://id.example.org";
  config.oidc_client_id = "atelier";
  EXPECT_FALSE(oidc_settings_of(config, "s"));  // not encrypted
  config.oidc_issuer = "https://id.example.org/realm";
  const auto made = oidc_settings_of(config, "s");
  ASSERT_TRUE(made);
  EXPECT_EQ((*made)->name, "id.example.org");
  EXPECT_EQ((*made)->scopes, "openid email profile");
  config.oidc_scopes = "email";
  EXPECT_FALSE(oidc_settings_of(config, "s"));
  config.oidc_scopes = "openid";
  config.oidc_client_id.clear();
  EXPECT_FALSE(oidc_settings_of(config, "s"));
}

TEST(OidcSetup, AUTH90_TheSecretMayStandInAFile) {
  const adapter::TemporaryFolder folder;
  Config config;
  config.oidc_issuer = "https://id.example.org";
  config.oidc_client_id = "atelier";
  config.oidc_name = "Studio ID";
  config.oidc_allow = {"Studio.Example"};
  config.oidc_client_secret_file = folder.path() / "secret";
  EXPECT_FALSE(oidc_settings_of(config, "s"));
  std::ofstream(config.oidc_client_secret_file) << "hidden\n";
  const auto made = oidc_settings_of(config, "s");
  ASSERT_TRUE(made);
  EXPECT_EQ((*made)->client_secret, "hidden");
  EXPECT_EQ((*made)->name, "Studio ID");
  EXPECT_EQ((*made)->allow, std::vector<std::string>{"studio.example"});
  config.oidc_client_secret = "both";
  EXPECT_FALSE(oidc_settings_of(config, "s"));
}

}  // namespace
}  // namespace atelier::app
