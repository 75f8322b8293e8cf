#include "crdt/joined_state.h"

#include <algorithm>

namespace atelier::crdt {
namespace {

void append_body(std::string& out, const Content& content) {
  if (content.starts_in_pair) out += "\xEF\xBF\xBD";
  out += content.body;
}

UpdateStruct skip(Clock from, Clock until) {
  UpdateStruct hole;
  hole.clock = from;
  hole.content = {ContentKind::kSkip, false, until - from, {}};
  return hole;
}

}  // namespace

UpdateStruct JoinedState::Run::view() const {
  UpdateStruct viewed = plain;
  viewed.content.body = body;
  viewed.root_name = root_name;
  viewed.parent_sub = parent_sub;
  return viewed;
}

JoinedState::Run JoinedState::own(const UpdateStruct& next) {
  Run run{next, {}, std::string(next.root_name), std::string(next.parent_sub)};
  append_body(run.body, next.content);
  run.plain.content.starts_in_pair = false;
  run.plain.content.body = run.plain.root_name = run.plain.parent_sub = {};
  return run;
}

bool JoinedState::join(Run& run, ClientId client, const UpdateStruct& next) {
  UpdateStruct& held = run.plain;
  if (held.content.kind != next.content.kind || !is_joinable(next.content.kind)) return false;
  if (next.clock != held.end()) return false;
  // Splitting such a pair gives back exactly the second piece, so joining loses nothing: it sits
  // right of the first and was inserted there. Values of a map stay apart, because each integrated
  // value deletes the one before it.
  if (next.is_item() &&
      (next.origin != Id{client, next.clock - 1} || next.right_origin != held.right_origin ||
       next.has_parent_sub || held.has_parent_sub)) {
    return false;
  }
  held.content.length += next.content.length;
  append_body(run.body, next.content);
  return true;
}

void JoinedState::append(const Update& update) {
  for (const ClientStructs& section : update.clients) {
    for (const UpdateStruct& next : section.structs) append(section.client, next);
  }
  add_deletes(update.deletes);
}

void JoinedState::append(ClientId client, const UpdateStruct& next) {
  if (next.is_skip()) return;
  Runs& runs = clients_[client];
  const Clock held = runs.empty() ? 0 : runs.back().plain.end();
  if (next.end() <= held) return;
  const bool overlaps = next.clock < held;
  const UpdateStruct rest = overlaps ? cut_front(next, client, held - next.clock) : next;
  content_bytes_ += rest.content.body.size();
  if (!runs.empty() && join(runs.back(), client, rest)) return;
  runs.push_back(own(rest));
  ++struct_count_;
}

std::size_t JoinedState::write_runs(VarWriter& writer, ClientId client, const Runs& runs,
                                    Clock known_until) {
  auto run = std::partition_point(runs.begin(), runs.end(), [known_until](const Run& candidate) {
    return candidate.plain.end() <= known_until;
  });
  if (run == runs.end()) return 0;
  UpdateStruct first = run->view();
  if (first.clock < known_until) first = cut_front(first, client, known_until - first.clock);
  Clock end = first.clock;
  VarWriter structs;
  std::size_t count = 0;
  for (; run != runs.end(); ++run) {
    const UpdateStruct next = count == 0 ? first : run->view();
    if (next.clock > end) {
      write_struct(structs, skip(end, next.clock));
      ++count;
    }
    write_struct(structs, next);
    ++count;
    end = next.end();
  }
  writer.var_uint(count);
  writer.var_uint(client);
  writer.var_uint(first.clock);
  writer.bytes(structs.view());
  return 1;
}

std::string JoinedState::encode_since(const StateVector& known) const {
  VarWriter sections;
  std::size_t count = 0;
  for (const auto& [client, runs] : clients_) {
    count += write_runs(sections, client, runs, known.clock(client));
  }
  VarWriter writer;
  writer.var_uint(count);
  writer.bytes(sections.view());
  write_delete_set(writer, deletes_);
  return writer.take();
}

}  // namespace atelier::crdt
