#include "gateway/rest/personal_export.h"

#include <algorithm>
#include <utility>

#include "core/keys.h"
#include "core/on_executor.h"
#include "feature/chat/chat_rows.h"
#include "feature/docs/history/named_version.h"
#include "gateway/rest/calls.h"
#include "gateway/rest/pictures.h"
#include "wire/zip/zip_name.h"

namespace atelier::gateway {
namespace {

namespace zip = wire::zip;

constexpr std::size_t kRecordsAtOnce = 200;

std::string end_of(std::string prefix) {
  ++prefix.back();
  return prefix;
}

/// `{message: {from: {id}}}`
bool is_from(const std::string& person, const json::object& kept) {
  const json::value* message = kept.if_contains("message");
  const json::value* from = message != nullptr && message->is_object()
                                ? message->as_object().if_contains("from")
                                : nullptr;
  return from != nullptr && from->is_object() &&
         atelier::text_of(from->as_object(), "id") == person;
}

}  // namespace

void PersonalExport::start() {
  const auto self = shared_from_this();
  write_text("README.txt", std::string(export_readme()), [self] { self->learn(2); });
}

void PersonalExport::write_text(const std::string& name, std::string text, Task next) {
  archive().add(
      [name, text = std::move(text), at = setup_.target.now()](
          zip::ZipWriter& writer, std::string& out) -> Result<std::string> {
        if (const auto made = write_entry(writer, out, name, at, text); !made) return made.error();
        return std::string();
      },
      [next = std::move(next)](const std::string&) mutable { next(); });
}

void PersonalExport::each_event(const std::string& partition, Visit visit, Task next) {
  LogWalk::Setup setup{services().store, setup_.target.executor(), services().alive, partition};
  go_on(std::make_shared<LogWalk>(std::move(setup)), std::make_shared<Visit>(std::move(visit)),
        std::move(next));
}

// Decoding is for the pool; the archive says when it is time for the next page.
void PersonalExport::go_on(const std::shared_ptr<LogWalk>& walk, std::shared_ptr<Visit> visit,
                           Task next) {
  if (archive().is_over()) return;
  walk->next([self = shared_from_this(), walk, visit = std::move(visit),
              next = std::move(next)](Result<std::shared_ptr<const LogPage>> page) mutable {
    if (!page) return self->archive().fail(page.error());
    if (*page == nullptr) return next();
    self->archive().add(
        [visit, page = std::move(*page)](zip::ZipWriter& writer,
                                         std::string& out) -> Result<std::string> {
          for (const core::Event& event : page->events()) {
            if (const auto visited = (*visit)(event, writer, out); !visited) {
              return visited.error();
            }
          }
          return std::string();
        },
        [self, walk, visit, next = std::move(next)](const std::string&) mutable {
          self->go_on(walk, std::move(visit), std::move(next));
        });
  });
}

// Twice: an invite tells an address before the account does.
void PersonalExport::learn(int passes) {
  if (passes == 0) return write_account();
  each_event(
      core::workspace_partition(workspace()),
      [traces = traces_](const core::Event& event, zip::ZipWriter&, std::string&) {
        traces->learn(event);
        return Result<void>();
      },
      [self = shared_from_this(), passes] { self->learn(passes - 1); });
}

void PersonalExport::write_account() {
  const auto self = shared_from_this();
  const std::string account = json::serialize(without_secrets(setup_.account)) + "\n";
  write_text("account.json", account, [self] {
    self->write_events(
        "workspace.json", core::workspace_partition(self->workspace()),
        [traces = self->traces_](const core::Event& event) {
          return traces->concerns_in_workspace(event);
        },
        [self] { self->write_picture(); });
  });
}

void PersonalExport::begin_list(const std::string& name, Task next) {
  archive().add(
      [name, at = setup_.target.now()](zip::ZipWriter& writer,
                                       std::string& out) -> Result<std::string> {
        const auto begun = writer.begin(out, name, at, zip::Effort::kFast);
        if (!begun) return begun.error();
        return std::string();
      },
      [next = std::move(next)](const std::string&) mutable { next(); });
}

void PersonalExport::end_list(const std::shared_ptr<JsonLines>& lines, Task next) {
  archive().add(
      [lines](zip::ZipWriter& writer, std::string& out) -> Result<std::string> {
        if (const auto added = writer.append(out, lines->close()); !added) return added.error();
        if (const auto ended = writer.end(out); !ended) return ended.error();
        return std::string();
      },
      [next = std::move(next)](const std::string&) mutable { next(); });
}

void PersonalExport::write_events(const std::string& name, const std::string& partition,
                                  Select wanted, Task next) {
  auto lines = std::make_shared<JsonLines>();
  Visit visit = [lines, wanted = std::move(wanted), person = setup_.person](
                    const core::Event& event, zip::ZipWriter& writer, std::string& out) {
    if (!wanted(event)) return Result<void>();
    return writer.append(out, lines->add(describe_event(event, person)));
  };
  begin_list(name, [self = shared_from_this(), partition, lines, visit = std::move(visit),
                    next = std::move(next)]() mutable {
    self->each_event(partition, std::move(visit), [self, lines, next = std::move(next)]() mutable {
      self->end_list(lines, std::move(next));
    });
  });
}

void PersonalExport::write_records(const std::string& name, port::Range range, Describe describe,
                                   Task next) {
  auto lines = std::make_shared<JsonLines>();
  const auto self = shared_from_this();
  begin_list(name, [self, range = std::move(range), lines, describe = std::move(describe),
                    next = std::move(next)]() mutable {
    self->write_pages(std::move(range), lines, std::move(describe), std::move(next));
  });
}

void PersonalExport::write_pages(port::Range range, std::shared_ptr<JsonLines> lines,
                                 Describe describe, Task next) {
  read_page(range, [self = shared_from_this(), range, lines = std::move(lines),
                    describe = std::move(describe),
                    next = std::move(next)](port::Page page) mutable {
    const bool more = page.has_more && !page.records.empty();
    if (more) range.from = page.records.back().key.sort + '\0';
    self->archive().add(
        [lines, describe, records = std::move(page.records)](
            zip::ZipWriter& writer, std::string& out) -> Result<std::string> {
          for (const port::Record& record : records) {
            const auto item = describe(record);
            if (!item) continue;
            if (const auto added = writer.append(out, lines->add(*item)); !added) {
              return added.error();
            }
          }
          return std::string();
        },
        [self, range, lines, describe, more, next = std::move(next)](const std::string&) mutable {
          if (!more) return self->end_list(lines, std::move(next));
          self->write_pages(std::move(range), std::move(lines), std::move(describe),
                            std::move(next));
        });
  });
}

void PersonalExport::write_picture() {
  const std::string shown = atelier::text_of(setup_.account, "picture");
  const std::string picture = shown.substr(shown.rfind('/') + 1);
  if (picture.empty()) return write_mails();
  BlobCopy blob{picture_blob_key(setup_.person, picture), "picture", setup_.target.now(), 0, true};
  copy_blob(setup_.target, std::move(blob), [self = shared_from_this()] { self->write_mails(); });
}

void PersonalExport::read_page(port::Range range, UniqueFunction<void(port::Page)> take) {
  if (archive().is_over()) return;
  range.limit = kRecordsAtOnce;
  services().store.query(
      std::move(range),
      core::on(setup_.target.executor(), services().alive,
               [self = shared_from_this(), take = std::move(take)](port::Page page) mutable {
                 if (page.status == port::StoreStatus::kOk) return take(std::move(page));
                 self->archive().fail(unavailable("The store cannot be read now."));
               }));
}

void PersonalExport::read_records(port::Range range,
                                  UniqueFunction<void(std::vector<port::Record>)> take, Task next) {
  read_page(range, [self = shared_from_this(), range, take = std::move(take),
                    next = std::move(next)](port::Page page) mutable {
    const bool more = page.has_more && !page.records.empty();
    if (more) range.from = page.records.back().key.sort + '\0';
    take(std::move(page.records));
    if (!more) return next();
    self->read_records(std::move(range), std::move(take), std::move(next));
  });
}

void PersonalExport::write_mails() {
  write_records(
      "mails.json", {core::workspace_partition(workspace()), "mail/", "mail0"},
      [traces = traces_](const port::Record& record) -> std::optional<json::value> {
        const std::size_t slash = record.key.sort.find('/', 5);
        const std::size_t id = slash == std::string::npos ? 0 : slash + 1;
        const json::value mail = object_of(record.value);
        if (!traces->is_in_mail(record.key.sort.substr(id), mail)) return std::nullopt;
        return without_secrets(mail);
      },
      [self = shared_from_this()] { self->list_rooms(); });
}

void PersonalExport::list_rooms() {
  const std::string prefix = "partition/room/" + workspace() + "/";
  const auto self = shared_from_this();
  read_records(
      {core::directory_partition(workspace()), prefix, end_of(prefix)},
      [self, prefix](const std::vector<port::Record>& records) {
        for (const port::Record& record : records) {
          self->rooms_.push_back(record.key.sort.substr(prefix.size()));
        }
      },
      [self] {
        std::ranges::reverse(self->rooms_);
        self->next_room();
      });
}

void PersonalExport::next_room() {
  if (rooms_.empty()) return archive().finish();
  room_ = std::move(rooms_.back());
  rooms_.pop_back();
  scan_room();
}

void PersonalExport::scan_room() {
  finds_ = std::make_shared<RoomFinds>();
  each_event(
      core::room_partition(workspace(), room_),
      [finds = finds_, traces = traces_](const core::Event& event, zip::ZipWriter&, std::string&) {
        if (traces->concerns(event)) finds->take(event, traces->id());
        return Result<void>();
      },
      [self = shared_from_this()] {
        self->deeds_.assign(self->finds_->deeds.rbegin(), self->finds_->deeds.rend());
        self->write_deeds();
      });
}

void PersonalExport::write_deeds() {
  if (deeds_.empty()) {
    std::ranges::reverse(finds_->files);
    return finds_->deeds.empty() ? next_file() : write_trash();
  }
  const Deed deed = deeds_.back();
  deeds_.pop_back();
  write_events(
      folder() + std::string(file_of(deed)), core::room_partition(workspace(), room_),
      [traces = traces_, deed](const core::Event& event) {
        return deed_of(event.kind) == deed && traces->concerns(event);
      },
      [self = shared_from_this()] { self->write_deeds(); });
}

// What was deleted, by whomever, and may still come back.
void PersonalExport::write_trash() {
  write_records(
      folder() + "trash.json",
      {core::room_partition(workspace(), room_), feature::chat::kept_key(0),
       std::string(feature::chat::kKeptEnd)},
      [person = setup_.person](const port::Record& record) -> std::optional<json::value> {
        json::object kept = object_of(record.value);
        if (!is_from(person, kept)) return std::nullopt;
        return kept;
      },
      [self = shared_from_this()] { self->next_file(); });
}

void PersonalExport::next_file() {
  if (finds_->files.empty()) return list_documents();
  const UploadedFile file = std::move(finds_->files.back());
  finds_->files.pop_back();
  BlobCopy blob{file_blob_key(room_, file.id),
                folder() + "files/" + file.id + '-' + zip::safe_name(file.name), file.at, file.size,
                file.type.starts_with("image/")};
  copy_blob(setup_.target, std::move(blob), [self = shared_from_this()] { self->next_file(); });
}

void PersonalExport::list_documents() {
  const auto self = shared_from_this();
  read_records(
      {feature::docs::room_documents_partition(workspace(), room_), "", ""},
      [self](const std::vector<port::Record>& records) {
        for (const port::Record& record : records) self->documents_.push_back(record.key.sort);
      },
      [self] {
        std::ranges::reverse(self->documents_);
        self->next_document();
      });
}

void PersonalExport::next_document() {
  if (documents_.empty()) return write_versions();
  const std::string document = std::move(documents_.back());
  documents_.pop_back();
  look_into(document);
}

void PersonalExport::write_versions() {
  const auto versions = std::exchange(versions_, {});
  if (versions.empty()) return next_room();
  JsonLines lines;
  std::string text;
  for (const json::object& version : versions) text += lines.add(version);
  write_text(folder() + "versions.json", text + lines.close(),
             [self = shared_from_this()] { self->next_room(); });
}

// Entries and segments name who delivered what; a segment too long for a record stands in a blob,
// and then the document is taken: once too often does no harm to who may read it.
void PersonalExport::look_into(const std::string& document) {
  const auto self = shared_from_this();
  const std::string surface = document.substr(document.find('.') + 1);
  auto wrote = std::make_shared<bool>(finds_->surfaces.contains(surface));
  const auto take = [self, document, wrote](const std::vector<port::Record>& records) {
    for (const port::Record& record : records) {
      self->take_version(document, record);
      const bool named = record.value.find(self->setup_.person) != std::string::npos;
      *wrote = *wrote || named || record.value.find("documents/") != std::string::npos;
    }
  };
  read_records({feature::docs::document_partition(workspace(), {room_, document}), "", ""}, take,
               [self, document, wrote] {
                 if (*wrote) return self->copy(document);
                 self->next_document();
               });
}

void PersonalExport::take_version(const std::string& document, const port::Record& record) {
  if (!record.key.sort.starts_with(feature::docs::kVersionsBegin)) return;
  const auto named = feature::docs::decode_named(record);
  if (!named || named->from.id != setup_.person || named->name.empty()) return;
  versions_.push_back({{"document", document}, {"at", named->at}, {"name", named->name}});
}

// Documents hold what others wrote: they are opened with the rights of who asked, and left out
// where these are gone.
void PersonalExport::copy(const std::string& document) {
  DocumentCopy what{
      {room_, document}, setup_.identity.access(room_), folder() + "documents/", true};
  copy_document(setup_.target, setup_.visits, std::move(what),
                [self = shared_from_this()](const Result<void>& copied) {
                  const bool closed = !copied && (copied.error().code == Errc::kNotFound ||
                                                  copied.error().code == Errc::kForbidden);
                  if (!copied && !closed) return self->archive().fail(copied.error());
                  self->next_document();
                });
}

}  // namespace atelier::gateway
