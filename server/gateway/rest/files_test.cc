#include <gtest/gtest.h>

#include "gateway/rest/image_size.h"
#include "gateway/rest/rest_rig_test_support.h"

namespace atelier::gateway {
namespace {

using namespace std::string_literals;

std::string png(std::uint8_t width, std::uint8_t height) {
  return "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0"s + static_cast<char>(width) + "\0\0\0"s +
         static_cast<char>(height) + "\x08\x06\0\0\0"s;
}

class RestFiles : public testing::Test {
 protected:
  RestFiles() {
    ann.set_up();
    ann.post("/rooms", {{"name", "Kick-off"}, {"id", "kick"}}, 201);
  }
  json::object upload(Browser& who, const std::string& name, const std::string& bytes,
                      int status = 201) {
    const auto answer = who.send("POST", "/rooms/kick/files?name=" + name, bytes, "text/html");
    EXPECT_EQ(answer->status(), status) << answer->response->body;
    return json::parse(answer->response->body).as_object();
  }
  std::shared_ptr<FakeAnswer> download(Browser& who, const json::object& file,
                                       port::HeaderList headers = {}) {
    Browser asks = who;
    asks.more = std::move(headers);
    return asks.send("GET", "/rooms/kick/files/" + std::string(file.at("file").as_string()));
  }
  Browser member(const std::string& name, core::Role role) {
    Browser who(rig);
    who.register_as(name);
    const std::string id(who.session().at("principal").at("id").as_string());
    auto [answer, reply] = core::HubRig::promise();
    rig.people.rooms.hub->role_of(0, "kick", {{id, name}, role}, std::move(reply));
    EXPECT_TRUE(*rig.people.rooms.wait(answer));
    return who;
  }

