#include "wire/mail/quoted_printable.h"

#include <algorithm>

namespace atelier::wire::mail {
namespace {

constexpr std::size_t kLine = 76;

class Encoder {
 public:
  void line(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto c = static_cast<unsigned char>(text[i]);
      const bool last = i + 1 == text.size();
      const bool printable = c >= 0x21 && c <= 0x7E && c != '=';
      const bool blank = (c == ' ' || c == '\t') && !last;
      const bool special = used_ == 0 && (c == '.' || (c == 'F' && text.substr(i, 5) == "From "));
      put(c, (printable && !special) || blank, last);
    }
    out_ += "\r\n";
    used_ = 0;
  }
  std::string take() { return std::move(out_); }

 private:
  // The last column is for the '=' of a soft break, unless the line ends here anyway.
  void put(unsigned char c, bool as_it_is, bool last) {
    const std::size_t width = as_it_is ? 1 : 3;
    if (used_ + width > kLine - (last ? 0 : 1)) {
      out_ += "=\r\n";
      used_ = 0;
      as_it_is = as_it_is && c != '.' && c != 'F';
    }
    if (as_it_is) {
      out_ += static_cast<char>(c);
      used_ += 1;
      return;
    }
    constexpr char kHex[] = "0123456789ABCDEF";
    out_ += {'=', kHex[c >> 4], kHex[c & 15]};
    used_ += 3;
  }

  std::string out_;
  std::size_t used_ = 0;
};

}  // namespace

std::string quoted_printable(std::string_view text) {
  Encoder encoder;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    encoder.line(text.substr(at, end - at));
    at = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
  }
  return encoder.take();
}

}  // namespace atelier::wire::mail
