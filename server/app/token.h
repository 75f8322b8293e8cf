// `atelier token`: a JWT that a server on the same data folder accepts, running or not.
#pragma once

#include <string>

#include "base/result.h"
#include "base/time.h"

namespace atelier::app {

struct TokenOptions {
  std::string data = "data";
  std::string key_file;  // empty: where a server looks without the setting
  std::string user;
  std::string name;
  std::string room;             // empty: no claim
  std::string role = "editor";  // with a room
  std::string ttl = "1h";
};

/// The token's text. Makes the data folder and its first signing key if need be.
Result<std::string> make_token(const TokenOptions& options);

/// "90s", "15m", "1h", "7d" or milliseconds as "1500ms".
Result<DurationMs> parse_duration(const std::string& text);

}  // namespace atelier::app
