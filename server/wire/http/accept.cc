#include "wire/http/accept.h"

#include <optional>

#include "wire/http/headers.h"

namespace atelier::wire::http {
namespace {

// A q-value in thousandths (RFC 9110 section 12.4.2).
std::optional<int> parse_weight(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  if (text.size() > 1 && text[1] != '.') return std::nullopt;
  int weight = (text[0] - '0') * 1000;
  int unit = 100;
  for (const char c : text.substr(std::min<std::size_t>(2, text.size()))) {
    if (c < '0' || c > '9') return std::nullopt;
    weight += (c - '0') * unit;
    unit /= 10;
  }
  return weight <= 1000 ? std::optional(weight) : std::nullopt;
}

struct Weights {
  std::optional<int> brotli, gzip, identity, rest;
};

void take_element(std::string_view element, Weights& weights) {
  const std::size_t semicolon = std::min(element.find(';'), element.size());
  const std::string_view coding = trim(element.substr(0, semicolon));
  int weight = 1000;
  if (semicolon < element.size()) {
    const std::string_view parameter = trim(element.substr(semicolon + 1));
    if (parameter.size() < 2 || !equal_ignoring_case(parameter.substr(0, 2), "q=")) return;
    const auto parsed = parse_weight(parameter.substr(2));
    if (!parsed) return;
    weight = *parsed;
  }
  if (equal_ignoring_case(coding, "br")) weights.brotli = weight;
  if (equal_ignoring_case(coding, "gzip")) weights.gzip = weight;
  if (equal_ignoring_case(coding, "x-gzip") && !weights.gzip) weights.gzip = weight;
  if (equal_ignoring_case(coding, "identity")) weights.identity = weight;
  if (coding == "*") weights.rest = weight;
}

}  // namespace

std::string_view name_of(Coding coding) {
  switch (coding) {
    case Coding::kIdentity:
      return "identity";
    case Coding::kGzip:
      return "gzip";
    case Coding::kBrotli:
      return "br";
  }
  return "identity";
}

Coding negotiate_coding(std::string_view accept_encoding, AvailableCodings available) {
  Weights weights;
  for_each_element(accept_encoding,
                   [&weights](std::string_view element) { take_element(element, weights); });
  const int brotli = available.brotli ? weights.brotli.value_or(weights.rest.value_or(0)) : 0;
  const int gzip = available.gzip ? weights.gzip.value_or(weights.rest.value_or(0)) : 0;
  // Identity that nobody mentions is acceptable, but less than anything that is asked for.
  const int identity = weights.identity.value_or(0);
  if (brotli > 0 && brotli >= gzip && brotli >= identity) return Coding::kBrotli;
  if (gzip > 0 && gzip >= identity) return Coding::kGzip;
  return Coding::kIdentity;
}

}  // namespace atelier::wire::http
