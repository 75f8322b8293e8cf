#include "wire/zip/zip_writer.h"

#include <gtest/gtest.h>

#include "wire/zip/zip_name.h"
#include "wire/zip/zip_reader_test_support.h"

namespace atelier::wire::zip {
namespace {

constexpr WallMs kNoon = 1'719'835'200'000;  // 2024-07-01 12:00:00 UTC

void add(ZipWriter& zip, std::string& out, std::string_view name, std::string_view bytes,
         Effort effort = Effort::kFast) {
  ASSERT_TRUE(zip.begin(out, name, kNoon, effort));
  ASSERT_TRUE(zip.append(out, bytes));
  ASSERT_TRUE(zip.end(out));
}

void finish(ZipWriter& zip, std::string& out) {
  while (zip.finish(out)) {
  }
}

/// Bytes that do not compress.
std::string noise(std::size_t size) {
  std::string out;
  std::uint32_t state = 7;
  while (out.size() < size) {
    state = state * 1'664'525 + 1'013'904'223;
    out += static_cast<char>(state >> 24);
  }
  return out;
}

TEST(ZipWriter, VER29_EntriesAreReadBackByTheDirectory) {
  ZipWriter zip;
  std::string out;
  const std::string large = noise(300'000);
  add(zip, out, "room.json", "{}");
  add(zip, out, "documents/Skizze \xC3\xBC.md", std::string(200'000, 'a'));
  add(zip, out, "files/a.png", large, Effort::kNone);
  add(zip, out, "empty", "");
  finish(zip, out);
  EXPECT_EQ(zip.bytes_written(), out.size());
  const auto read = ZipReader(out).read();
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 4u);
  EXPECT_EQ((*read)[0].name, "room.json");
  EXPECT_EQ((*read)[0].bytes, "{}");
  EXPECT_EQ((*read)[1].name, "documents/Skizze \xC3\xBC.md");
  EXPECT_EQ((*read)[1].bytes, std::string(200'000, 'a'));
  EXPECT_LT((*read)[1].packed, 2000u);
  EXPECT_EQ((*read)[2].bytes, large);
  EXPECT_EQ((*read)[3].bytes, "");
  EXPECT_EQ((*read)[0].flags, 0x0808);  // sizes behind the bytes, names in UTF-8
  // 2024-07-01 12:00:00
  EXPECT_EQ((*read)[0].moment, (44U << 9 | 7U << 5 | 1U) << 16 | 12U << 11);
}

TEST(ZipWriter, VER29_BytesMayComeInAnyPieces) {
  const std::string all = noise(5000) + std::string(5000, 'x');
  for (const std::size_t piece : {1u, 7u, 4096u, 10'000u}) {
    ZipWriter zip;
    std::string out;
    ASSERT_TRUE(zip.begin(out, "a", kNoon, piece == 7 ? Effort::kNone : Effort::kFast));
    for (std::size_t at = 0; at < all.size(); at += piece) {
      std::string part;  // as a sender takes it
      ASSERT_TRUE(zip.append(part, std::string_view(all).substr(at, piece)));
      out += part;
    }
    ASSERT_TRUE(zip.end(out));
    finish(zip, out);
    const auto read = ZipReader(out).read();
    ASSERT_TRUE(read);
    EXPECT_EQ((*read)[0].bytes, all);
  }
}

TEST(ZipWriter, VER29_WithoutItsDirectoryAnArchiveIsNone) {
  ZipWriter zip;
  std::string out;
  add(zip, out, "a", "hello");
  EXPECT_FALSE(ZipReader(out).read());
  finish(zip, out);
  EXPECT_TRUE(ZipReader(out).read());
  for (std::size_t length = 0; length < out.size(); ++length) {
    EXPECT_FALSE(ZipReader(std::string_view(out).substr(0, length)).read());
  }
}

TEST(ZipWriter, VER29_NumbersThatDoNotFitGoIntoZip64Records) {
  constexpr std::uint64_t kBefore = 5'000'000'000;
  ZipWriter far(kBefore);
  std::string out;
  add(far, out, "a", "behind 4 GB");
  finish(far, out);
  const auto read = ZipReader(out, kBefore).read();
  ASSERT_TRUE(read);
  EXPECT_EQ((*read)[0].bytes, "behind 4 GB");

  ZipWriter many;
  std::string archive;
  for (int i = 0; i < 70'000; ++i) add(many, archive, std::to_string(i), "");
  std::string part;
  int parts = 0;
  while (part.clear(), many.finish(part)) {
    EXPECT_LT(part.size(), 1'000'000u);
    archive += part;
    ++parts;
  }
  EXPECT_GT(parts, 10);
  const auto all = ZipReader(archive).read();
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 70'000u);
  EXPECT_EQ(all->back().name, "69999");
}

TEST(ZipWriter, VER29_NamesThatLeadOutOfTheFolderAreRefused) {
  ZipWriter zip;
  std::string out;
  for (const std::string_view name :
       {"", "/etc/passwd", "../a", "a/../b", "a/..", ".", "a//b", "a/", "a\\b", "C:a", "a\nb",
        "a\x7F", "\xFF", "a\xE2\x80\xAEtxt.exe", "a*"}) {
    EXPECT_FALSE(zip.begin(out, name, kNoon, Effort::kFast)) << name;
  }
  EXPECT_EQ(out, "");
  add(zip, out, "files/..a..b/c...", "x");
  finish(zip, out);
  EXPECT_TRUE(ZipReader(out).read());
}

TEST(ZipWriter, VER29_TimesOutsideOfTheFormatAreItsNearest) {
  ZipWriter zip;
  std::string out;
  for (const WallMs at : {WallMs{-1}, WallMs{9'000'000'000'000}}) {
    ASSERT_TRUE(zip.begin(out, "a", at, Effort::kFast));
    ASSERT_TRUE(zip.end(out));
  }
  finish(zip, out);
  const auto read = ZipReader(out).read();
  ASSERT_TRUE(read);
  EXPECT_EQ((*read)[0].moment, (1U << 5 | 1U) << 16);
  EXPECT_EQ((*read)[1].moment, (127U << 9 | 12U << 5 | 31U) << 16 | 23U << 11 | 59U << 5 | 29U);
}

TEST(ZipName, VER29_WhatPeopleCallFilesBecomesHarmless) {
  EXPECT_EQ(safe_name("Plan \xC3\xBC 2.pdf"), "Plan \xC3\xBC 2.pdf");
  EXPECT_EQ(safe_name("../../etc/passwd"), "_._.._etc_passwd");
  EXPECT_EQ(safe_name("a\\b:c*d?e\"f<g>h|i"), "a_b_c_d_e_f_g_h_i");
  EXPECT_EQ(safe_name("a\r\nb\tc\x7F"), "a__b_c_");
  EXPECT_EQ(safe_name("photo\xE2\x80\xAEgpj.exe"), "photo_gpj.exe");
  EXPECT_EQ(safe_name("\xC2\x85x"), "_x");  // a control character of two bytes
  EXPECT_EQ(safe_name("\xFF\xC3"), "__");
  EXPECT_EQ(safe_name(".."), "__");
  EXPECT_EQ(safe_name("."), "_");
  EXPECT_EQ(safe_name(""), "file");
  EXPECT_EQ(safe_name("end. "), "end._");
}

TEST(ZipName, VER29_LongNamesKeepTheirEnding) {
  std::string name(500, 'x');
  name += ".tar.gz";
  std::string kept(kSafeNameBytes - 3, 'x');
  kept += ".gz";
  EXPECT_EQ(safe_name(name), kept);
  std::string wide;
  for (int i = 0; i < 100; ++i) wide += "\xE2\x82\xAC";  // three bytes each
  const std::string cut = safe_name(wide + ".md");
  EXPECT_EQ(cut.size(), 49 * 3 + 3u);
  EXPECT_TRUE(is_safe_path(cut));
  EXPECT_EQ(safe_name("a." + std::string(400, 'y')).size(), kSafeNameBytes);
}

TEST(ZipName, VER29_EverySafeNameIsASafePath) {
  std::uint32_t state = 11;
  for (int round = 0; round < 20'000; ++round) {
    std::string wish;
    for (int i = 0; i <= round % 9; ++i) {
      state = state * 1'664'525 + 1'013'904'223;
      wish += static_cast<char>(state >> 24);
    }
    EXPECT_TRUE(is_safe_path(safe_name(wish))) << wish;
  }
}

}  // namespace
}  // namespace atelier::wire::zip
