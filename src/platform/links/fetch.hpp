// Looking whether an address of the web still answers. Addresses come from what people wrote, so nothing inside the
// office's own network is ever asked: the check stands where the connection is made, behind names and redirects.
#pragma once

#include <chrono>
#include <string>

namespace caunoi::links {

struct Options {
    std::chrono::milliseconds timeout{10'000};  // of each of the at most two questions
    int redirects = 3;
    bool private_addresses = false;  // for tests: loopback and the like may be asked
};

struct Answer {
    enum class Kind {
        status,   // the server spoke: `status`
        refused,  // a private address, or not http(s)
        silent,   // no name, no connection, no answer in time
    };
    Kind kind = Kind::silent;
    int status = 0;
    std::string problem = {};  // in the words of the library; "" when the server spoke
};

// HEAD, and when the server does not like that, GET of the first byte. Blocks; never inside a transaction.
Answer look(const std::string& url, const Options& options = {});

}  // namespace caunoi::links