  RestRig rig{GuestPolicy::kLinks, true};
  Browser ann{rig};
};

TEST_F(RestFiles, RST12_TheTypeIsWhatTheBytesAre) {
  const json::object image = upload(ann, "plan.html", png(40, 30));
  EXPECT_EQ(image.at("type").as_string(), "image/png");
  EXPECT_EQ(image.at("width").as_int64(), 40);
  EXPECT_EQ(image.at("height").as_int64(), 30);
  const auto shown = download(ann, image);
  EXPECT_EQ(shown->response->body, png(40, 30));
  EXPECT_EQ(shown->header("Content-Type"), "image/png");
  EXPECT_TRUE(shown->header("Content-Disposition").starts_with("inline"));
}

TEST_F(RestFiles, RST12_WhatIsNoKnownImageIsAnAttachmentInASandbox) {
  for (const char* bytes : {"<html><script>alert(1)</script>", "<svg onload='x'/>", "%PDF-1.7"}) {
    const json::object page = upload(ann, "page.png", bytes);
    EXPECT_EQ(page.at("type").as_string(), "application/octet-stream");
    const auto got = download(ann, page);
    EXPECT_EQ(got->response->body, bytes);
    EXPECT_EQ(got->header("Content-Type"), "application/octet-stream");
    EXPECT_TRUE(got->header("Content-Disposition").starts_with("attachment"));
    EXPECT_EQ(got->header("X-Content-Type-Options"), "nosniff");
    EXPECT_TRUE(got->header("Content-Security-Policy").starts_with("sandbox"));
  }
}

TEST_F(RestFiles, RST12_Ranges) {
  const json::object file = upload(ann, "a.txt", "0123456789");
  const auto part = download(ann, file, {{"range", "bytes=2-4"}});
  EXPECT_EQ(part->status(), 206);
  EXPECT_EQ(part->response->body, "234");
  EXPECT_EQ(part->header("Content-Range"), "bytes 2-4/10");
  EXPECT_EQ(download(ann, file, {{"range", "bytes=-2"}})->response->body, "89");
  EXPECT_EQ(download(ann, file, {{"range", "bytes=10-"}})->status(), 416);
  const std::string tag = download(ann, file)->header("ETag");
  EXPECT_EQ(download(ann, file, {{"if-none-match", tag}})->status(), 304);
}

TEST_F(RestFiles, RST12_NamesCannotAddHeaders) {
  const json::object file = upload(ann, "a%22;b%5C%C3%BC.txt", "x");
  const std::string header = download(ann, file)->header("Content-Disposition");
  EXPECT_EQ(header, "attachment; filename=\"a__b___.txt\"; filename*=UTF-8''a%22%3Bb%5C%C3%BC.txt");
  upload(ann, "a%0D%0ASet-Cookie:x.txt", "x", 400);
  EXPECT_EQ(rig.blobs.size(), 1U);  // the refused one left nothing behind
  upload(ann, "", "x", 400);
  upload(ann, std::string(256, 'x'), "x", 400);
  upload(ann, "empty.txt", "", 400);
}

TEST_F(RestFiles, RST12_RolesDecideWhoUploadsAndReads) {
  Browser viewer = member("vic", core::Role::kViewer);
  Browser commenter = member("cid", core::Role::kCommenter);
  Browser outsider(rig);
  outsider.register_as("out");
  upload(viewer, "a.txt", "x", 403);
  upload(outsider, "a.txt", "x", 404);
  const json::object file = upload(commenter, "a.txt", "x");
  EXPECT_EQ(download(viewer, file)->status(), 200);
  EXPECT_EQ(download(outsider, file)->status(), 404);
  Browser nobody(rig);
  EXPECT_EQ(download(nobody, file)->status(), 401);
  EXPECT_EQ(rig.blobs.size(), 1U);
}

TEST_F(RestFiles, RST12_AFileBelongsToItsRoom) {
  ann.post("/rooms", {{"name", "Other"}, {"id", "other"}}, 201);
  const json::object file = upload(ann, "a.txt", "x");
  const std::string id(file.at("file").as_string());
  ann.get("/rooms/other/files/" + id, 404);
  ann.get("/rooms/kick/files/..", 404);
  ann.get("/rooms/kick/files/x", 404);
}

TEST_F(RestFiles, RST12_LargeBodiesNeedSomebodyKnown) {
  port::HttpRequest head;
  head.method = "POST";
  head.path = "/api/v1/rooms/kick/files";
  EXPECT_EQ(rig.api->max_body_bytes(head), 64U * 1024);
  head.headers = {{"cookie", "atelier_login=x"}};
  EXPECT_EQ(rig.api->max_body_bytes(head), 100U * 1024 * 1024);
  head.path = "/api/v1/login";
  EXPECT_EQ(rig.api->max_body_bytes(head), 8192U);
}

TEST_F(RestFiles, RST12_AFullPoolAndAStoreThatIsAwayAreUnavailable) {
  rig.pool.set_full(true);
  upload(ann, "a.txt", "x", 503);
  rig.pool.set_full(false);
  rig.blobs.set_unavailable(true);
  upload(ann, "a.txt", "x", 503);
  rig.blobs.set_unavailable(false);
  for (int i = 0; i < 5; ++i) upload(ann, "a.txt", "x");  // every place was given back
}

TEST(ImageSize, RST12_SizesOfEveryKind) {
  const auto check = [](const std::string& bytes, std::string_view type, std::uint32_t width,
                        std::uint32_t height) {
    const auto facts = image_facts(bytes);
    ASSERT_TRUE(facts) << type;
    EXPECT_EQ(facts->type, type);
    EXPECT_EQ(facts->width, width) << type;
    EXPECT_EQ(facts->height, height) << type;
  };
  check(png(7, 9), "image/png", 7, 9);
  check("GIF89a\x07\x01\x09\0x"s, "image/gif", 263, 9);
  check("\xFF\xD8\xFF\xE0\0\x04xx\xFF\xC2\0\x11\x08\x01\x02\0\x03\x03"s, "image/jpeg", 3, 258);
  check("RIFFsizeWEBPVP8X\x0A\0\0\0\0\0\0\0\x06\0\0\x08\0\0"s, "image/webp", 7, 9);
  check("RIFFsizeWEBPVP8 size123\x9d\x01\x2a\x07\0\x09\0"s, "image/webp", 7, 9);
  check("RIFFsizeWEBPVP8Lsize\x2F\x06\0\x02\0......"s, "image/webp", 7, 9);
  check(
      "\0\0\0\x10"
      "ftypavif\0\0\0\0----ispe\0\0\0\0\0\0\0\x07\0\0\0\x09"s,
      "image/avif", 7, 9);
}

TEST(ImageSize, RST12_TruncatedAndForeignBytesAreHarmless) {
  for (const std::string& whole :
       {png(7, 9), "\xFF\xD8\xFF\xE0\0\x04xx\xFF\xC2\0\x11\x08\x01\x02\0\x03\x03"s,
        "\0\0\0\x10"
        "ftypavif\0\0\0\0----ispe\0\0\0\0\0\0\0\x07\0\0\0\x09"s,
        "RIFFsizeWEBPVP8X\x0A\0\0\0\0\0\0\0\x06\0\0\x08\0\0"s}) {
    for (std::size_t length = 0; length < whole.size(); ++length) {
      const auto facts = image_facts(std::string_view(whole).substr(0, length));
      EXPECT_TRUE(!facts || facts->type.starts_with("image/"));
    }
  }
  EXPECT_FALSE(image_facts("<svg/>"));
  EXPECT_FALSE(
      image_facts("\0\0\0\x10"
                  "ftypmp42\0\0\0\0"s));
}

TEST(ImageSize, RST12_ImagesThatWouldFillTheMemoryOfWhoLooksAreOnlyDownloads) {
  EXPECT_TRUE(may_be_shown({"image/png", 10'000, 10'000}));
  EXPECT_TRUE(may_be_shown({"image/png", 30'000, 3'333}));
  EXPECT_FALSE(may_be_shown({"image/png", 10'001, 10'000}));
  EXPECT_FALSE(may_be_shown({"image/png", 30'001, 1}));
  EXPECT_FALSE(may_be_shown({"image/jpeg", 65'535, 65'535}));
  EXPECT_FALSE(may_be_shown({"image/png", 0xFFFFFFFF, 0xFFFFFFFF}));
  EXPECT_FALSE(may_be_shown({"image/webp", 0, 0}));
}

}  // namespace
}  // namespace atelier::gateway
