// Bounds of people, logins, links and files (spec/auth.md, spec/rest.md).
#pragma once

#include <cstddef>
#include <cstdint>

namespace atelier::feature::people {

inline constexpr std::size_t kNameBytes = 128;  // also what a token may carry (AUTH12)
inline constexpr std::size_t kEmailBytes = 254;
inline constexpr std::size_t kPasswordBytes = 1024;
inline constexpr std::size_t kPasswordLeastBytes = 8;
inline constexpr std::size_t kDeviceBytes = 128;
inline constexpr std::size_t kAccounts = 10'000;
inline constexpr std::size_t kLoginsPerAccount = 15;  // one more ends the oldest
inline constexpr std::int64_t kLoginMs = 90LL * 24 * 3600 * 1000;
inline constexpr std::int64_t kSeenEveryMs = 3600 * 1000;
inline constexpr std::size_t kLinksPerRoom = 200;
inline constexpr std::int64_t kMaxLinkUses = 1'000'000;
inline constexpr std::size_t kUsersRememberedPerLink = 1'000;
inline constexpr std::size_t kLinkLabelBytes = 120;
inline constexpr std::size_t kFileNameBytes = 255;
inline constexpr std::size_t kFilesPerPage = 200;
inline constexpr std::size_t kFileBytes = 100 * 1024 * 1024;

}  // namespace atelier::feature::people
