#include "gateway/rest/room_export.h"

#include <algorithm>
#include <utility>

#include "core/on_executor.h"
#include "feature/docs/docs_limits.h"
#include "feature/docs/document_id.h"
#include "gateway/rest/archive_copies.h"
#include "gateway/rest/calls.h"
#include "wire/zip/zip_name.h"

namespace atelier::gateway {
namespace {

namespace docs = feature::docs;
namespace zip = wire::zip;

constexpr int kFilesAtOnce = 200;

bool is_image(std::string_view type) {
  return type.starts_with("image/");
}

}  // namespace

void RoomExport::start(const json::object& room) {
  const auto self = shared_from_this();
  write_part("room.json", make_room_part(room, now()), [self] {
    self->write_part("chat.json", make_chat_part(), [self] {
      self->write_part("threads.json", make_threads_part(), [self] { self->list_documents(); });
    });
  });
}

void RoomExport::as_owner(Task next) {
  if (setup_.archive->is_over()) return;
  // Not role_of: an archived room is exported as any other.
  setup_.services.hub.describe(
      setup_.loop, setup_.room, setup_.identity.access(setup_.room),
      [self = shared_from_this(),
       next = std::move(next)](const Result<core::Answer>& answer) mutable {
        if (!answer) return self->setup_.archive->fail(answer.error());
        if (answer->role < core::Role::kOwner) {
          return self->setup_.archive->fail(forbidden("The role was taken away."));
        }
        next();
      });
}

// Each question waits a little, and what is refused for now is asked again.
void RoomExport::ask(Question question, core::Reply then, int tries) {
  const DurationMs delay = tries == kTries ? kPauseMs : kTryAgainMs;
  executor().run_after(delay, [self = shared_from_this(), question = std::move(question),
                               then = std::move(then), tries]() mutable {
    const Setup& setup = self->setup_;
    if (setup.archive->is_over()) return;
    core::CommandRequest request;
    request.room = setup.room;
    request.name = question.command;
    request.body = json::serialize(question.body);
    request.access = setup.identity.access(setup.room);
    setup.services.hub.execute(
        setup.loop, std::move(request),
        [self, question = std::move(question), then = std::move(then),
         tries](Result<core::Answer> answer) mutable {
          const bool again = !answer && is_passing(answer.error()) && tries > 1;
          if (again) return self->ask(std::move(question), std::move(then), tries - 1);
          then(std::move(answer));
        });
  });
}

void RoomExport::write_part(const std::string& name, std::shared_ptr<ExportPart> part, Task next) {
  as_owner(
      [self = shared_from_this(), name, part = std::move(part), next = std::move(next)]() mutable {
        self->setup_.archive->add(
            [name, at = self->now(), part](zip::ZipWriter& archive,
                                           std::string& out) -> Result<std::string> {
              const auto begun = archive.begin(out, name, at, zip::Effort::kFast);
              if (!begun) return begun.error();
              const auto added = archive.append(out, part->opening());
              if (!added) return added.error();
              return std::string();
            },
            [self, part, next = std::move(next)](const std::string&) mutable {
              self->write_pages(part, std::move(next));
            });
      });
}

void RoomExport::write_pages(const std::shared_ptr<ExportPart>& part, Task next) {
  auto question = part->next();
  if (!question) {
    return setup_.archive->add(
        [part](zip::ZipWriter& archive, std::string& out) -> Result<std::string> {
          if (const auto added = archive.append(out, part->closing()); !added) return added.error();
          if (const auto ended = archive.end(out); !ended) return ended.error();
          return std::string();
        },
        [next = std::move(next)](const std::string&) mutable { next(); });
  }
  ask(std::move(*question), [self = shared_from_this(), part,
                             next = std::move(next)](Result<core::Answer> answer) mutable {
    Result<std::string> body = std::string();
    if (answer) {
      body = std::move(answer->body);
    } else {
      body = answer.error();
    }
    self->setup_.archive->add(
        [part, body = std::move(body)](zip::ZipWriter& archive,
                                       std::string& out) -> Result<std::string> {
          ATELIER_TRY(const std::string text, part->text_of(body));
          if (const auto added = archive.append(out, text); !added) return added.error();
          return std::string();
        },
        [self, part, next = std::move(next)](const std::string&) mutable {
          self->write_pages(part, std::move(next));
        });
  });
}

void RoomExport::list_documents() {
  Services& services = setup_.services;
  services.store.query(
      {docs::room_documents_partition(services.options.workspace, setup_.room), "", "",
       2 * docs::kDocumentsPerRoom},
      core::on(executor(), services.alive, [self = shared_from_this()](const port::Page& page) {
        if (page.status != port::StoreStatus::kOk) {
          return self->setup_.archive->fail(unavailable("The documents cannot be read now."));
        }
        for (const port::Record& record : page.records) {
          self->documents_.push_back(record.key.sort);
        }
        std::ranges::reverse(self->documents_);
        self->next_document();
      }));
}

void RoomExport::next_document() {
  if (documents_.empty()) return list_files();
  const std::string name = std::move(documents_.back());
  documents_.pop_back();
  as_owner([self = shared_from_this(), name] { self->open_document(name); });
}

void RoomExport::open_document(const std::string& name) {
  DocumentCopy copy{{setup_.room, name}, setup_.identity.access(setup_.room), "documents/", true};
  copy_document({setup_.services, setup_.loop, setup_.archive}, setup_.visits, std::move(copy),
                [self = shared_from_this()](const Result<void>& copied) {
                  if (!copied) return self->setup_.archive->fail(copied.error());
                  self->next_document();
                });
}

// Each page is asked as an owner, so that the role is looked at again as well.
void RoomExport::list_files() {
  if (!has_more_files_) return setup_.archive->finish();
  Question question{"file.list", {{"limit", kFilesAtOnce}}};
  if (!listed_.empty()) question.body["after"] = listed_;
  ask(std::move(question), [self = shared_from_this()](const Result<core::Answer>& answer) {
    if (!answer) return self->setup_.archive->fail(answer.error());
    const json::object page = json::parse(answer->body).as_object();
    for (const json::value& row : page.at("files").as_array()) {
      const json::object& one = row.as_object();
      self->files_.push_back({std::string(string_member(one, "file").value_or("")),
                              std::string(string_member(one, "name").value_or("")),
                              std::string(string_member(one, "type").value_or("")),
                              static_cast<std::uint64_t>(int_member(one, "size").value_or(0)),
                              int_member(one, "at").value_or(0)});
    }
    self->has_more_files_ = page.at("has_more").as_bool() && !self->files_.empty();
    if (!self->files_.empty()) self->listed_ = self->files_.back().id;
    std::ranges::reverse(self->files_);
    self->next_file();
  });
}

void RoomExport::next_file() {
  if (files_.empty()) return list_files();
  const File file = std::move(files_.back());
  files_.pop_back();
  BlobCopy copy{file_blob_key(setup_.room, file.id),
                "files/" + file.id + '-' + zip::safe_name(file.name), file.at, file.size,
                is_image(file.type)};
  as_owner([self = shared_from_this(), copy = std::move(copy)]() mutable {
    copy_blob({self->setup_.services, self->setup_.loop, self->setup_.archive}, std::move(copy),
              [self] { self->next_file(); });
  });
}

}  // namespace atelier::gateway
