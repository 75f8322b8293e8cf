#include "base/mail_address.h"

#include <algorithm>

namespace atelier {
namespace {

constexpr std::size_t kLocalBytes = 64;
constexpr std::size_t kLabelBytes = 63;

bool is_letter_or_digit(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool is_atom(std::string_view text) {
  if (text.empty()) return false;
  for (const char c : text) {
    if (!is_letter_or_digit(c) && std::string_view("!#$%&'*+/=?^_`{|}~-").find(c) == text.npos) {
      return false;
    }
  }
  return true;
}

bool is_label(std::string_view text) {
  if (text.empty() || text.size() > kLabelBytes) return false;
  for (const char c : text) {
    if (!is_letter_or_digit(c) && c != '-') return false;
  }
  return text.front() != '-' && text.back() != '-';
}

/// Whether every part between dots passes; at least `least` of them.
template <class Check>
bool dotted(std::string_view text, std::size_t least, Check check) {
  std::size_t parts = 0;
  for (std::size_t at = 0; at <= text.size(); ++parts) {
    const std::size_t end = std::min(text.find('.', at), text.size());
    if (!check(text.substr(at, end - at))) return false;
    at = end + 1;
  }
  return parts >= least;
}

}  // namespace

bool is_mail_address(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (text.size() > kMailAddressBytes || at == std::string_view::npos || at > kLocalBytes) {
    return false;
  }
  const std::string_view domain = mail_domain(text);
  return dotted(text.substr(0, at), 1, is_atom) &&
         (domain == "localhost" || dotted(domain, 2, is_label));
}

std::string_view mail_domain(std::string_view address) {
  return address.substr(address.rfind('@') + 1);
}

}  // namespace atelier
