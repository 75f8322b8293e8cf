// crdt_tool: the Yjs engine on the command line, for tests, benchmarks and looking into stored
// documents. Reads files of updates, writes the result to stdout; one line on stderr and exit 1 for
// bad input (YJS51).
#include <openssl/sha.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crdt/doc.h"
#include "crdt/js_json.h"
#include "crdt/merge.h"
#include "crdt/v2_codec.h"
#include "crdt/view.h"

namespace atelier::crdt {
namespace {

constexpr const char* kUsage =
    "usage: crdt_tool apply|merge|diff|sv|view|replay [--v2] [--no-gc] "
    "[--root NAME:text|array|map|xml|str]... FILE... (- is stdin)";

struct Root {
  std::string name;
  view::Kind kind = view::Kind::kText;
};

struct Arguments {
  std::string command;
  std::vector<std::string> files;
  std::vector<Root> roots;
  bool v2 = false;
  bool gc = true;
};

Result<view::Kind> kind_of(std::string_view name) {
  if (name == "text") return view::Kind::kDelta;
  if (name == "str") return view::Kind::kText;
  if (name == "array") return view::Kind::kArray;
  if (name == "map") return view::Kind::kMap;
  if (name == "xml") return view::Kind::kXml;
  return invalid("--root takes NAME:text, NAME:array, NAME:map, NAME:xml or NAME:str.");
}

Result<Root> parse_root(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == text.npos) return kind_of({}).error();
  ATELIER_TRY(const view::Kind kind, kind_of(text.substr(colon + 1)));
  return Root{std::string(text.substr(0, colon)), kind};
}

Result<Arguments> parse_arguments(std::span<char* const> words) {
  Arguments arguments;
  bool options = true;
  for (std::size_t index = 0; index < words.size(); ++index) {
    const std::string_view word = words[index];
    constexpr std::string_view kRoot = "--root";
    if (options && word == "--") {
      options = false;
    } else if (options && word == "--v2") {
      arguments.v2 = true;
    } else if (options && word == "--no-gc") {
      arguments.gc = false;
    } else if (options && word.starts_with("--root=")) {
      ATELIER_TRY(Root root, parse_root(word.substr(kRoot.size() + 1)));
      arguments.roots.push_back(std::move(root));
    } else if (options && word == kRoot && index + 1 < words.size()) {
      ATELIER_TRY(Root root, parse_root(words[++index]));
      arguments.roots.push_back(std::move(root));
    } else if (options && word.size() > 1 && word.starts_with('-')) {
      return invalid(kUsage);
    } else if (arguments.command.empty()) {
      arguments.command = word;
    } else {
      arguments.files.emplace_back(word);
    }
  }
  return arguments;
}

Result<std::string> read_file(const std::string& path) {
  const auto close = [](std::FILE* file) {
    if (file != stdin) std::fclose(file);
  };
  const std::unique_ptr<std::FILE, decltype(close)> file(
      path == "-" ? stdin : std::fopen(path.c_str(), "rb"), close);
  if (!file) return not_found(path + ": cannot be opened.");
  std::string bytes;
  std::vector<char> block(1 << 16);
  while (const std::size_t count = std::fread(block.data(), 1, block.size(), file.get())) {
    bytes.append(block.data(), count);
  }
  if (std::ferror(file.get()) != 0) return not_found(path + ": cannot be read.");
  return bytes;
}

/// An update of either format, with all that it borrows from.
struct Loaded {
  std::string bytes;
  UpdateV2 decoded;
};

Result<std::unique_ptr<Loaded>> decode(std::string bytes, bool v2) {
  auto loaded = std::make_unique<Loaded>();
  loaded->bytes = std::move(bytes);
  if (v2) {
    ATELIER_TRY(loaded->decoded, decode_update_v2(loaded->bytes));
  } else {
    ATELIER_TRY(loaded->decoded.update, decode_update(loaded->bytes));
  }
  return loaded;
}

Result<std::unique_ptr<Loaded>> load(const std::string& path, bool v2) {
  ATELIER_TRY(std::string bytes, read_file(path));
  auto loaded = decode(std::move(bytes), v2);
  if (!loaded) return invalid(path + ": " + loaded.error().message);
  return loaded;
}

std::string encode(const Update& update, bool v2) {
  return v2 ? encode_update_v2(update) : encode_update(update);
}

Result<std::unique_ptr<Doc>> apply_all(const Arguments& arguments) {
  auto doc = std::make_unique<Doc>(DocOptions{.gc = arguments.gc});
  for (const std::string& path : arguments.files) {
    ATELIER_TRY(const auto loaded, load(path, arguments.v2));
    doc->apply(loaded->decoded.update);
  }
  return doc;
}

Result<std::string> run_apply(const Arguments& arguments) {
  ATELIER_TRY(const auto doc, apply_all(arguments));
  return arguments.v2 ? encode_update_v2(doc->state_as_update()) : doc->encode_state_as_update();
}

Result<std::string> run_merge(const Arguments& arguments) {
  std::vector<std::string> updates;
  for (const std::string& path : arguments.files) {
    ATELIER_TRY(const auto loaded, load(path, arguments.v2));
    updates.push_back(encode_update(loaded->decoded.update));
  }
  const std::vector<std::string_view> views(updates.begin(), updates.end());
  ATELIER_TRY(std::string merged, merge_updates(views));
  if (!arguments.v2) return merged;
  return convert_update_v1_to_v2(merged);
}

/// The stateless functions of yjs lose the flag of a map key where the key itself is inherited; the
/// bytes are to be theirs.
void drop_inherited_keys(Update& update) {
  for (ClientStructs& section : update.clients) {
    for (UpdateStruct& next : section.structs) {
      if (!next.writes_parent()) next.has_parent_sub = false;
    }
  }
}

Result<std::string> run_diff(const Arguments& arguments) {
  if (arguments.files.size() != 2) return invalid("diff takes an update and a state vector.");
  ATELIER_TRY(const auto loaded, load(arguments.files[0], arguments.v2));
  ATELIER_TRY(const std::string bytes, read_file(arguments.files[1]));
  const auto known = decode_state_vector(bytes);
  if (!known) return invalid(arguments.files[1] + ": " + known.error().message);
  Update rest = diff_update(loaded->decoded.update, *known);
  drop_inherited_keys(rest);
  return encode(rest, arguments.v2);
}

Result<std::string> run_state_vector(const Arguments& arguments) {
  if (arguments.files.size() != 1) return invalid("sv takes one update.");
  ATELIER_TRY(const auto loaded, load(arguments.files[0], arguments.v2));
  return encode_state_vector(state_vector_of(loaded->decoded.update));
}

Result<std::string> run_view(const Arguments& arguments) {
  ATELIER_TRY(const auto doc, apply_all(arguments));
  Any::Object shown;
  for (const Root& root : arguments.roots) {
    shown.push_back({root.name, view::show(doc->root(root.name), root.kind)});
  }
  if (arguments.roots.empty()) {
    shown = {{"array", view::show(doc->root("array"), view::Kind::kArray)},
             {"map", view::show(doc->root("map"), view::Kind::kMap)},
             {"str", view::show(doc->root("text"), view::Kind::kText)},
             {"text", view::show(doc->root("text"), view::Kind::kDelta)},
             {"xml", view::show(doc->root("xml"), view::Kind::kXml)}};
  }
  return view::json({std::move(shown)});
}

std::string sha256_hex(std::string_view bytes) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
  std::string hex;
  for (const unsigned char byte : digest) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  return hex;
}

