#include "feature/people/proof_state.h"

#include "feature/people/body.h"

namespace atelier::feature::people {
namespace {

Proof read_proof(const json::object& from) {
  Proof proof;
  proof.id = text_of(from, "proof");
  proof.kind = text_of(from, "kind");
  proof.account = text_of(from, "account");
  proof.email = text_of(from, "email");
  proof.hash = text_of(from, "hash");
  proof.expires_at = int_member(from, "expires_at").value_or(0);
  return proof;
}

}  // namespace

void ProofState::apply(const core::Event& event) {
  const json::object body = object_of(event.body);
  if (event.kind == "proof.opened") {
    put(read_proof(said_by(event)), event.at);
  } else if (event.kind == "password.changed") {
    drop(text_of(body, "account"), "reset");  // AUTH69: void with any new password
  } else if (event.kind == "email.changed") {
    drop(text_of(body, "account"), "verify");
    drop(text_of(body, "account"), "reset");  // those went to the address before
  } else if (event.kind == "account.erased") {
    drop(text_of(body, "account"), "verify");
    drop(text_of(body, "account"), "reset");
  } else if (event.kind == "account.verified") {
    drop(text_of(body, "account"), "verify");
  }
}

void ProofState::put(Proof proof, WallMs now) {
  if (proof.hash.empty()) return;  // erased since
  std::erase_if(by_hash_, [now](const auto& each) { return each.second.expires_at <= now; });
  std::size_t waiting = 0;
  auto oldest = by_hash_.end();
  for (auto at = by_hash_.begin(); at != by_hash_.end(); ++at) {
    if (at->second.account != proof.account || at->second.kind != proof.kind) continue;
    ++waiting;
    const bool older =
        oldest == by_hash_.end() || at->second.expires_at < oldest->second.expires_at;
    if (older) oldest = at;
  }
  if (waiting >= kProofsPerAccount) by_hash_.erase(oldest);
  std::string hash = proof.hash;
  by_hash_[std::move(hash)] = std::move(proof);
}

void ProofState::drop(std::string_view account, std::string_view kind) {
  std::erase_if(by_hash_, [&](const auto& each) {
    return each.second.account == account && each.second.kind == kind;
  });
}

const Proof* ProofState::find(std::string_view hash, std::string_view kind, WallMs now) const {
  const auto found = by_hash_.find(hash);
  if (found == by_hash_.end()) return nullptr;
  const Proof& proof = found->second;
  return proof.kind == kind && proof.expires_at > now ? &proof : nullptr;
}

json::array ProofState::save() const {
  json::array all;
  for (const auto& [hash, proof] : by_hash_) {
    all.push_back({{"proof", proof.id},
                   {"kind", proof.kind},
                   {"account", proof.account},
                   {"email", proof.email},
                   {"hash", hash},
                   {"expires_at", proof.expires_at}});
  }
  return all;
}

void ProofState::load(const json::object& state) {
  const json::value* all = state.if_contains("proofs");
  if (all == nullptr) return;  // a snapshot from before there were any
  for (const json::value& each : all->as_array()) {
    Proof proof = read_proof(each.as_object());
    std::string hash = proof.hash;
    by_hash_[std::move(hash)] = std::move(proof);
  }
}

}  // namespace atelier::feature::people
