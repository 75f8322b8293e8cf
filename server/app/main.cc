// The `atelier` command: subcommands and their flags; everything they do is elsewhere.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <map>
#include <string>

#include "app/config.h"
#include "app/conformance.h"
#include "app/demo.h"
#include "app/encrypt.h"
#include "app/erase.h"
#include "app/serve.h"
#include "app/stored_secrets.h"
#include "app/token.h"

namespace atelier::app {
namespace {

int fail(const Error& error) {
  std::fprintf(stderr, "atelier: %s\n", error.message.c_str());
  return 1;
}

// "--public-url" sets "public_url": flags, variables and the file share one table.
struct ServeFlags {
  std::string file;
  std::map<std::string, std::string> given;

  void add_to(CLI::App& command) {
    command.add_option("--config", file, "TOML file with settings");
    for (const SettingHelp& setting : settings()) {
      std::string flag = "--" + setting.name;
      for (char& c : flag) c = c == '_' ? '-' : c;
      command.add_option_function<std::string>(
          flag, [this, name = setting.name](const std::string& value) { given[name] = value; },
          setting.help);
    }
  }
};

int serve_command(const ServeFlags& flags) {
  const auto config = load_config(flags.file, environment_overrides(), flags.given);
  if (!config) return fail(config.error());
  const auto served = serve(*config);
  return served ? 0 : fail(served.error());
}

/// Where the key is, as a server would know it.
std::string key_file_of(const std::string& given) {
  const Overrides variables = environment_overrides();
  const auto found = variables.find("key_file");
  return given.empty() && found != variables.end() ? found->second : given;
}

int token_command(TokenOptions options) {
  options.key_file = key_file_of(options.key_file);
  const auto token = make_token(options);
  if (!token) return fail(token.error());
  std::printf("%s\n", token->c_str());
  return 0;
}

int tell(const Result<std::string>& done) {
  if (!done) return fail(done.error());
  std::printf("%s\n", done->c_str());
  return 0;
}

int secret_command(SecretOptions options) {
  options.key_file = key_file_of(options.key_file);
  std::string line;
  std::getline(std::cin, line);
  return tell(store_secret(options, line));
}

int rekey_command(SecretOptions options) {
  options.key_file = key_file_of(options.key_file);
  return tell(rekey(options));
}

int encrypt_command(EncryptOptions options) {
  options.key_file = key_file_of(options.key_file);
  return tell(encrypt(options));
}

template <class Options>
void add_secret_options(CLI::App& command, Options& options) {
  command.add_option("--data", options.data, "the data folder")->required();
  command.add_option("--key-file", options.key_file, "file with the key of its secrets");
}

struct EraseFlags {
  std::string file;
  std::map<std::string, std::string> given;
  EraseOptions options;

  void add_to(CLI::App& command) {
    command.add_option("--config", file, "TOML file with settings");
    command.add_option_function<std::string>(
        "--data", [this](const std::string& value) { given["data"] = value; },
        "the data folder, whose server is not running");
    command.add_option_function<std::string>(
        "--key-file", [this](const std::string& value) { given["key_file"] = value; },
        "file with the key of its secrets");
    command.add_option("--person", options.person, "id or e-mail address of the person")
        ->required();
  }
};

int erase_command(const EraseFlags& flags) {
  const auto config = load_config(flags.file, environment_overrides(), flags.given);
  if (!config) return fail(config.error());
  const auto erased = erase(*config, flags.options);
  if (!erased) return fail(erased.error());
  std::printf("%s\n", erased->c_str());
  return 0;
}

int conformance_command(const ConformanceOptions& options) {
  const auto served = run_conformance(options);
  return served ? 0 : fail(served.error());
}

int demo_command(const DemoOptions& options) {
  const auto made = make_demo(options);
  if (!made) return fail(made.error());
  std::fputs(made->c_str(), stdout);
  return 0;
}

void add_demo_options(CLI::App& command, DemoOptions& options) {
  command.add_option("--data", options.data, "the data folder to fill, which must be empty");
  command.add_option("--content", options.content, "folder with project.json and documents");
  command.add_option("--now", options.now, "ms since the epoch at which the story ends");
  command.add_flag("--json", options.json, "print JSON");
}

void add_token_options(CLI::App& command, TokenOptions& options) {
  command.add_option("--data", options.data, "the data folder of the server")->required();
  command.add_option("--key-file", options.key_file, "file with the key of its secrets");
  command.add_option("--user", options.user, "id of the principal")->required();
  command.add_option("--name", options.name, "name that others see")->required();
  command.add_option("--room", options.room, "room that the token opens");
  command.add_option("--role", options.role, "viewer, commenter, editor or owner");
  command.add_option("--ttl", options.ttl, "how long it is good, as 15m, 1h or 7d");
}

int run(int argc, char** argv) {
  CLI::App app("Atelier: a self-hosted place where teams work with their clients live.");
  app.require_subcommand(1);
  ServeFlags flags;
  TokenOptions token;
  DemoOptions demo;
  ConformanceOptions conformance;
  CLI::App* serving = app.add_subcommand("serve", "run the server");
  flags.add_to(*serving);
  CLI::App* making = app.add_subcommand("token", "print a JWT for a user of this server");
  add_token_options(*making, token);
  CLI::App* telling = app.add_subcommand("demo", "fill an empty data folder with a sample project");
  add_demo_options(*telling, demo);
  EraseFlags erasing;
  CLI::App* forgetting = app.add_subcommand("erase", "erase one person's data from a data folder");
  erasing.add_to(*forgetting);
  SecretOptions secret;
  CLI::App* keeping = app.add_subcommand("secret", "keep a password of another server, sealed");
  add_secret_options(*keeping, secret);
  keeping->add_option("--name", secret.name, "mail_password or oidc_client_secret")->required();
  CLI::App* changing = app.add_subcommand("rekey", "seal the secrets of a folder under a new key");
  add_secret_options(*changing, secret);
  EncryptOptions sealing;
  CLI::App* encrypting = app.add_subcommand("encrypt", "seal what people wrote in a data folder");
  add_secret_options(*encrypting, sealing);
  encrypting->add_flag("--off", sealing.off, "open it again");
  CLI::App* echoing = app.add_subcommand("conformance", "the echo app of protocol test suites");
  echoing->add_option("--listen", conformance.listen, "HOST:PORT");
  echoing->add_option("--ping-interval", conformance.ping_interval_ms, "ms");
  echoing->add_option("--ping-timeout", conformance.ping_timeout_ms, "ms");
  echoing->add_flag("--msgpack", conformance.msgpack, "as socket.io-msgpack-parser");
  CLI11_PARSE(app, argc, argv);
  if (serving->parsed()) return serve_command(flags);
  if (forgetting->parsed()) return erase_command(erasing);
  if (keeping->parsed()) return secret_command(secret);
  if (changing->parsed()) return rekey_command(secret);
  if (encrypting->parsed()) return encrypt_command(sealing);
  if (telling->parsed()) return demo_command(demo);
  return making->parsed() ? token_command(token) : conformance_command(conformance);
}

}  // namespace
}  // namespace atelier::app

int main(int argc, char** argv) {
  return atelier::app::run(argc, argv);
}
