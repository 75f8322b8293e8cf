// Which peers may say for whom they speak (X-Forwarded-For, X-Forwarded-Proto), and what they said.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "port/http.h"

namespace atelier::net {

/// An IPv6 address; IPv4 as ::ffff:a.b.c.d.
using AddressBytes = std::array<std::uint8_t, 16>;
std::optional<AddressBytes> parse_address(std::string_view text);
/// IPv4 in dotted form also when mapped.
std::string address_text(const AddressBytes& address);

class TrustedProxies {
 public:
  /// Entries are addresses or CIDR blocks, e.g. "10.0.0.0/8".
  static Result<TrustedProxies> parse(const std::vector<std::string>& entries);

  bool contains(std::string_view address) const;

  /// Sets remote_address and secure of a request that came from `peer`: what the headers say if the
  /// peer is trusted, else what the socket says. Of a chain the last address counts that is not a
  /// trusted proxy itself: all before it may be invented.
  void identify(std::string_view peer, bool is_tls, port::HttpRequest& request) const;

 private:
  struct Block {
    AddressBytes address;
    int bits;
  };
  std::vector<Block> blocks_;
};

}  // namespace atelier::net
