#include "feature/people/profile.h"

#include <utility>

#include "feature/people/body.h"
#include "feature/people/people.h"
#include "feature/people/people_limits.h"

namespace atelier::feature::people {
namespace {

Result<std::string> tag_of(const json::object& body, std::string_view key, std::size_t longest) {
  std::string tag = text_of(body, key);
  if (is_tag(tag, longest)) return tag;
  return invalid(std::string(key) + " must be a name such as Europe/Berlin or de-AT.");
}

// AUTH71: null takes the status away.
Result<void> read_status(const json::value& wish, json::object& content) {
  content["status"] = "";
  content["status_until"] = 0;
  if (wish.is_null()) return {};
  if (!wish.is_object()) return invalid("status is an object with text and until, or null.");
  ATELIER_TRY(content["status"], plain_text(wish.as_object(), "text", kStatusBytes));
  const std::int64_t until = int_member(wish.as_object(), "until").value_or(0);
  if (until < 0) return invalid("until must be a time.");
  content["status_until"] = until;
  return {};
}

// AUTH73: null takes the colour away; which picture there is says the gateway, who has its bytes.
Result<void> read_looks(const json::object& body, json::object& content) {
  if (const json::value* color = body.if_contains("color")) {
    const auto chosen = int_member(body, "color");
    if (!color->is_null() && (!chosen || *chosen < 0 || *chosen >= core::kPersonColors)) {
      return invalid("color is a number from 0 to 9, or null.");
    }
    content["color"] = chosen.value_or(-1);
  }
  if (body.contains("picture")) content["picture"] = text_of(body, "picture");
  return {};
}

}  // namespace

Result<json::object> read_profile(const json::object& body) {
  json::object content;
  if (body.contains("name")) {
    ATELIER_TRY(content["name"], shown_name(body, "name", kNameBytes));
  }
  if (body.contains("timezone")) {
    ATELIER_TRY(content["timezone"], tag_of(body, "timezone", kTimezoneBytes));
  }
  if (body.contains("language")) {
    ATELIER_TRY(content["language"], tag_of(body, "language", kLanguageBytes));
  }
  if (body.contains("status")) {
    if (const auto read = read_status(body.at("status"), content); !read) return read.error();
  }
  if (const auto read = read_looks(body, content); !read) return read.error();
  if (content.empty()) {
    return invalid("Give at least one of name, timezone, language, status and color.");
  }
  return content;
}

void apply_profile(Account& account, const json::object& content) {
  if (content.contains("status")) {
    account.status_until = int_member(content, "status_until").value_or(0);
  }
  if (content.contains("color")) {
    account.color = static_cast<int>(int_member(content, "color").value_or(-1));
  }
  for (const auto& [key, field] :
       {std::pair{"name", &account.name}, std::pair{"timezone", &account.timezone},
        std::pair{"language", &account.language}, std::pair{"password", &account.password},
        std::pair{"status", &account.status}, std::pair{"picture", &account.picture}}) {
    if (const auto text = string_member(content, key)) *field = std::string(*text);
  }
}

std::string picture_path(std::string_view account, std::string_view picture) {
  return "/api/v1/people/" + std::string(account) + "/picture/" + std::string(picture);
}

core::Face face_of(const Account& account) {
  core::Face face;
  if (!account.picture.empty()) face.picture = picture_path(account.id, account.picture);
  if (account.color >= 0) face.color = account.color;
  face.note = account.status;
  face.note_until = account.status_until;
  return face;
}

core::Delivery shown(const Account& account) {
  core::Delivery notice;
  notice.name = kAccountShown;
  notice.subject = account.id;
  notice.args = json::serialize(core::to_object(face_of(account)));
  notice.audience = core::Audience::kPeers;  // of nobody: sinks look at the name
  return notice;
}

}  // namespace atelier::feature::people
