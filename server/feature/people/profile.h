// What an account tells of itself (spec/auth.md AUTH71, AUTH73): reading a wish for another
// profile, and what rooms show of it.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "core/delivery.h"
#include "core/faces.h"
#include "feature/people/people_state.h"

namespace atelier::feature::people {

/// The content of `account.updated`, from the body of a command; invalid when it names nothing.
Result<json::object> read_profile(const json::object& body);
/// The account as it is after that content.
void apply_profile(Account& account, const json::object& content);

core::Face face_of(const Account& account);
/// Tells the node what rooms show of this account from now on (kAccountShown).
core::Delivery shown(const Account& account);

}  // namespace atelier::feature::people
