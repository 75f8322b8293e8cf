// The story of the demo workspace as deploy/demo tells it: people, rooms, who said, wrote and read
// what, and when. Plain values, checked; knows no server.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace atelier::app {

struct DemoPerson {
  std::string key;
  std::string kind;  // owner, member, guest
  std::string name;
  std::string email;  // not of guests
  std::string note;   // what they are at; may be empty
};

struct DemoMember {
  WallMs at = 0;
  std::string person;
  std::string role;
  std::string link;  // label of the link they came by; empty: they were added
};

struct DemoUpdate {
  WallMs at = 0;
  std::string by;
  std::string bytes;
};

/// A name for a document as it is then.
struct DemoVersion {
  WallMs at = 0;
  std::string by;
  std::string name;
};

/// What somebody says about a passage of a document: a comment, other words, or nothing but a
/// colour.
struct DemoThread {
  WallMs at = 0;
  std::string by;
  std::string passage;
  std::string position;  // of the passage, as its editor would tell it
  std::string text;
  std::optional<std::string> suggestion;
  std::optional<int> highlight;  // in this tone
};

struct DemoDocument {
  WallMs at = 0;
  std::string by;
  std::string title;
  // Of its surface: rich or text.
  std::string kind;
  std::vector<DemoUpdate> updates = {};
  std::vector<DemoVersion> versions = {};
  std::vector<DemoThread> threads = {};
  WallMs removed = 0;  // into the trash, by its author; 0: it is there
};

struct DemoReaction {
  std::string emoji;
  std::string by;
};

/// What hangs on a message: its name and its bytes.
struct DemoFile {
  std::string name;
  std::string bytes;
};

struct DemoMessage {
  WallMs at = 0;
  std::string by;
  std::string key;  // how later messages refer to it; may be empty
  std::string text;
  std::string thread;  // key of the message it belongs under
  std::string reply;   // key of the message it answers
  std::string edited;  // its text afterwards
  std::string pinned_by;
  std::vector<DemoReaction> reactions = {};
  std::vector<DemoFile> files = {};
  WallMs deleted = 0;  // by its author; 0: it stands
};

/// Everybody of `people` is there from the first to the last minute.
struct DemoMeeting {
  WallMs at = 0;
  WallMs until = 0;
  std::string by;
  std::string title;
  std::vector<std::string> people = {};
};

struct DemoRead {
  WallMs at = 0;
  std::string person;
};

struct DemoRoom {
  WallMs at = 0;
  std::string id;
  std::string name;
  std::string by;
  std::string direct;   // the other person of a direct room, which has no id of its own
  std::string consent;  // what people are told before they come in
  std::vector<DemoMember> members = {};
  std::vector<DemoDocument> documents = {};
  std::vector<DemoMessage> messages = {};
  std::vector<DemoMeeting> meetings = {};
  std::vector<DemoRead> reads = {};  // everybody reads what is there before they write, too
  WallMs deleted = 0;                // into the trash, by who made it; 0: it is there
};

/// The links that are made at the end: who opens one looks around.
struct DemoVisitors {
  std::string room;
  std::string by;
  std::string member;  // labels
  std::string client;
};

struct DemoProject {
  std::string workspace;
  std::vector<DemoPerson> people;
  std::vector<DemoRoom> rooms;
  DemoVisitors visitors;

  const DemoPerson* person(const std::string& key) const;
};

/// `folder`/project.json and `folder`/documents, told as of `now`. The error names the place.
Result<DemoProject> read_demo_project(const std::filesystem::path& folder, WallMs now);

/// "-13d 09:12" and "-13d 09:12:30" are times of day in the local zone; "-2h 5m" and "-4m" are ago.
Result<WallMs> demo_time(const std::string& text, WallMs now);

}  // namespace atelier::app
