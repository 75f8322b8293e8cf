#include "gateway/rest/archive_copies.h"

#include <utility>

#include "base/log.h"
#include "core/on_executor.h"
#include "feature/docs/render/render.h"

namespace atelier::gateway {
namespace {

namespace render = feature::docs::render;
namespace zip = wire::zip;

/// The bytes of a file are read in pieces of this size.
constexpr std::uint64_t kPieceBytes = 1024 * 1024;
constexpr DurationMs kTryAgainMs = 500;
constexpr int kTries = 20;

Result<void> write_rendered(zip::ZipWriter& archive, std::string& out, const std::string& path,
                            const std::string& name, WallMs at, const std::string& state) {
  crdt::Doc doc;
  if (const auto read = doc.apply(state); !read) return read.error();
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

class CopiedBlob : public std::enable_shared_from_this<CopiedBlob> {
 public:
  CopiedBlob(ArchiveTarget target, BlobCopy what, Task next)
      : target_(std::move(target)), what_(std::move(what)), next_(std::move(next)) {}

  void read(int tries) {
    if (target_.archive->is_over()) return;
    target_.services.blobs.get(
        what_.key, read_, kPieceBytes,
        core::on(target_.executor(), target_.services.alive,
                 [self = shared_from_this(), tries](Result<std::string> bytes) {
                   self->take(std::move(bytes), tries);
                 }));
  }

 private:
  void take(Result<std::string> bytes, int tries) {
    if (bytes) return write(std::make_shared<const std::string>(std::move(*bytes)));
    if (bytes.error().code == Errc::kNotFound && read_ == 0) {
      log::warn("export.file_missing", {{"file", what_.key}});
      return next_();
    }
    if (!is_passing(bytes.error()) || tries == 1) return target_.archive->fail(bytes.error());
    target_.executor().run_after(kTryAgainMs,
                                 [self = shared_from_this(), tries] { self->read(tries - 1); });
  }

  void write(std::shared_ptr<const std::string> bytes) {
    target_.archive->add([self = shared_from_this(), bytes = std::move(bytes)](
                             zip::ZipWriter& archive,
                             std::string& out) { return self->append(archive, out, *bytes); },
                         [self = shared_from_this()](const std::string& more) {
                           if (more.empty()) return self->next_();
                           self->read(kTries);
                         });
  }

  // On the pool, while nothing else of this object runs.
  Result<std::string> append(zip::ZipWriter& archive, std::string& out, const std::string& bytes) {
    if (read_ == 0) {
      const auto effort = what_.is_packed ? zip::Effort::kNone : zip::Effort::kFast;
      const auto begun = archive.begin(out, what_.name, what_.at, effort);
      if (!begun) return begun.error();
    }
    if (bytes.empty()) return not_found("A file is shorter than it was.");
    if (const auto added = archive.append(out, bytes); !added) return added.error();
    read_ += bytes.size();
    if (read_ < what_.size) return std::string("more");
    if (const auto ended = archive.end(out); !ended) return ended.error();
    return std::string();
  }

  ArchiveTarget target_;
  BlobCopy what_;
  Task next_;
  std::uint64_t read_ = 0;  // bytes in the archive already
};

class CopiedDocument : public std::enable_shared_from_this<CopiedDocument> {
 public:
  using Next = UniqueFunction<void(Result<void>)>;
  CopiedDocument(ArchiveTarget target, DocumentVisits& visits, DocumentCopy what, Next next)
      : target_(std::move(target)),
        visits_(visits),
        what_(std::move(what)),
        next_(std::move(next)) {}

  void open(int tries) {
    if (target_.archive->is_over()) return;
    visits_.open(what_.id, what_.access,
                 [self = shared_from_this(), tries](Result<std::shared_ptr<DocumentVisit>> visit) {
                   if (visit && (*visit)->is_empty()) return self->next_({});
                   if (visit) return self->write((*visit)->state());
                   if (!is_passing(visit.error()) || tries == 1) {
                     return self->next_(visit.error());
                   }
                   self->target_.executor().run_after(kTryAgainMs,
                                                      [self, tries] { self->open(tries - 1); });
                 });
  }

 private:
  void write(std::shared_ptr<const std::string> state) {
    target_.archive->add(
        [self = shared_from_this(), at = target_.now(), state = std::move(state)](
            zip::ZipWriter& archive, std::string& out) -> Result<std::string> {
          const DocumentCopy& what = self->what_;
          const std::string path = what.prefix + what.id.name;
          const auto made = write_rendered(archive, out, path, what.id.name, at, *state);
          if (!made) return made.error();
          if (!what.with_state) return std::string();
          const auto kept = write_entry(archive, out, path + ".yjs", at, *state);
          if (!kept) return kept.error();
          return std::string();
        },
        [self = shared_from_this()](const std::string&) { self->next_({}); });
  }

  ArchiveTarget target_;
  DocumentVisits& visits_;
  DocumentCopy what_;
  Next next_;
};

}  // namespace

bool is_passing(const Error& error) {
  return error.code == Errc::kRateLimited || error.code == Errc::kUnavailable;
}

Result<void> write_entry(zip::ZipWriter& archive, std::string& out, const std::string& name,
                         WallMs at, std::string_view bytes) {
  if (const auto begun = archive.begin(out, name, at, zip::Effort::kFast); !begun) return begun;
  if (const auto added = archive.append(out, bytes); !added) return added;
  return archive.end(out);
}

void copy_blob(ArchiveTarget target, BlobCopy what, Task next) {
  std::make_shared<CopiedBlob>(std::move(target), std::move(what), std::move(next))->read(kTries);
}

void copy_document(ArchiveTarget target, DocumentVisits& visits, DocumentCopy what,
                   UniqueFunction<void(Result<void>)> next) {
  std::make_shared<CopiedDocument>(std::move(target), visits, std::move(what), std::move(next))
      ->open(kTries);
}

}  // namespace atelier::gateway
