// A message as it goes over the wire (RFC 5322, MIME).
#pragma once

#include "platform/mail/mail.hpp"

#include <string>

namespace caunoi::mail {

// The same id, time and message give the same headers; lines end in CRLF.
std::string mime(const Settings& settings, const Message& message, MailId id, Time at);

}  // namespace caunoi::mail