/// Updates behind one another, each after its length in 4 bytes, lowest first.
Result<std::vector<std::string_view>> split_records(std::string_view bytes) {
  std::vector<std::string_view> records;
  while (!bytes.empty()) {
    std::size_t length = 0;
    for (std::size_t index = 0; index < 4 && index < bytes.size(); ++index) {
      length |= std::size_t{static_cast<unsigned char>(bytes[index])} << (8 * index);
    }
    if (bytes.size() < 4 || length > bytes.size() - 4)
      return invalid("the last record is cut off.");
    records.push_back(bytes.substr(4, length));
    bytes.remove_prefix(4 + length);
  }
  return records;
}

Result<void> apply_record(Doc& doc, std::string_view record, bool v2) {
  if (v2) {
    ATELIER_TRY(const UpdateV2 decoded, decode_update_v2(record));
    doc.apply(decoded.update);
  } else {
    const auto applied = doc.apply(record);
    if (!applied) return applied.error();
  }
  return {};
}

Result<std::string> run_replay(const Arguments& arguments) {
  if (arguments.files.size() != 1) return invalid("replay takes one file of updates.");
  ATELIER_TRY(const std::string bytes, read_file(arguments.files[0]));
  const auto records = split_records(bytes);
  if (!records) return invalid(arguments.files[0] + ": " + records.error().message);
  Doc doc(DocOptions{.gc = arguments.gc});
  const auto start = std::chrono::steady_clock::now();
  for (std::size_t index = 0; index < records->size(); ++index) {
    const auto applied = apply_record(doc, (*records)[index], arguments.v2);
    if (!applied) {
      return invalid("update " + std::to_string(index) + ": " + applied.error().message);
    }
  }
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  const Type* text = doc.root("text");
  const PendingCounts pending = doc.pending();
  return "{\"updates\":" + std::to_string(records->size()) +
         ",\"bytes_v1\":" + std::to_string(doc.encode_state_as_update().size()) +
         ",\"bytes_v2\":" + std::to_string(encode_update_v2(doc.state_as_update()).size()) +
         ",\"pending\":" + std::to_string(pending.structs + pending.delete_ranges) +
         ",\"text_sha256\":\"" + sha256_hex(text != nullptr ? view::text(*text) : std::string()) +
         "\",\"ms\":" + js_json::number_text(took.count()) + '}';
}

Result<std::string> run(std::span<char* const> words) {
  ATELIER_TRY(const Arguments arguments, parse_arguments(words));
  if (arguments.command == "apply") return run_apply(arguments);
  if (arguments.command == "merge") return run_merge(arguments);
  if (arguments.command == "diff") return run_diff(arguments);
  if (arguments.command == "sv") return run_state_vector(arguments);
  if (arguments.command == "view") return run_view(arguments);
  if (arguments.command == "replay") return run_replay(arguments);
  return invalid(kUsage);
}

}  // namespace
}  // namespace atelier::crdt

int main(int count, char** words) {
  const auto result = atelier::crdt::run(std::span(words + 1, static_cast<std::size_t>(count - 1)));
  if (!result) {
    std::fprintf(stderr, "%s\n", result.error().message.c_str());
    return 1;
  }
  const bool written = std::fwrite(result->data(), 1, result->size(), stdout) == result->size();
  return written && std::fflush(stdout) == 0 ? 0 : 1;
}
