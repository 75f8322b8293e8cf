// Any text as Markdown for a rich document: nothing crashes, the update is one that others can
// apply, and what is written as Markdown can be read again.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "crdt/doc.h"
#include "feature/docs/render/render.h"
#include "feature/docs/render/write.h"

using namespace atelier;  // NOLINT: one small program
namespace render = atelier::feature::docs::render;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

Result<std::string> write(crdt::Doc& doc, std::string_view markdown) {
  int blocks = 0;
  return render::write(doc, 1,
                       {markdown, true, render::WriteMode::kReplace, render::DocumentKind::kRich},
                       [&blocks] { return "block-" + std::to_string(++blocks); });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view markdown(reinterpret_cast<const char*>(data), size);
  crdt::Doc doc;
  const auto update = write(doc, markdown);
  if (!update || update->empty()) return 0;
  crdt::Doc other;
  require(other.apply(*update).has_value());
  require(render::to_html(other, "title") == render::to_html(doc, "title"));
  (void)render::to_text(doc);
  crdt::Doc again;
  require(write(again, render::to_markdown(doc)).has_value());
  return 0;
}
