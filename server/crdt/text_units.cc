#include "crdt/text_units.h"

namespace atelier::crdt {
namespace {

std::size_t bytes_of_lead(unsigned char lead) {
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

UnitPlace from_front(std::string_view text, std::uint64_t units) {
  UnitPlace place;
  while (units > 0) {
    const std::size_t bytes = bytes_of_lead(static_cast<unsigned char>(text[place.byte]));
    place.byte += bytes;
    place.in_pair = bytes == 4 && units == 1;
    units -= bytes == 4 && units > 1 ? 2 : 1;
  }
  return place;
}

UnitPlace from_back(std::string_view text, std::uint64_t units) {
  UnitPlace place{text.size(), false};
  while (units > 0) {
    std::size_t lead = place.byte - 1;
    while ((static_cast<unsigned char>(text[lead]) & 0xC0) == 0x80) --lead;
    const bool is_pair = place.byte - lead == 4;
    if (is_pair && units == 1) return {place.byte, true};
    place.byte = lead;
    units -= is_pair ? 2 : 1;
  }
  return place;
}

}  // namespace

UnitPlace place_of_units(std::string_view text, std::uint64_t length, std::uint64_t units) {
  if (text.size() == length) return {static_cast<std::size_t>(units), false};
  return units <= length / 2 ? from_front(text, units) : from_back(text, length - units);
}

std::string_view cut_units(std::string_view text, std::uint64_t length, std::uint64_t from,
                           std::uint64_t count) {
  const std::size_t begin = place_of_units(text, length, from).byte;
  return text.substr(begin, place_of_units(text, length, from + count).byte - begin);
}

}  // namespace atelier::crdt
