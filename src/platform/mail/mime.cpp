#include "platform/mail/mime.hpp"

#include "platform/base/text.hpp"
#include "platform/mail/encoded_words.hpp"

#include <gmime/gmime.h>

#include <memory>
#include <stdexcept>

namespace caunoi::mail {

namespace {

struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

void start_gmime() {
    static const bool started = [] {
        g_mime_init();
        return true;
    }();
    static_cast<void>(started);
}

Owned<GMimeObject> text_part(const char* subtype, const std::string& text) {
    Owned<GMimeTextPart> part(g_mime_text_part_new_with_subtype(subtype));
    g_mime_text_part_set_charset(part.get(), "utf-8");
    g_mime_text_part_set_text(part.get(), text.c_str());
    // Base64: half the size of quoted-printable for Chinese, and no relay touches its lines.
    g_mime_part_set_content_encoding(GMIME_PART(part.get()), GMIME_CONTENT_ENCODING_BASE64);
    return Owned<GMimeObject>(GMIME_OBJECT(part.release()));
}

Owned<GMimeObject> body_of(const Message& message) {
    auto text = text_part("plain", message.text);
    if (message.html.empty()) return text;
    const auto html = text_part("html", message.html);
    Owned<GMimeMultipart> both(g_mime_multipart_new_with_subtype("alternative"));
    g_mime_multipart_add(both.get(), text.get());
    g_mime_multipart_add(both.get(), html.get());  // the best last (RFC 2046 §5.1.4)
    return Owned<GMimeObject>(GMIME_OBJECT(both.release()));
}

void set_date(GMimeMessage* message, Time at) {
    GTimeZone* hanoi = g_time_zone_new_offset(7 * 60 * 60);
    GDateTime* utc = g_date_time_new_from_unix_utc(at.time_since_epoch().count());
    GDateTime* local = g_date_time_to_timezone(utc, hanoi);
    g_mime_message_set_date(message, local);
    g_date_time_unref(local);
    g_date_time_unref(utc);
    g_time_zone_unref(hanoi);
}

std::string domain_of(const std::string& address) {
    const auto at = address.rfind('@');
    if (at == std::string::npos || at + 1 == address.size())
        throw std::invalid_argument("the sender of mail is not an address: " + address);
    return address.substr(at + 1);
}

void add_headers(GMimeObject* mail, const Message& message) {
    const auto add = [&](const char* name, const std::string& value) {
        g_mime_object_append_header(mail, name, value.c_str(), "utf-8");
    };
    add("Auto-Submitted", "auto-generated");
    add("Content-Language", std::string(code(message.language)));
    if (!message.list_id.empty()) add("List-Id", "<" + message.list_id + ">");
    if (message.list_unsubscribe.empty()) return;
    add("List-Unsubscribe", "<" + message.list_unsubscribe + ">");
    add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
}

void set_raw(GMimeMessage* mail, const char* name, const std::string& value) {
    GMimeHeaderList* headers = g_mime_object_get_header_list(GMIME_OBJECT(mail));
    g_mime_header_list_set(headers, name, "", "utf-8");
    g_mime_header_set_raw_value(g_mime_header_list_get_header(headers, name), (" " + value + "\n").c_str());
}

void set_subject(GMimeMessage* mail, const std::string& subject) {
    if (plain_ascii(subject)) return g_mime_message_set_subject(mail, subject.c_str(), "utf-8");
    set_raw(mail, "Subject", encoded_words(subject, std::string_view("Subject: ").size()));
}

void set_mailbox(GMimeMessage* mail, GMimeAddressType type, const char* header, const std::string& name,
                 const std::string& address) {
    if (plain_ascii(name)) return g_mime_message_add_mailbox(mail, type, name.c_str(), address.c_str());
    set_raw(mail, header, encoded_words(name, std::string_view(header).size() + 2) + "\n <" + address + ">");
}

std::string written(GMimeObject* mail) {
    GMimeFormatOptions* options = g_mime_format_options_new();
    g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
    char* text = g_mime_object_to_string(mail, options);
    g_mime_format_options_free(options);
    std::string out(text);
    g_free(text);
    return out;
}

}  // namespace

std::string mime(const Settings& settings, const Message& message, MailId id, Time at) {
    start_gmime();
    const Owned<GMimeMessage> mail(g_mime_message_new(TRUE));
    set_mailbox(mail.get(), GMIME_ADDRESS_TYPE_FROM, "From", clean_line(settings.from_name), settings.from);
    set_mailbox(mail.get(), GMIME_ADDRESS_TYPE_TO, "To", clean_line(message.to_name), message.to);
    set_subject(mail.get(), clean_line(message.subject));
    set_date(mail.get(), at);
    g_mime_message_set_message_id(mail.get(), (to_text(id) + "@" + domain_of(settings.from)).c_str());
    add_headers(GMIME_OBJECT(mail.get()), message);
    const auto body = body_of(message);
    g_mime_message_set_mime_part(mail.get(), body.get());
    return written(GMIME_OBJECT(mail.get()));
}

}  // namespace caunoi::mail
