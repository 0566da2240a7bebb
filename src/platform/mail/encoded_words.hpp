// Text that is not ASCII in a header (RFC 2047). GMime 3.2.13 writes words of 170 octets; the limit is 75.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace caunoi::mail {

bool plain_ascii(std::string_view text);
// Words of at most 75 octets, cut between characters, one a line ("\n "). `used`: columns of the first line already
// taken.
std::string encoded_words(std::string_view text, std::size_t used);

}  // namespace caunoi::mail
