// Reads spec/vectors/yjs for the tests of this folder. Tests only.
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "base/base64.h"
#include "base/json.h"

namespace atelier::crdt::vectors {

inline std::string path(std::string_view name) {
  const std::string here = __FILE__;
  return here.substr(0, here.rfind("server/")) + "spec/vectors/yjs/" + std::string(name);
}

inline std::string read(std::string_view name) {
  std::ifstream file(path(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(at, 2)), nullptr, 16));
  }
  return bytes;
}

inline std::string to_hex(std::string_view bytes) {
  std::string hex;
  for (const char c : bytes) {
    hex += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
    hex += "0123456789abcdef"[static_cast<unsigned char>(c) & 15];
  }
  return hex;
}

/// One random document of yjs 13.6.33, V1 only.
struct FuzzDocument {
  std::string name;
  std::vector<std::string> updates;
  std::vector<std::size_t> shuffled;
  std::string v1, sv, merged, merged_sv, half_sv, diff_update, snapshot;
};

inline std::vector<FuzzDocument> fuzz_documents() {
  std::vector<FuzzDocument> documents;
  std::ifstream file(path("fuzz_v1.jsonl"));
  for (std::string line; std::getline(file, line);) {
    const json::object entry = json::parse(line).as_object();
    const auto bytes = [&entry](std::string_view key) {
      return base64::decode_lenient(std::string_view(entry.at(key).as_string()));
    };
    FuzzDocument document;
    document.name = entry.at("name").as_string();
    for (const auto& update : entry.at("updates").as_array()) {
      document.updates.push_back(base64::decode_lenient(std::string_view(update.as_string())));
    }
    for (const auto& index : entry.at("shuffled").as_array()) {
      document.shuffled.push_back(index.to_number<std::size_t>());
    }
    document.v1 = bytes("v1");
    document.sv = bytes("sv");
    document.merged = bytes("merged");
    document.merged_sv = bytes("mergedSv");
    document.half_sv = bytes("halfSv");
    document.diff_update = bytes("diffUpdate");
    document.snapshot = bytes("snapshotV1");
    documents.push_back(std::move(document));
  }
  return documents;
}

/// The same document in update format V2, and what it shows; the view is JSON text.
struct FuzzDocumentV2 {
  std::string name;
  std::vector<std::string> updates;
  std::string v2, snapshot, diff_doc, view;
};

inline std::vector<FuzzDocumentV2> fuzz_documents_v2() {
  std::vector<FuzzDocumentV2> documents;
  std::ifstream file(path("fuzz_v2.jsonl"));
  for (std::string line; std::getline(file, line);) {
    const json::object entry = json::parse(line).as_object();
    const auto bytes = [&entry](std::string_view key) {
      return base64::decode_lenient(std::string_view(entry.at(key).as_string()));
    };
    FuzzDocumentV2 document;
    document.name = entry.at("name").as_string();
    for (const auto& update : entry.at("updates").as_array()) {
      document.updates.push_back(base64::decode_lenient(std::string_view(update.as_string())));
    }
    document.v2 = bytes("v2");
    document.snapshot = bytes("snapshotV2");
    document.diff_doc = bytes("diffDoc");
    document.view = entry.at("view").as_string();
    documents.push_back(std::move(document));
  }
  return documents;
}

/// Updates behind one another, each after its length in 4 bytes, lowest first.
inline std::vector<std::string> trace(std::string_view name) {
  std::vector<std::string> updates;
  const std::string raw = read(name);
  for (std::size_t at = 0; at + 4 <= raw.size();) {
    std::size_t length = 0;
    for (int index = 3; index >= 0; --index) {
      length = length << 8 | static_cast<unsigned char>(raw[at + static_cast<std::size_t>(index)]);
    }
    updates.push_back(raw.substr(at + 4, length));
    at += 4 + length;
  }
  return updates;
}

}  // namespace atelier::crdt::vectors
