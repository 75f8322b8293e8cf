// Files of a room: what was uploaded, by whom, and of which type. The bytes are in the blob store;
// the gateway has put them there and checked the uploader before it adds the file, so file.add
// needs the rights of the server.
#include <utility>

#include "core/on_executor.h"
#include "feature/people/body.h"
#include "feature/people/people.h"
#include "feature/people/people_limits.h"

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
    if (file.empty() || file.size() > 64) return invalid("file must be the id of an upload.");
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
    if (event.kind != "file.added" || event.content.empty()) return {};
    json::object row = object_of(event.body);
    row["name"] = text_of(object_of(event.content), "name");
    row["owner"] = event.actor.id;
    row["at"] = event.at;
    return {port::Put{
        file_row_key(room_.partition(), text_of(row, "file")), json::serialize(row), {}, 0}};
  }

  void query(const core::Command& command, core::Reply reply) override {
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
}

}  // namespace atelier::feature::people
