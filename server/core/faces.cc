#include "core/faces.h"

#include <utility>

namespace atelier::core {

void Face::describe(json::object& out, WallMs now) const {
  if (!picture.empty()) out["picture"] = picture;
  if (color) {
    out["color"] = *color;
    out["chosen"] = true;
  }
  if (note.empty() || (note_until != 0 && note_until <= now)) return;
  json::object shown{{"text", note}};
  if (note_until != 0) shown["until"] = note_until;
  out["note"] = std::move(shown);
}

json::object to_object(const Face& face) {
  json::object out{{"picture", face.picture}, {"note", face.note}, {"note_until", face.note_until}};
  if (face.color) out["color"] = *face.color;
  return out;
}

Face face_of(const json::object& saved) {
  Face face;
  face.picture = text_of(saved, "picture");
  face.note = text_of(saved, "note");
  face.note_until = int_member(saved, "note_until").value_or(0);
  const auto color = int_member(saved, "color");
  if (color && *color >= 0 && *color < kPersonColors) face.color = static_cast<int>(*color);
  return face;
}

void Faces::show(const std::string& principal, Face face) {
  if (face == Face{}) {
    faces_.erase(principal);
  } else {
    faces_[principal] = std::move(face);
  }
}

const Face* Faces::find(std::string_view principal) const {
  const auto found = faces_.find(principal);
  return found == faces_.end() ? nullptr : &found->second;
}

}  // namespace atelier::core
