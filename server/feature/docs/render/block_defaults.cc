#include "feature/docs/render/block_defaults.h"

#include <algorithm>
#include <array>
#include <string>

#include "feature/docs/render/any_json.h"

namespace atelier::feature::docs::render {
namespace {

enum class Usual : std::uint8_t { kDefault, kLeft, kEmpty, kText, kOne, kFalse, kTrue, kUndefined };

struct Prop {
  std::string_view types;
  std::string_view name;
  Usual usual;
};

/// Types are between spaces.
constexpr std::string_view kColoured =
    " paragraph heading bulletListItem numberedListItem checkListItem toggleListItem quote "
    "tableCell tableHeader image file video audio ";
constexpr std::string_view kWritten =
    " paragraph heading bulletListItem numberedListItem checkListItem toggleListItem quote "
    "tableCell tableHeader table ";
constexpr std::string_view kAligned =
    " paragraph heading bulletListItem numberedListItem checkListItem toggleListItem "
    "tableCell tableHeader image video ";
constexpr std::string_view kFiles = " image file video audio ";
constexpr std::string_view kCells = " tableCell tableHeader ";

constexpr std::array<Prop, 16> kProps = {{{kCells, "colspan", Usual::kOne},
                                          {kCells, "rowspan", Usual::kOne},
                                          {kColoured, "backgroundColor", Usual::kDefault},
                                          {kWritten, "textColor", Usual::kDefault},
                                          {kAligned, "textAlignment", Usual::kLeft},
                                          {" heading ", "level", Usual::kOne},
                                          {" heading ", "isToggleable", Usual::kFalse},
                                          {" checkListItem ", "checked", Usual::kFalse},
                                          {" numberedListItem ", "start", Usual::kUndefined},
                                          {" codeBlock ", "language", Usual::kText},
                                          {kFiles, "name", Usual::kEmpty},
                                          {kFiles, "url", Usual::kEmpty},
                                          {kFiles, "caption", Usual::kEmpty},
                                          {" image video audio ", "showPreview", Usual::kTrue},
                                          {" image video ", "previewWidth", Usual::kUndefined},
                                          {" divider ", "", Usual::kUndefined}}};

crdt::Any value_of(Usual usual) {
  switch (usual) {
    case Usual::kDefault:
      return {std::string("default")};
    case Usual::kLeft:
      return {std::string("left")};
    case Usual::kEmpty:
      return {std::string()};
    case Usual::kText:
      return {std::string("text")};
    case Usual::kOne:
      return {1.0};
    case Usual::kFalse:
      return {false};
    case Usual::kTrue:
      return {true};
    case Usual::kUndefined:
      return {crdt::Undefined{}};
  }
  return {crdt::Null{}};
}

bool has_type(const Prop& prop, std::string_view type) {
  return prop.types.find(' ' + std::string(type) + ' ') != std::string_view::npos;
}

}  // namespace

StoredProps stored_props(std::string_view type, const json::object& given) {
  StoredProps props;
  for (const Prop& prop : kProps) {
    if (prop.name.empty() || !has_type(prop, type)) continue;
    const json::value* const value = given.if_contains(prop.name);
    props.emplace_back(prop.name, value != nullptr ? any_of(*value) : value_of(prop.usual));
  }
  return props;
}

bool is_known_block(std::string_view type) {
  return std::any_of(kProps.begin(), kProps.end(),
                     [type](const Prop& prop) { return has_type(prop, type); });
}

}  // namespace atelier::feature::docs::render
