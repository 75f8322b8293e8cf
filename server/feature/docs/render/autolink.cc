#include "feature/docs/render/autolink.h"

#include <algorithm>

#include "feature/docs/render/characters.h"

namespace atelier::feature::docs::render {
namespace {

/// The next address, from its beginning on; npos if there is none.
std::size_t find_address(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find("http", from); at != std::string_view::npos;
       at = text.find("http", at + 1)) {
    const std::string_view rest = text.substr(at);
    const bool begins_word = at == 0 || !is_alphanumeric(text[at - 1]);
    const std::size_t scheme = rest.starts_with("https://") ? 8 : 7;
    const bool is_address = scheme == 8 || rest.starts_with("http://");
    if (begins_word && is_address && rest.size() > scheme && is_alphanumeric(rest[scheme])) {
      return at;
    }
  }
  return std::string_view::npos;
}

/// To the next space, without what belongs to the sentence around it.
std::size_t address_size(std::string_view rest) {
  std::size_t size = 0;
  std::size_t opened = 0;
  std::size_t closed = 0;
  for (; size < rest.size() && !is_space(rest[size]) && rest[size] != '<'; ++size) {
    if (rest[size] == '(') ++opened;
    if (rest[size] == ')') ++closed;
  }
  for (; size > 0; --size) {
    const char last = rest[size - 1];
    if (last == ')' && closed > opened) {
      --closed;
    } else if (std::string_view(".,:;!?'\"*_~]").find(last) == std::string_view::npos) {
      break;
    }
  }
  return size;
}

void append_with_links(Inline& content, const Run& run) {
  const std::string_view text = run.text;
  std::size_t from = 0;
  for (std::size_t at = find_address(text, 0); at != std::string_view::npos;
       at = find_address(text, from)) {
    const std::size_t size = address_size(text.substr(at));
    const std::string address(text.substr(at, size));
    append_run(content, {std::string(text.substr(from, at - from)), run.styles, {}});
    append_run(content, {address, run.styles, address});
    from = at + size;
  }
  append_run(content, {std::string(text.substr(from)), run.styles, {}});
}

}  // namespace

Inline with_links(Inline content) {
  Inline linked;
  for (Run& run : content) {
    if (run.href || run.styles.has("code") || run.text.find("://") == std::string::npos) {
      append_run(linked, std::move(run));
    } else {
      append_with_links(linked, run);
    }
  }
  return linked;
}

}  // namespace atelier::feature::docs::render
