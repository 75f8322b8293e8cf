// Policy, events, idempotency and rate limits.
#include <gtest/gtest.h>

#include "base/limits.h"
#include "core/event.h"
#include "core/hub.h"
#include "core/idempotency.h"
#include "core/policy.h"
#include "core/rate_limit.h"
#include "port/fake/fake_crypto.h"
#include "port/fake/seeded_random.h"

namespace atelier::core {
namespace {

TEST(Policy, COR1_RoleMatrixOfTheCore) {
  CommandTable table;
  add_room_commands(table);
  EXPECT_EQ(table.role_matrix(),
            "member.remove durable - - - x\n"
            "member.set_role durable - - - x\n"
            "member.unban durable - - - x\n"
            "presence.update ephemeral x x x x\n"
            "presence.watch ephemeral x x x x\n"
            "room.activity query - - - x\n"
            "room.archive durable - - - x\n"
            "room.broadcast durable - x x x\n"
            "room.configure durable - - - x\n"
            "room.delete durable - - - x\n"
            "room.events query x x x x\n"
            "room.forget durable - - - x\n"
            "room.look query x x x x\n"
            "room.members query x x x x\n"
            "room.people query x x x x\n"
            "room.purge durable - - - x\n"
            "room.rename durable - - - x\n"
            "room.restore durable - - - x\n"
            "room.trashed query - - - x\n");
}

TEST(Policy, COR2_EffectiveRole) {
  EXPECT_EQ(effective_role({}, Role::kNone, false), Role::kNone);
  EXPECT_EQ(effective_role({}, Role::kEditor, false), Role::kEditor);
  EXPECT_EQ(effective_role({Role::kViewer, false}, Role::kEditor, false), Role::kViewer);
  EXPECT_EQ(effective_role({Role::kNone, false}, Role::kEditor, false), Role::kNone);
  EXPECT_EQ(effective_role({Role::kOwner, true}, Role::kEditor, false), Role::kNone);
  EXPECT_EQ(effective_role({Role::kNone, true}, Role::kNone, true), Role::kOwner);
}

TEST(Policy, COR1_NamesComeBack) {
  for (const Role role : {Role::kViewer, Role::kCommenter, Role::kEditor, Role::kOwner}) {
    EXPECT_EQ(parse_role(name_of(role)), role);
  }
  EXPECT_FALSE(parse_role("none"));
  for (const auto kind : {PrincipalKind::kUser, PrincipalKind::kGuest, PrincipalKind::kBot}) {
    EXPECT_EQ(parse_kind(name_of(kind)), kind);
  }
}

Event sample() {
  Event event{7, "chat.sent", 1234, {"ann", "Ann \"A\" ,\"hash\":\"x", PrincipalKind::kGuest}};
  event.peer = "12";
  event.id = "0190";
  event.ref = 3;
  event.body = R"({"hash":"not this","text":1})";
  event.content_hash = "abc";
  event.content_until = 99;
  return event;
}

TEST(EventText, COR10_EntryComesBack) {
  const port::FakeCrypto crypto;
  std::string chain = "before";
  const std::string text = encode_event(sample(), chain, crypto);
  std::string read_chain;
  const auto event = decode_event(text, read_chain);
  ASSERT_TRUE(event);
  EXPECT_EQ(read_chain, chain);
  EXPECT_EQ(event->seq, 7U);
  EXPECT_EQ(event->kind, "chat.sent");
  EXPECT_EQ(event->actor, sample().actor);
  EXPECT_EQ(event->body, sample().body);
  EXPECT_EQ(event->ref, 3U);
  EXPECT_EQ(event->content_hash, "abc");
  EXPECT_EQ(event->content_until, 99);
  EXPECT_TRUE(follows(text, "before", crypto));
}

TEST(EventText, COR11_OnlyNameMayChange) {
  const port::FakeCrypto crypto;
  std::string chain;
  std::string text = encode_event(sample(), chain, crypto);
  EXPECT_FALSE(follows(text, "other", crypto));
  std::string blanked = text.substr(0, text.rfind(",\"name\"")) + "}";
  EXPECT_TRUE(follows(blanked, "", crypto));
  std::string read_chain;
  EXPECT_TRUE(decode_event(blanked, read_chain)->actor.name.empty());
  text[text.find("chat.sent")] = 'C';
  EXPECT_FALSE(follows(text, "", crypto));
}

TEST(EventText, COR12_DamagedEntriesAreErrors) {
  const port::FakeCrypto crypto;
  std::string chain;
  const std::string text = encode_event(sample(), chain, crypto);
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_FALSE(decode_event(text.substr(0, size), chain));
    EXPECT_FALSE(follows(text.substr(0, size / 2), "", crypto));
  }
  EXPECT_FALSE(decode_event("[]", chain));
  EXPECT_FALSE(decode_event("{}", chain));
}

constexpr const char* kBody =
    R"({"id":"01900000-0000-7000-8000-000000000001","a":1,"b":[{"c":2}]})";

TEST(Idempotency, COR21_BodiesAreComparedAsValues) {
  const port::FakeCrypto crypto;
  const auto hash = [&](std::string_view name, std::string_view body) {
    return Idempotency::read(name, body, "ann", crypto)->hash;
  };
  const std::string first = hash("x", kBody);
  EXPECT_EQ(first,
            hash("x", R"({"b":[{"c":2}],  "a":1,"id":"01900000-0000-7000-8000-000000000001"})"));
  EXPECT_NE(first, hash("y", kBody));
  EXPECT_NE(first, hash("x", R"({"id":"01900000-0000-7000-8000-000000000001","a":1,"b":[]})"));
}

TEST(Idempotency, COR22_IdIsNeeded) {
  const port::FakeCrypto crypto;
  for (const char* body : {"null", "{}", "[1]", R"({"id":7})", R"({"id":"x"})", "{"}) {
    const auto read = Idempotency::read("x", body, "ann", crypto);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, Errc::kInvalid);
  }
}

