#include "gateway/rest/room_export.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "core/on_executor.h"
#include "feature/docs/docs_limits.h"
#include "feature/docs/document_id.h"
#include "feature/docs/render/render.h"
#include "gateway/rest/calls.h"
#include "wire/zip/zip_name.h"

namespace atelier::gateway {
namespace {

namespace docs = feature::docs;
namespace render = feature::docs::render;
namespace zip = wire::zip;

constexpr int kFilesAtOnce = 200;

/// Whether a later try may work.
bool is_passing(const Error& error) {
  return error.code == Errc::kRateLimited || error.code == Errc::kUnavailable;
}

Result<void> write_entry(zip::ZipWriter& archive, std::string& out, const std::string& name,
                         WallMs at, std::string_view bytes) {
  if (const auto begun = archive.begin(out, name, at, zip::Effort::kFast); !begun) return begun;
  if (const auto added = archive.append(out, bytes); !added) return added;
  return archive.end(out);
}

Result<void> write_rendered(zip::ZipWriter& archive, std::string& out, const std::string& name,
                            WallMs at, const std::string& state) {
  crdt::Doc doc;
  if (const auto read = doc.apply(state); !read) return read.error();
  const std::string path = "documents/" + name;
  switch (render::kind_of(doc, name)) {
    case render::DocumentKind::kText:
      return write_entry(archive, out, path + ".txt", at, render::to_text(doc));
    case render::DocumentKind::kRich:
      return write_entry(archive, out, path + ".md", at, render::to_markdown(doc));
    case render::DocumentKind::kOther:
      return write_entry(archive, out, path + ".json", at,
                         json::serialize(render::to_json(name, doc)));
  }
  return {};
}

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
  as_owner([self = shared_from_this(), name] { self->open_document(name, kTries); });
}

void RoomExport::open_document(const std::string& name, int tries) {
  if (setup_.archive->is_over()) return;
  setup_.visits.open(
      {setup_.room, name}, setup_.identity.access(setup_.room),
      [self = shared_from_this(), name, tries](Result<std::shared_ptr<DocumentVisit>> visit) {
        if (visit && (*visit)->is_empty()) return self->next_document();
        if (visit) return self->write_document(name, (*visit)->state());
        if (!is_passing(visit.error()) || tries == 1) {
          return self->setup_.archive->fail(visit.error());
        }
        self->executor().run_after(kTryAgainMs,
                                   [self, name, tries] { self->open_document(name, tries - 1); });
      });
}

void RoomExport::write_document(const std::string& name, std::shared_ptr<const std::string> state) {
  setup_.archive->add(
      [name, at = now(), state = std::move(state)](zip::ZipWriter& archive,
                                                   std::string& out) -> Result<std::string> {
        if (const auto made = write_rendered(archive, out, name, at, *state); !made) {
          return made.error();
        }
        const auto kept = write_entry(archive, out, "documents/" + name + ".yjs", at, *state);
        if (!kept) return kept.error();
        return std::string();
      },
      [self = shared_from_this()](const std::string&) { self->next_document(); });
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
  auto file = std::make_shared<File>(std::move(files_.back()));
  files_.pop_back();
  as_owner([self = shared_from_this(), file] { self->read_file(file, kTries); });
}

void RoomExport::read_file(const std::shared_ptr<File>& file, int tries) {
  if (setup_.archive->is_over()) return;
  setup_.services.blobs.get(
      file_blob_key(setup_.room, file->id), file->read, kPieceBytes,
      core::on(
          executor(), setup_.services.alive,
          [self = shared_from_this(), file, tries](Result<std::string> bytes) {
            if (bytes) {
              return self->write_file(file, std::make_shared<const std::string>(std::move(*bytes)));
            }
            if (bytes.error().code == Errc::kNotFound && file->read == 0) {
              log::warn("export.file_missing", {{"room", self->setup_.room}, {"file", file->id}});
              return self->next_file();
            }
            if (!is_passing(bytes.error()) || tries == 1) {
              return self->setup_.archive->fail(bytes.error());
            }
            self->executor().run_after(kTryAgainMs,
                                       [self, file, tries] { self->read_file(file, tries - 1); });
          }));
}

void RoomExport::write_file(const std::shared_ptr<File>& file,
                            std::shared_ptr<const std::string> bytes) {
  setup_.archive->add(
      [file, bytes](zip::ZipWriter& archive, std::string& out) -> Result<std::string> {
        if (file->read == 0) {
          const std::string name = "files/" + file->id + '-' + zip::safe_name(file->name);
          const auto effort = is_image(file->type) ? zip::Effort::kNone : zip::Effort::kFast;
          if (const auto begun = archive.begin(out, name, file->at, effort); !begun) {
            return begun.error();
          }
        }
        if (bytes->empty()) return not_found("A file is shorter than it was.");
        if (const auto added = archive.append(out, *bytes); !added) return added.error();
        file->read += bytes->size();
        if (file->read < file->size) return std::string("more");
        if (const auto ended = archive.end(out); !ended) return ended.error();
        return std::string();
      },
      [self = shared_from_this(), file](const std::string& more) {
        if (more.empty()) return self->next_file();
        self->read_file(file, kTries);
      });
}

}  // namespace atelier::gateway
