// Reads the built web app from its folder into memory.
#pragma once

#include <string>

#include "base/result.h"
#include "gateway/http/static_site.h"

namespace atelier::port {
class Crypto;
}

namespace atelier::app {

/// Files with a hash in their name, below /assets/, never change; `.br` and `.gz` beside a file are
/// its precompressed forms. An empty folder name gives an empty site.
Result<gateway::StaticSite> read_site(const std::string& folder, const port::Crypto& crypto);

}  // namespace atelier::app
