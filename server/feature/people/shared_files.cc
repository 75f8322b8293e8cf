#include "feature/people/shared_files.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "core/ledger.h"
#include "core/on_executor.h"
#include "feature/people/body.h"
#include "feature/people/people.h"
#include "feature/people/people_limits.h"

namespace atelier::feature::people {
namespace {

constexpr std::string_view kPrefix = "files/m/";
constexpr std::string_view kFacts[] = {"file", "name", "type", "size", "width", "height"};
constexpr std::string_view kDocuments[] = {"csv", "doc", "docx", "epub",  "key", "md",  "numbers",
                                           "odp", "ods", "odt",  "pages", "pdf", "ppt", "pptx",
                                           "rtf", "tex", "txt",  "xls",   "xlsx"};

port::RecordKey row_key(const std::string& partition, std::uint64_t seq) {
  return {partition, core::Ledger::sequence_key(kPrefix, seq)};
}

/// Ids of what a message has attached, each once.
json::array files_on(const json::object& message) {
  json::array files;
  const json::value* attached = message.if_contains("attachments");
  if (attached == nullptr || !attached->is_array()) return files;
  for (const json::value& each : attached->get_array()) {
    if (!each.is_object()) continue;
    const std::string file = text_of(each.get_object(), "file");
    const bool known = std::ranges::find(files, json::value(file)) != files.end();
    if (!file.empty() && file.size() <= kFileIdBytes && !known) files.emplace_back(file);
  }
  return files;
}

port::Write row_of(const std::string& partition, std::uint64_t seq, json::object row,
                   std::uint64_t root) {
  if (root != 0) row["thread_root"] = root;
  return port::Put{row_key(partition, seq), json::serialize(row), {}, 0};
}

std::vector<port::Write> row_of_restored(const std::string& partition, const core::Event& event) {
  const json::object content = object_of(event.content);
  const json::value* kept = content.if_contains("message");
  if (kept == nullptr || !kept->is_object()) return {};
  const json::object& message = kept->get_object();
  json::array files = files_on(message);
  if (files.empty()) return {};
  const json::value* from = message.if_contains("from");
  json::object row{{"from", from == nullptr ? json::value(json::object()) : *from},
                   {"at", int_member(message, "at").value_or(0)},
                   {"files", std::move(files)}};
  const auto root = static_cast<std::uint64_t>(int_member(message, "thread_root").value_or(0));
  return {row_of(partition, event.ref, std::move(row), root)};
}

/// ASCII, and the two bytes of U+00C0 to U+00DE but U+00D7.
std::string folded(std::string_view text) {
  std::string out(text);
  for (std::size_t at = 0; at < out.size(); ++at) {
    const auto byte = static_cast<unsigned char>(out[at]);
    if (byte >= 'A' && byte <= 'Z') out[at] = static_cast<char>(byte | 0x20U);
    if (at == 0 || out[at - 1] != '\xC3') continue;
    if (byte >= 0x80 && byte <= 0x9E && byte != 0x97) out[at] = static_cast<char>(byte | 0x20U);
  }
  return out;
}

struct Asked {
  std::string kind;  // empty: all
  std::string name;  // empty: all
  std::uint64_t before = 0;
  std::size_t limit = 0;
};

Result<Asked> asked_by(const json::object& body) {
  Asked asked{text_of(body, "kind"), text_of(body, "name")};
  const bool known = asked.kind.empty() || asked.kind == "picture" || asked.kind == "document" ||
                     asked.kind == "other";
  if (!known) return invalid("kind is picture, document or other.");
  if (asked.name.size() > kFileNameBytes || !utf8::is_valid(asked.name)) {
    return invalid("name is a part of a name, of at most 255 bytes.");
  }
  const std::int64_t before = int_member(body, "before").value_or(0);
  const std::int64_t limit = int_member(body, "limit").value_or(50);
  if (before < 0 || limit < 1 || limit > static_cast<std::int64_t>(kSharedFilesPerPage)) {
    return invalid("before is the seq of a message, limit is 1 to 100.");
  }
  asked.before = static_cast<std::uint64_t>(before);
  asked.limit = static_cast<std::size_t>(limit);
  return asked;
}

/// One page: reads rows of messages, newest first, with what is known of their files, until enough
/// are found or enough was looked at.
class SharedFiles : public std::enable_shared_from_this<SharedFiles> {
 public:
  SharedFiles(core::RoomContext& room, Asked asked, std::uint64_t from, core::Reply reply)
      : room_(room), asked_(std::move(asked)), from_(from), reply_(std::move(reply)) {}

  void start() {
    read(asked_.before == 0 ? "files/m0" : row_key(room_.partition(), asked_.before).sort);
  }

