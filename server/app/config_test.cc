#include "app/config.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "gtest/gtest.h"

namespace atelier::app {
namespace {

class ConfigFile {
 public:
  explicit ConfigFile(const std::string& text)
      : path_(std::filesystem::temp_directory_path() /
              ("atelier-config-" + std::to_string(::getpid()) + ".toml")) {
    std::ofstream(path_) << text;
  }
  ~ConfigFile() { std::filesystem::remove(path_); }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

TEST(Config, FlagsWinOverEnvironmentOverFile) {
  const ConfigFile file(
      "listen = \"a:1\"\ndata = \"file\"\nguests = \"off\"\nloops = 3\n"
      "allowed_origins = [\"https://a\", \"https://b\"]\n");
  const auto config =
      load_config(file.path(), {{"data", "env"}, {"guests", "open"}}, {{"data", "flag"}});
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->listen, "a:1");
  EXPECT_EQ(config->data, "flag");
  EXPECT_EQ(config->guests, "open");
  EXPECT_EQ(config->loops, 3U);
  EXPECT_EQ(config->allowed_origins, (std::vector<std::string>{"https://a", "https://b"}));
}

TEST(Config, UnknownKeysAndWrongValuesAreErrors) {
  EXPECT_EQ(load_config("", {}, {{"lisen", "x"}}).error().message,
            "command line: there is no setting named lisen");
  EXPECT_FALSE(load_config("", {{"guests", "maybe"}}, {}));
  EXPECT_FALSE(load_config("", {}, {{"loops", "2x"}}));
  EXPECT_FALSE(load_config(ConfigFile("a = [").path(), {}, {}));
  const ConfigFile key("[[jwt_keys]]\nkid = \"k\"\nalgorithm = \"HS256\"\n");
  EXPECT_FALSE(load_config(key.path(), {}, {}));
}

TEST(Config, ReadsKeysOfEmbedders) {
  const ConfigFile file("[[jwt_keys]]\nkid = \"k\"\nalgorithm = \"HS256\"\nsecret = \"s\"\n");
  const auto config = load_config(file.path(), {}, {});
  ASSERT_TRUE(config);
  ASSERT_EQ(config->jwt_keys.size(), 1U);
  EXPECT_EQ(config->jwt_keys[0].algorithm, "HS256");
}

TEST(Config, ATableIsAPrefix) {
  const ConfigFile file("[mail]\nurl = \"smtp://mail:587\"\nstarttls = \"off\"\n");
  const auto config = load_config(file.path(), {{"mail_user", "ann"}}, {});
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->mail_url, "smtp://mail:587");
  EXPECT_EQ(config->mail_starttls, "off");
  EXPECT_EQ(config->mail_user, "ann");
  for (const char* bad : {"[mail]\nuri = \"x\"\n", "[post]\nurl = \"x\"\n", "[mail.x]\nurl = 1\n",
                          "[mail]\nstarttls = \"maybe\"\n"}) {
    EXPECT_FALSE(load_config(ConfigFile(bad).path(), {}, {})) << bad;
  }
}

TEST(Config, HostAndPort) {
  EXPECT_EQ(parse_host_port("[::1]:80")->host, "::1");
  EXPECT_EQ(parse_host_port("127.0.0.1:0")->port, 0);
  EXPECT_FALSE(parse_host_port("127.0.0.1"));
  EXPECT_FALSE(parse_host_port(":80"));
  EXPECT_FALSE(parse_host_port("a:65536"));
}

}  // namespace
}  // namespace atelier::app