TEST(Idempotency, COR23_OnlyIdsThatMayBeStoredAreLookedUp) {
  const port::FakeCrypto crypto;
  port::SeededRandom random(1);
  const auto request = [&](WallMs at) {
    const std::string body = R"({"id":")" + random.uuid_v7(at) + "\"}";
    return *Idempotency::read("x", body, "ann", crypto);
  };
  Idempotency seen;
  EXPECT_FALSE(seen.needs_row(request(1000)));
  seen.replayed(random.uuid_v7(5000));
  EXPECT_TRUE(seen.needs_row(request(5000)));
  EXPECT_FALSE(seen.needs_row(request(5001)));
  const auto first = request(6000);
  seen.remember(first, "{}", 1);
  EXPECT_FALSE(seen.needs_row(first));
  for (std::size_t i = 0; i < Idempotency::kWindow; ++i) seen.remember(request(7000), "{}", 2);
  EXPECT_TRUE(seen.needs_row(first));
  EXPECT_FALSE(seen.find(first, nullptr));
  EXPECT_EQ(seen.newest(), 7000);
}

TEST(Idempotency, COR20_RowGivesTheAnswerBack) {
  const port::FakeCrypto crypto;
  const auto request = *Idempotency::read("x", kBody, "ann", crypto);
  Idempotency seen;
  const std::string row = seen.remember(request, R"({"seq":5})", 5);
  const auto known = Idempotency().find(request, &row);
  ASSERT_TRUE(known);
  EXPECT_EQ(known->answer, R"({"seq":5})");
  EXPECT_EQ(known->hash, request.hash);
  EXPECT_EQ(known->seq, 5U);
}

TEST(RateLimiter, COR6_BurstThenRate) {
  RateLimiter limiter({10, 3});
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(limiter.take("ann", 1000));
  EXPECT_EQ(limiter.take("ann", 1000), 100);
  EXPECT_FALSE(limiter.take("bob", 1000));
  EXPECT_EQ(limiter.take("ann", 1050), 50);
  EXPECT_FALSE(limiter.take("ann", 1100));
}

TEST(RateLimiter, COR6_BucketsAreBounded) {
  RateLimiter limiter({1, 1}, 10);
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(limiter.take(std::to_string(i), 0));
  EXPECT_EQ(limiter.size(), 10U);
  EXPECT_TRUE(limiter.take("99", 0));
}

TEST(AbuseMeter, COR6_ManyRefusalsInAWindowClose) {
  AbuseMeter meter(3);
  EXPECT_FALSE(meter.refused(0));
  EXPECT_FALSE(meter.refused(1));
  EXPECT_FALSE(meter.refused(10'001));
  EXPECT_FALSE(meter.refused(10'002));
  EXPECT_TRUE(meter.refused(10'003));
  EXPECT_EQ(rate_limited(5).retry_after_ms, 5);
}

}  // namespace
}  // namespace atelier::core
