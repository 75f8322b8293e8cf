#include "load/options.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>

namespace atelier::bench {
namespace {

// Messages in flight are followed in a ring of 64 (fanout.h); sequence numbers take 12 bytes.
constexpr std::size_t kMaxInFlight = 64;
constexpr std::size_t kMinPayload = 12;
constexpr std::size_t kMaxPayload = 16'000;
constexpr std::size_t kMaxConnections = 18'000;

std::size_t whole(const std::string& text, std::size_t low, std::size_t high) {
  char* end = nullptr;
  const unsigned long long value = std::strtoull(text.c_str(), &end, 10);
  if (end == text.c_str() || *end != '\0' || value < low || value > high) {
    give_up("'" + text + "' is no whole number from " + std::to_string(low) + " to " +
            std::to_string(high));
  }
  return static_cast<std::size_t>(value);
}

double seconds(const std::string& text) {
  return static_cast<double>(whole(text, 0, 60'000)) / 1000;
}

std::vector<std::size_t> whole_list(const std::string& text) {
  std::vector<std::size_t> list;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    list.push_back(whole(text.substr(at, end - at), 1, kMaxInFlight));
    at = end + 1;
  }
  return list;
}

void read_tokens(Options& options) {
  std::ifstream file(options.tokens_file);
  if (!file) give_up("cannot read " + options.tokens_file);
  for (std::string line; std::getline(file, line);) options.tokens.push_back(line);
  if (options.tokens.empty()) give_up(options.tokens_file + " is empty");
}

}  // namespace

void give_up(const std::string& why) {
  std::fprintf(stderr, "bench_load: %s\n", why.c_str());
  std::exit(1);
}

Options read_options(int argc, char** argv) {
  Options options;
  using Take = std::function<void(const std::string&)>;
  const std::map<std::string, Take> flags{
      {"--mode", [&](const std::string& v) { options.mode = v; }},
      {"--protocol", [&](const std::string& v) { options.protocol = v; }},
      {"--port",
       [&](const std::string& v) { options.port = static_cast<int>(whole(v, 1, 65535)); }},
      {"--pid",
       [&](const std::string& v) { options.server_pid = static_cast<int>(whole(v, 2, 1 << 30)); }},
      {"--tokens", [&](const std::string& v) { options.tokens_file = v; }},
      {"--connections",
       [&](const std::string& v) { options.connections = whole(v, 1, kMaxConnections); }},
      {"--warm", [&](const std::string& v) { options.warm = whole(v, 1, 1000); }},
      {"--bytes",
       [&](const std::string& v) { options.payload_bytes = whole(v, kMinPayload, kMaxPayload); }},
      {"--window-ms", [&](const std::string& v) { options.window_s = seconds(v); }},
      {"--warmup-ms", [&](const std::string& v) { options.warmup_s = seconds(v); }},
      {"--in-flight", [&](const std::string& v) { options.in_flight = whole_list(v); }},
  };
  for (int at = 1; at < argc; at += 2) {
    const auto flag = flags.find(argv[at]);
    if (flag == flags.end()) give_up(std::string("there is no flag ") + argv[at]);
    if (at + 1 == argc) give_up(std::string(argv[at]) + " needs a value");
    flag->second(argv[at + 1]);
  }
  if (options.mode != "fanout" && options.mode != "idle") give_up("--mode is fanout or idle");
  if (options.protocol != "socketio" && options.protocol != "raw") {
    give_up("--protocol is socketio or raw");
  }
  if (options.port == 0 || options.server_pid == 0) give_up("--port and --pid are needed");
  if (!options.tokens_file.empty()) read_tokens(options);
  return options;
}

}  // namespace atelier::bench
