// Mail addresses as we accept them (spec/mail.md MAIL1): strict enough to stand in a header and in
// a command of SMTP as they are.
#pragma once

#include <cstddef>
#include <string_view>

namespace atelier {

inline constexpr std::size_t kMailAddressBytes = 254;

bool is_mail_address(std::string_view text);
/// What stands behind the '@' of an address.
std::string_view mail_domain(std::string_view address);

}  // namespace atelier
