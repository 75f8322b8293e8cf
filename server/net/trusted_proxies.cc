#include "net/trusted_proxies.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

#include "wire/http/headers.h"

namespace atelier::net {

namespace {

constexpr std::array<std::uint8_t, 12> kMappedPrefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

bool is_mapped(const AddressBytes& address) {
  return std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), address.begin());
}

bool matches(const AddressBytes& address, const AddressBytes& block, int bits) {
  for (int bit = 0; bit < bits; ++bit) {
    const int mask = 0x80 >> (bit % 8);
    const auto byte = static_cast<std::size_t>(bit / 8);
    if ((address[byte] & mask) != (block[byte] & mask)) return false;
  }
  return true;
}

}  // namespace

std::optional<AddressBytes> parse_address(std::string_view text) {
  AddressBytes address{};
  const std::string copy(text);
  if (inet_pton(AF_INET6, copy.c_str(), address.data()) == 1) return address;
  std::copy(kMappedPrefix.begin(), kMappedPrefix.end(), address.begin());
  if (inet_pton(AF_INET, copy.c_str(), address.data() + kMappedPrefix.size()) == 1) return address;
  return std::nullopt;
}

std::string address_text(const AddressBytes& address) {
  char text[INET6_ADDRSTRLEN];
  if (is_mapped(address)) {
    inet_ntop(AF_INET, address.data() + kMappedPrefix.size(), text, sizeof text);
  } else {
    inet_ntop(AF_INET6, address.data(), text, sizeof text);
  }
  return text;
}

Result<TrustedProxies> TrustedProxies::parse(const std::vector<std::string>& entries) {
  TrustedProxies proxies;
  for (const std::string_view entry : entries) {
    const std::size_t slash = std::min(entry.find('/'), entry.size());
    const std::optional<AddressBytes> address = parse_address(entry.substr(0, slash));
    const int offset = address && is_mapped(*address) ? 96 : 0;
    int bits = 128 - offset;
    bool is_valid = address.has_value();
    if (slash < entry.size()) {
      const char* const end = entry.data() + entry.size();
      const auto parsed = std::from_chars(entry.data() + slash + 1, end, bits);
      is_valid = is_valid && parsed.ec == std::errc() && parsed.ptr == end && bits >= 0 &&
                 bits <= 128 - offset;
    }
    if (!is_valid) {
      return invalid("trusted proxy '" + std::string(entry) + "' is no address and no CIDR block");
    }
    proxies.blocks_.push_back({*address, bits + offset});
  }
  return proxies;
}

bool TrustedProxies::contains(std::string_view address) const {
  if (blocks_.empty()) return false;
  const std::optional<AddressBytes> parsed = parse_address(address);
  return parsed && std::any_of(blocks_.begin(), blocks_.end(), [&](const Block& block) {
           return matches(*parsed, block.address, block.bits);
         });
}

void TrustedProxies::identify(std::string_view peer, bool is_tls,
                              port::HttpRequest& request) const {
  request.remote_address = peer;
  request.secure = is_tls;
  if (!contains(peer)) return;
  const auto scheme = request.header("x-forwarded-proto");
  if (scheme) request.secure = wire::http::equal_ignoring_case(wire::http::trim(*scheme), "https");
  std::vector<std::string_view> chain;
  for (const auto& [name, value] : request.headers) {
    if (name != "x-forwarded-for") continue;
    wire::http::for_each_element(value, [&](std::string_view hop) { chain.push_back(hop); });
  }
  for (auto hop = chain.rbegin(); hop != chain.rend(); ++hop) {
    const std::optional<AddressBytes> address = parse_address(*hop);
    if (!address) return;
    request.remote_address = address_text(*address);
    if (!contains(*hop)) return;
  }
}

}  // namespace atelier::net
