#include <sys/socket.h>

#include <cerrno>
#include <utility>

#include "net/stream.h"

namespace atelier::net {

namespace {

bool would_block(int error) {
  return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

class PlainStream final : public Stream {
 public:
  explicit PlainStream(int descriptor) : descriptor_(descriptor) {}

  IoResult read(std::span<char> into) override {
    const ssize_t count = recv(descriptor_, into.data(), into.size(), MSG_DONTWAIT);
    if (count > 0) return {IoStatus::kOk, static_cast<std::size_t>(count)};
    if (count == 0) return {IoStatus::kEnd, 0};
    return {would_block(errno) ? IoStatus::kBlocked : IoStatus::kFailed, 0};
  }

  IoResult write(std::span<const iovec> pieces) override {
    ++write_calls_;
    std::size_t wanted = 0;
    for (const iovec& piece : pieces) wanted += piece.iov_len;
    const ssize_t count = send_all(pieces);
    if (count < 0) return {would_block(errno) ? IoStatus::kBlocked : IoStatus::kFailed, 0};
    const auto sent = static_cast<std::size_t>(count);
    return {sent == wanted ? IoStatus::kOk : IoStatus::kBlocked, sent};
  }

  void end_writing() override { shutdown(descriptor_, SHUT_WR); }
  bool has_unread() const override { return false; }
  bool read_needs_write() const override { return false; }
  std::uint32_t take_write_calls() override { return std::exchange(write_calls_, 0); }

 private:
  ssize_t send_all(std::span<const iovec> pieces) {
    if (pieces.size() == 1) {
      return send(descriptor_, pieces[0].iov_base, pieces[0].iov_len, MSG_DONTWAIT | MSG_NOSIGNAL);
    }
    msghdr message{};
    message.msg_iov = const_cast<iovec*>(pieces.data());
    message.msg_iovlen = pieces.size();
    return sendmsg(descriptor_, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
  }

  int descriptor_;
  std::uint32_t write_calls_ = 0;
};

}  // namespace

std::unique_ptr<Stream> make_plain_stream(int descriptor) {
  return std::make_unique<PlainStream>(descriptor);
}

}  // namespace atelier::net