 private:
  void read(std::string until) {
    port::Range range{room_.partition(), row_key(room_.partition(), from_).sort, std::move(until),
                      kMessagesAtOnce, true};
    if (range.from >= range.until) return finish(false);
    room_.store().query(
        std::move(range),
        core::on(room_.executor(), room_.alive(), [self = shared_from_this()](port::Page page) {
          self->describe(std::make_shared<port::Page>(std::move(page)));
        }));
  }

  void describe(const std::shared_ptr<port::Page>& page) {
    if (page->status != port::StoreStatus::kOk) return fail();
    std::map<std::string, port::RecordKey> keys;
    for (const port::Record& record : page->records) {
      const json::object row = object_of(record.value);
      for (const json::value& file : row.at("files").as_array()) {
        const std::string id(file.as_string());
        keys.emplace(id, file_row_key(room_.partition(), id));
      }
    }
    if (keys.empty()) return finish(false);
    std::vector<port::RecordKey> wanted;
    for (auto& [id, key] : keys) wanted.push_back(std::move(key));
    room_.store().get(std::move(wanted),
                      core::on(room_.executor(), room_.alive(),
                               [self = shared_from_this(), page](const port::ReadResult& files) {
                                 self->take(*page, files);
                               }));
  }

  void take(const port::Page& page, const port::ReadResult& files) {
    if (files.status != port::StoreStatus::kOk) return fail();
    std::map<std::string, json::object> known;
    for (const port::Record& record : files.records) {
      json::object facts = object_of(record.value);
      std::string id = text_of(facts, "file");
      known.emplace(std::move(id), std::move(facts));
    }
    for (const port::Record& record : page.records) {
      last_ = core::Ledger::sequence_of(record.key.sort);
      add(object_of(record.value), known);
      const bool ends = &record == &page.records.back();
      if (files_.size() >= asked_.limit) return finish(!ends || page.has_more);
    }
    looked_at_ += page.records.size();
    if (!page.has_more) return finish(false);
    if (looked_at_ >= kMessagesLookedAt) return finish(true);
    read(page.records.back().key.sort);
  }

  void add(const json::object& row, const std::map<std::string, json::object>& known) {
    for (const json::value& file : row.at("files").as_array()) {
      const auto found = known.find(std::string(file.as_string()));
      if (found == known.end()) continue;  // erased, or never uploaded here
      const json::object& facts = found->second;
      const std::string name = text_of(facts, "name");
      const std::string_view kind = kind_of_file(text_of(facts, "type"), name);
      if (!asked_.kind.empty() && asked_.kind != kind) continue;
      if (!has_part(name, asked_.name)) continue;
      json::object shown{{"kind", kind}, {"seq", last_}};
      for (const std::string_view key : kFacts) {
        if (facts.contains(key)) shown[key] = facts.at(key);
      }
      for (const char* key : {"from", "at", "thread_root"}) {
        if (row.contains(key)) shown[key] = row.at(key);
      }
      files_.emplace_back(std::move(shown));
    }
  }

  void finish(bool has_more) {
    json::object answer{{"files", std::move(files_)}, {"has_more", has_more}};
    if (has_more) answer["next"] = last_;
    reply_(core::Answer{json::serialize(answer)});
  }
  void fail() { reply_(unavailable("The store does not answer now: try again.")); }

  core::RoomContext& room_;
  Asked asked_;
  std::uint64_t from_;
  core::Reply reply_;
  json::array files_;
  std::uint64_t last_ = 0;
  std::size_t looked_at_ = 0;
};

}  // namespace

std::vector<port::Write> shared_file_rows(const std::string& partition, const core::Event& event) {
  if (event.kind == "chat.sent") {
    json::array files = files_on(object_of(event.content));
    if (files.empty()) return {};
    json::object row{
        {"from", json::parse(to_json(event.actor))}, {"at", event.at}, {"files", std::move(files)}};
    return {row_of(partition, event.seq, std::move(row), event.ref)};
  }
  if (event.kind == "chat.deleted") return {port::Delete{row_key(partition, event.ref), {}}};
  if (event.kind == "chat.restored") return row_of_restored(partition, event);
  return {};
}

std::string_view kind_of_file(std::string_view type, std::string_view name) {
  if (type.starts_with("image/")) return "picture";
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return "other";
  const std::string ending = folded(name.substr(dot + 1));
  return std::ranges::find(kDocuments, ending) == std::end(kDocuments) ? "other" : "document";
}

bool has_part(std::string_view name, std::string_view part) {
  return folded(name).find(folded(part)) != std::string::npos;
}

void read_shared_files(core::RoomContext& room, const core::Command& command,
                       const json::object& body, core::Reply reply) {
  auto asked = asked_by(body);
  if (!asked) return reply(asked.error());
  const std::uint64_t from = room.visible_from(command.principal.id);
  std::make_shared<SharedFiles>(room, std::move(*asked), from, std::move(reply))->start();
}

}  // namespace atelier::feature::people
