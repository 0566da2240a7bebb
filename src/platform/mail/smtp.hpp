// One message to the relay.
#pragma once

#include "platform/mail/mail.hpp"

#include <string>
#include <string_view>

namespace caunoi::mail {

enum class Outcome { sent, try_again, refused };

struct Delivery {
    Outcome outcome = Outcome::try_again;
    std::string text;  // the server's words ("550 5.1.1 No such user"), or what went wrong before it spoke
};
Delivery send(const Settings& settings, const std::string& to, std::string_view mime_text);

}  // namespace caunoi::mail
