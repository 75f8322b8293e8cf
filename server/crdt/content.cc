#include "crdt/content.h"

#include "base/json_text.h"
#include "base/result.h"
#include "base/utf8.h"
#include "crdt/any.h"

namespace atelier::crdt {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::uint64_t kXmlElementRef = 3;
constexpr std::uint64_t kXmlHookRef = 5;
constexpr std::uint64_t kLastTypeRef = 6;

/// JavaScript peers run JSON.parse on this text and throw on anything else.
void read_json_text(VarReader& reader) {
  const std::string_view text = reader.var_string();
  if (reader.ok() && !json_text::validate(text)) reader.fail();
}

void read_json_element(VarReader& reader) {
  const std::string_view text = reader.var_string();
  if (reader.ok() && text != "undefined" && !json_text::validate(text)) reader.fail();
}

void read_type(VarReader& reader) {
  const std::uint64_t type = reader.var_uint();
  if (type > kLastTypeRef) reader.fail();
  if (type == kXmlElementRef || type == kXmlHookRef) reader.var_string();
}

void read_doc(VarReader& reader) {
  constexpr std::uint8_t kUndefined = 127;
  constexpr std::uint8_t kNull = 126;
  reader.var_string();
  const std::uint8_t options = skip_any(reader);
  // Peers read members of the options, which throws for these two.
  if (options == kUndefined || options == kNull) reader.fail();
}

void read_element(VarReader& reader, ContentKind kind) {
  if (kind == ContentKind::kJson) {
    read_json_element(reader);
  } else {
    skip_any(reader);
  }
}

Content read_list(VarReader& reader, ContentKind kind) {
  const std::uint64_t count = reader.var_uint();
  if (count > reader.remaining()) reader.fail();
  const std::size_t from = reader.position();
  for (std::uint64_t index = 0; index < count && reader.ok(); ++index) read_element(reader, kind);
  return {kind, false, count, reader.since(from)};
}

Content read_single(VarReader& reader, ContentKind kind) {
  const std::size_t from = reader.position();
  if (kind == ContentKind::kBinary) {
    reader.var_bytes();
  } else if (kind == ContentKind::kEmbed) {
    read_json_text(reader);
  } else if (kind == ContentKind::kFormat) {
    reader.var_string();
    read_json_text(reader);
  } else if (kind == ContentKind::kType) {
    read_type(reader);
  } else {
    read_doc(reader);
  }
  return {kind, false, 1, reader.since(from)};
}

Content cut_text(Content content, std::uint64_t count) {
  content.length -= count;
  if (content.starts_in_pair) --count;
  content.starts_in_pair = false;
  std::size_t at = 0;
  while (count > 0) {
    const auto lead = static_cast<unsigned char>(content.body[at]);
    at += lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::uint64_t units = lead < 0xF0 ? 1 : 2;
    content.starts_in_pair = units > count;
    count -= units > count ? count : units;
  }
  content.body.remove_prefix(at);
  return content;
}

}  // namespace

Content read_content(VarReader& reader, ContentKind kind) {
  switch (kind) {
    case ContentKind::kGc:
    case ContentKind::kDeleted:
    case ContentKind::kSkip:
      return {kind, false, reader.var_uint(), {}};
    case ContentKind::kString: {
      const std::string_view text = reader.var_string();
      return {kind, false, utf8::utf16_length(text), text};
    }
    case ContentKind::kJson:
    case ContentKind::kAny:
      return read_list(reader, kind);
    case ContentKind::kBinary:
    case ContentKind::kEmbed:
    case ContentKind::kFormat:
    case ContentKind::kType:
    case ContentKind::kDoc:
      return read_single(reader, kind);
  }
  reader.fail();
  return {};
}

void write_content(VarWriter& writer, const Content& content) {
  switch (content.kind) {
    case ContentKind::kGc:
    case ContentKind::kDeleted:
    case ContentKind::kSkip:
      writer.var_uint(content.length);
      return;
    case ContentKind::kString: {
      const std::string_view front = content.starts_in_pair ? kReplacement : std::string_view();
      writer.var_uint(front.size() + content.body.size());
      writer.bytes(front);
      writer.bytes(content.body);
      return;
    }
    case ContentKind::kJson:
    case ContentKind::kAny:
      writer.var_uint(content.length);
      writer.bytes(content.body);
      return;
    case ContentKind::kBinary:
    case ContentKind::kEmbed:
    case ContentKind::kFormat:
    case ContentKind::kType:
    case ContentKind::kDoc:
      writer.bytes(content.body);
      return;
  }
}

Content cut_front(const Content& content, std::uint64_t count) {
  ATELIER_ASSERT(count > 0 && count < content.length);
  if (content.kind == ContentKind::kString) return cut_text(content, count);
  Content rest = content;
  rest.length -= count;
  if (content.kind == ContentKind::kJson || content.kind == ContentKind::kAny) {
    VarReader reader(content.body);
    for (std::uint64_t index = 0; index < count; ++index) read_element(reader, content.kind);
    rest.body = content.body.substr(reader.position());
  }
  return rest;
}

}  // namespace atelier::crdt
