// Files of a room: what was uploaded, by whom, and of which type. The bytes are in the blob store;
// the gateway has put them there and checked the uploader before it adds the file, so file.add
// needs the rights of the server.
#include <utility>

#include "core/on_executor.h"
#include "feature/people/body.h"
#include "feature/people/people.h"
#include "feature/people/people_limits.h"
#include "feature/people/shared_files.h"

namespace atelier::feature::people {
namespace {

constexpr std::string_view kFacts[] = {"type", "size", "width", "height", "sha256"};

class FileFeature final : public core::RoomFeature {
 public:
  explicit FileFeature(core::RoomContext& room) : room_(room) {}

  std::string_view name() const override { return "files"; }

  std::vector<port::RecordKey> needs(const core::Command& command) const override {
    return {file_row_key(room_.partition(), text_of(object_of(command.body), "file"))};
  }

  Result<core::Decision> decide(const core::Command& command, const core::Rows& rows) override {
    const json::object body = object_of(command.body);
    const std::string file = text_of(body, "file");
    if (file.empty() || file.size() > kFileIdBytes)
      return invalid("file must be the id of an upload.");
    if (rows.find(file_row_key(room_.partition(), file)) != nullptr) {
      return Error{Errc::kConflict, "There is such a file already."};
    }
    ATELIER_TRY(const std::string shown, plain_text(body, "name", kFileNameBytes));
    json::object facts{{"file", file}};
    for (const std::string_view key : kFacts) {
      if (body.contains(key)) facts[key] = body.at(key);
    }
    core::Decision decision;
    decision.events.push_back(
        {"file.added", json::serialize(facts), json::serialize(json::object{{"name", shown}})});
    return decision;
  }

  void apply(const core::Event&) override {}

  std::vector<port::Write> rows(const core::Event& event) const override {
    if (event.kind != "file.added") return shared_file_rows(room_.partition(), event);
    if (event.content.empty()) return {};
    json::object row = object_of(event.body);
    row["name"] = text_of(object_of(event.content), "name");
    row["owner"] = event.actor.id;
    row["at"] = event.at;
    return {port::Put{
        file_row_key(room_.partition(), text_of(row, "file")), json::serialize(row), {}, 0}};
  }

  void query(const core::Command& command, core::Reply reply) override {
    if (command.name == "file.list") return list(object_of(command.body), std::move(reply));
    if (command.name == "file.shared") {
      return read_shared_files(room_, command, object_of(command.body), std::move(reply));
    }
    room_.store().get(needs(command),
                      core::on(room_.executor(), room_.alive(),
                               [reply = std::move(reply)](port::ReadResult read) mutable {
                                 if (read.status != port::StoreStatus::kOk) {
                                   return reply(unavailable("The store does not answer now."));
                                 }
                                 if (read.records.empty()) {
                                   return reply(not_found("There is no such file."));
                                 }
                                 reply(core::Answer{std::move(read.records[0].value)});
                               }));
  }

  json::object save() const override { return {}; }
  void load(const json::object&) override {}

 private:
  void list(const json::object& body, core::Reply reply) {
    const std::string after = text_of(body, "after");
    const std::int64_t limit = int_member(body, "limit").value_or(100);
    if (limit < 1 || limit > static_cast<std::int64_t>(kFilesPerPage) ||
        after.size() > kFileIdBytes) {
      return reply(invalid("after is the id of a file, limit is 1 to 200."));
    }
    std::string from = file_row_key(room_.partition(), after).sort;
    if (!after.empty()) from += '\0';
    room_.store().query({room_.partition(), std::move(from), "file0",  // '0' follows '/'
                         static_cast<std::size_t>(limit)},
                        core::on(room_.executor(), room_.alive(),
                                 [reply = std::move(reply)](const port::Page& page) mutable {
                                   answer_list(page, std::move(reply));
                                 }));
  }

  static void answer_list(const port::Page& page, core::Reply reply) {
    if (page.status != port::StoreStatus::kOk) {
      return reply(unavailable("The store does not answer now."));
    }
    std::string files;
    for (const port::Record& record : page.records) {
      files += (files.empty() ? "" : ",") + record.value;
    }
    reply(core::Answer{"{\"files\":[" + files +
                       "],\"has_more\":" + (page.has_more ? "true" : "false") + '}'});
  }

  core::RoomContext& room_;
};

}  // namespace

port::RecordKey file_row_key(std::string_view room_partition, std::string_view file) {
  return {std::string(room_partition), "file/" + std::string(file)};
}

core::RoomFeatureFactory make_files() {
  return [](core::RoomContext& room) { return std::make_unique<FileFeature>(room); };
}

void register_room_commands(core::CommandTable& table) {
  using enum core::CommandClass;
  using core::RateBucket;
  using core::Role;
  const auto link = [&table](const char* name, core::CommandClass kind, bool idempotent) {
    const RateBucket bucket = kind == kQuery ? RateBucket::kRead : RateBucket::kAdmin;
    // Links lead into an archived room as well, but none is made there.
    const bool in_archive = std::string_view(name) != "link.create";
    table.add({name, "links", Role::kOwner, kind, bucket, idempotent, 4096, in_archive});
  };
  link("link.create", kDurable, false);  // by itself: see links.cc
  link("link.revoke", kDurable, true);
  link("link.use", kDurable, false);
  link("link.list", kQuery, false);
  link("link.look", kQuery, false);
  table.add({"file.add", "files", Role::kOwner, kDurable, RateBucket::kWrite, false, 4096});
  table.add({"file.get", "files", Role::kViewer, kQuery, RateBucket::kRead, false, 4096});
  table.add({"file.shared", "files", Role::kViewer, kQuery, RateBucket::kRead, false, 4096});
  table.add({"file.list", "files", Role::kOwner, kQuery, RateBucket::kRead, false, 4096});
}

}  // namespace atelier::feature::people
