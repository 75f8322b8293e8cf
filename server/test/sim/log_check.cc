#include "test/sim/log_check.h"

namespace atelier::sim {
namespace {

/// The command that makes events of this kind; empty: nobody gives it.
std::string command_of(const std::string& kind) {
  static const std::map<std::string, std::string> commands{
      {"chat.sent", "chat.send"},
      {"chat.edited", "chat.edit"},
      {"chat.deleted", "chat.delete"},
      {"chat.restored", "chat.restore"},
      {"chat.purged", "chat.purge"},
      {"chat.reacted", "chat.react"},
      {"chat.pinned", "chat.pin"},
      {"chat.read", "chat.read"},
      {"room.broadcast", "room.broadcast"},
      {"room.renamed", "room.rename"},
      {"room.archived", "room.archive"},
      {"room.configured", "room.configure"},
      {"room.deleted", "room.delete"},
      {"room.restored", "room.restore"},
      {"knock.answered", "knock.answer"},
      {"member.role", "member.set_role"},
      {"member.removed", "member.remove"},
      {"member.banned", "member.remove"},
      {"member.unbanned", "member.unban"},
      {"surface.created", "surface.create"},
      {"surface.renamed", "surface.rename"},
      {"surface.pinned", "surface.pin"},
      {"surface.removed", "surface.remove"},
      {"surface.restored", "surface.restore"},
      {"thread.opened", "thread.open"},
      {"thread.replied", "thread.reply"},
      {"thread.edited", "thread.edit"},
      {"thread.deleted", "thread.delete"},
      {"thread.resolved", "thread.resolve"},
      {"thread.reopened", "thread.reopen"},
      {"thread.reacted", "thread.react"},
      {"meeting.started", "meeting.start"},
      {"meeting.ended", "meeting.end"},
      {"present.started", "present.start"},
      {"present.stopped", "present.stop"},
      {"present.handed_over", "present.hand_over"},
      {"link.created", "link.create"},
      {"link.revoked", "link.revoke"},
  };
  const auto found = commands.find(kind);
  return found == commands.end() ? std::string() : found->second;
}

}  // namespace

LogCheck::LogCheck(const core::CommandTable& table, std::vector<core::Event> log)
    : table_(table), log_(std::move(log)) {
  for (const core::Event& event : log_) read(event);
}

void LogCheck::complain(const core::Event& event, const std::string& what) {
  problems_.push_back(std::to_string(event.seq) + " " + event.kind + " of " + event.actor.id +
                      ": " + what);
}

void LogCheck::read(const core::Event& event) {
  const json::object body = object_of(event.body);
  std::string once = event.id.empty() ? text_of(body, "request") + text_of(body, "file") : event.id;
  if (event.kind == "room.broadcast") once = event.content_hash;
  // One command may end a meeting and start the next.
  if (event.kind.starts_with("meeting.")) once += event.kind;
  if (!once.empty() && !seen_once_.insert(event.actor.id + " " + once).second) {
    complain(event, "applied twice");
  }
  check_right(event);
  if (event.kind == "room.archived") archived_ = bool_member(body, "on", true);
  if (event.kind == "room.deleted" || event.kind == "room.restored") {
    const bool deleted = event.kind == "room.deleted";
    if (deleted == deleted_) complain(event, "changes nothing");
    deleted_ = deleted;
  }
  if (event.kind.starts_with("member.")) read_member(event, body);
  if (event.kind.starts_with("link.")) read_link(event, body);
  if (event.kind.starts_with("meeting.")) read_meeting(event, body);
  if (event.kind.starts_with("chat.")) read_message(event, body);
  if (event.kind.starts_with("present.")) read_presenter(event, body);
  if (event.kind == "surface.created" || event.kind == "surface.restored") {
    surfaces_.insert(text_of(body, "id"));
  }
  if (event.kind == "surface.removed") surfaces_.erase(text_of(body, "id"));
  by_link_ = event.kind == "link.used";
}

// The least role as of the moment before the event, and nothing new in an archived room.
void LogCheck::check_right(const core::Event& event) {
  const std::string name = command_of(event.kind);
  const bool made_by_link = by_link_ && event.kind == "member.role";
  const core::CommandSpec* spec = table_.find(name);
  const bool by_the_clock = text_of(object_of(event.body), "reason") == "gone";
  // A meeting that everybody left is ended by the server, or by whoever starts the next (MTG4).
  if (spec == nullptr || made_by_link || by_the_clock || event.kind == "meeting.ended") return;
  const Standing standing = people_[event.actor.id];
  if (standing.banned || standing.role < spec->least) complain(event, "without the right to");
  if (archived_ && !spec->in_archive) complain(event, "in an archived room");
  if (deleted_ && !spec->in_trash) complain(event, "in a room in the trash");
}

void LogCheck::read_member(const core::Event& event, const json::object& body) {
  const std::string named = text_of(body, "principal");
  const std::string subject = named.empty() ? event.actor.id : named;
  Standing& standing = people_[subject];
  const core::Role role = core::parse_role(text_of(body, "role")).value_or(core::Role::kNone);
  if (event.kind == "member.added") {
    const bool comes_back = standing.known && standing.role == core::Role::kNone;
    if (standing.banned) complain(event, "let in while banned");
    if (comes_back && !by_link_) complain(event, "let in again by nobody");
    standing = {true, false, role};
  } else if (event.kind == "member.role") {
    if (standing.banned) complain(event, "a role for who is banned");
    standing.known = true;
    standing.role = role;
  } else if (event.kind == "member.removed" || event.kind == "member.banned") {
    standing = {true, event.kind == "member.banned" || standing.banned, core::Role::kNone};
    removals_[subject].push_back(event.seq);
  } else if (event.kind == "member.unbanned") {
    standing.banned = false;
  }
}

void LogCheck::read_link(const core::Event& event, const json::object& body) {
  const std::string link = text_of(body, "link");
  if (event.kind == "link.created") {
    most_uses_[link] = int_member(body, "max_uses").value_or(0);
    uses_[link] = 0;
  } else if (event.kind == "link.revoked") {
    revoked_.insert(link);
  } else if (event.kind == "link.used") {
    const std::int64_t most = most_uses_[link];
    ++uses_[link];
    if (revoked_.contains(link)) complain(event, "the link was revoked");
    if (people_[event.actor.id].banned) complain(event, "used by who is banned");
    // Who came by it before may come again.
    const bool first = seen_once_.insert(link + " used by " + event.actor.id).second;
    if (first && most != 0 && uses_[link] > most) complain(event, "used too often");
  }
}

// MTG1: one after the other.
void LogCheck::read_meeting(const core::Event& event, const json::object& body) {
  const std::string meeting = text_of(body, "meeting");
  if (event.kind == "meeting.started") {
    if (!meeting_.empty()) complain(event, "while another one is live");
    meeting_ = meeting;
  } else if (event.kind == "meeting.ended") {
    if (meeting_ != meeting) complain(event, "which is not live");
    meeting_.clear();
  } else if (event.kind == "meeting.attended" && meeting_ != meeting) {
    complain(event, "which is not live");
  }
}

// One at a time; others take over only from who presents, or from who is gone.
void LogCheck::read_presenter(const core::Event& event, const json::object& body) {
  const std::string principal = text_of(body, "principal");
  if (event.kind == "present.started") {
    if (presenter_ != text_of(body, "before")) complain(event, "while somebody presents");
    presenter_ = principal;
  } else if (event.kind == "present.handed_over") {
    if (presenter_.empty() || presenter_ != text_of(body, "before")) {
      complain(event, "by who does not present");
    }
    presenter_ = principal;
  } else {
    if (presenter_ != principal) complain(event, "of who does not present");
    presenter_.clear();
  }
}

void LogCheck::read_message(const core::Event& event, const json::object& body) {
  if (event.kind == "chat.sent") messages_[event.seq] = {};
  if (event.kind == "chat.read" || event.kind == "chat.sent") return;
  const auto found = messages_.find(event.ref);
  if (found == messages_.end()) return complain(event, "of no message");
  Message& message = found->second;
  if (event.kind == "chat.restored" || event.kind == "chat.purged") {
    if (!message.deleted || message.purged) return complain(event, "of no message in the trash");
    message.deleted = event.kind == "chat.purged";
    message.purged = message.deleted;
    return;
  }
  if (message.deleted) return complain(event, "of a deleted message");
  const bool on = bool_member(body, "on", true);
  if (event.kind == "chat.edited") message.edit = event.seq;
  if (event.kind == "chat.deleted") {
    message.deleted = true;
    message.pinned = false;
  }
  if (event.kind == "chat.pinned") message.pinned = on;
  if (event.kind != "chat.reacted") return;
  const std::pair reaction(text_of(body, "emoji"), event.actor.id);
  if (on == message.reactions.contains(reaction)) return complain(event, "changes nothing");
  if (on) {
    message.reactions.insert(reaction);
  } else {
    message.reactions.erase(reaction);
  }
}

std::vector<std::uint64_t> LogCheck::removals_of(const std::string& principal) const {
  const auto found = removals_.find(principal);
  return found == removals_.end() ? std::vector<std::uint64_t>() : found->second;
}

// Wordings that were deleted before they were told are left out (EVT44), links and the door are for
// owners.
bool LogCheck::is_for_all(const core::Event& event) const {
  if (event.kind == "chat.sent") return !messages_.at(event.seq).deleted;
  if (event.kind == "chat.edited") return !messages_.at(event.ref).deleted;
  const bool for_owners = event.kind.starts_with("link.") || event.kind.starts_with("knock.");
  return !command_of(event.kind).empty() && !for_owners;
}

}  // namespace atelier::sim
