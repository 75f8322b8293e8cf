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
inline constexpr std::int64_t kFreshLoginMs = 10LL * 60 * 1000;  // proves who one is (AUTH98)
inline constexpr std::size_t kProviderBytes = 255;               // of an issuer, of a subject
inline constexpr std::int64_t kSeenEveryMs = 3600 * 1000;
inline constexpr std::size_t kLinksPerRoom = 200;
inline constexpr std::int64_t kMaxLinkUses = 1'000'000;
inline constexpr std::size_t kUsersRememberedPerLink = 1'000;
inline constexpr std::size_t kLinkLabelBytes = 120;
inline constexpr std::size_t kFileNameBytes = 255;
inline constexpr std::size_t kFileIdBytes = 64;
inline constexpr std::size_t kFilesPerPage = 200;
inline constexpr std::size_t kSharedFilesPerPage = 100;
// For one page of file.shared: what is read in one go, and after what it answers what it has.
inline constexpr std::size_t kMessagesAtOnce = 50;
inline constexpr std::size_t kMessagesLookedAt = 1000;
inline constexpr std::size_t kFileBytes = 100 * 1024 * 1024;
inline constexpr std::size_t kInvites = 2'000;  // remembered; the oldest that are over go first
inline constexpr std::size_t kInvitesAskedFor = 500;
inline constexpr std::size_t kWaitingInvitesPerPerson = 200;
inline constexpr std::int64_t kInviteMs = 7LL * 24 * 3600 * 1000;
inline constexpr std::int64_t kInviteLeastMs = 3600 * 1000;
inline constexpr std::int64_t kInviteMostMs = 90LL * 24 * 3600 * 1000;
inline constexpr int kInviteSends = 10;
inline constexpr std::int64_t kInviteAgainMs = 60 * 1000;
inline constexpr std::size_t kInviteNoteBytes = 500;
inline constexpr std::int64_t kResetMs = 3600 * 1000;
inline constexpr std::int64_t kVerifyMs = 24LL * 3600 * 1000;
inline constexpr std::size_t kProofsPerAccount = 3;  // of each kind; one more replaces the oldest
inline constexpr std::size_t kTimezoneBytes = 64;
inline constexpr std::size_t kLanguageBytes = 35;
inline constexpr std::size_t kStatusBytes = 120;
inline constexpr std::size_t kPictureBytes = 200 * 1024;
inline constexpr std::uint32_t kPictureSide = 256;
inline constexpr std::uint32_t kLogoSide = 512;
inline constexpr std::size_t kGroups = 100;
inline constexpr std::size_t kGroupMembers = 500;
inline constexpr std::size_t kGroupNameBytes = 60;
inline constexpr std::size_t kGroupIdBytes = 40;
inline constexpr std::int64_t kUploadMostMb = 100;
inline constexpr std::int64_t kRoomsPerPersonMost = 10'000;

}  // namespace atelier::feature::people
