#include "platform/html/writer.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <stdexcept>

namespace caunoi::html {

namespace {

constexpr std::string_view replacement(char c) {
    switch (c) {
        case '&': return "&amp;";
        case '<': return "&lt;";
        case '>': return "&gt;";
        case '"': return "&quot;";
        case '\'': return "&#39;";
        default: return {};
    }
}

constexpr auto special = [] {
    std::array<bool, 256> table{};
    for (const char c : {'&', '<', '>', '"', '\''}) table[static_cast<unsigned char>(c)] = true;
    return table;
}();

// Texts are long and hardly ever hold such a character, so eight bytes are looked at together. May say yes for nothing.
bool may_hold_special(const char* eight_bytes) {
    constexpr std::uint64_t ones = 0x0101010101010101;
    std::uint64_t word = 0;
    std::memcpy(&word, eight_bytes, sizeof word);
    const auto holds = [&](std::uint64_t mask, char c) {
        const std::uint64_t rest = (word & (mask * ones)) ^ (static_cast<unsigned char>(c) * ones);  // 0 in its byte
        return (rest - ones) & ~rest;
    };
    // '&' and '\'' differ in the last bit, '<' and '>' in the last but one.
    return ((holds(0xfe, '&') | holds(0xfd, '<') | holds(0xff, '"')) & (0x80 * ones)) != 0;
}

constexpr bool unreserved(unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || c == '~';
}

void append_percent_encoded(std::string& out, std::string_view value) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        if (unreserved(byte)) {
            out += c;
        } else {
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        }
    }
}

bool begins_with_scheme(std::string_view address, std::string_view scheme) {
    return address.size() > scheme.size() &&
           std::ranges::equal(address.substr(0, scheme.size()), scheme,
                              [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

}  // namespace

void append_escaped(std::string& out, std::string_view value) {
    std::size_t from = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
        while (i + 8 <= value.size() && !may_hold_special(value.data() + i)) i += 8;
        if (i == value.size()) break;
        if (!special[static_cast<unsigned char>(value[i])]) continue;
        out.append(value, from, i - from);
        out += replacement(value[i]);
        from = i + 1;
    }
    out.append(value, from);
}

Url& Url::part(std::string_view segment) {
    if (text_.empty() || text_.back() != '/') text_ += '/';
    append_percent_encoded(text_, segment);
    return *this;
}
Url& Url::part(std::int64_t number) {
    if (text_.empty() || text_.back() != '/') text_ += '/';
    text_ += std::to_string(number);  // digits need no encoding
    return *this;
}
Url& Url::query(Literal name, std::string_view value) {
    return query_pair(name.text, value);
}
Url& Url::query_pair(std::string_view name, std::string_view value) {
    text_ += has_query_ || text_.find('?') != std::string::npos ? '&' : '?';
    has_query_ = true;
    append_percent_encoded(text_, name);
    text_ += '=';
    append_percent_encoded(text_, value);
    return *this;
}
Url& Url::query(Literal name, std::int64_t value) {
    return query(name, std::string_view(std::to_string(value)));
}
Url& Url::query_if(Literal name, std::string_view value) {
    return value.empty() ? *this : query(name, value);
}
Url& Url::fragment(Literal name) {
    text_ += '#';
    text_ += name.text;
    return *this;
}
Url Url::within_page(std::string_view id) {
    Url url(Built{"#"});
    append_percent_encoded(url.text_, id);
    return url;
}
Url Url::own(std::string_view path) {
    // "//host" and "/\host" would leave the site, and so would "/<tab>/host": browsers drop tabs and line ends.
    const bool leaves = path.empty() || path[0] != '/' || (path.size() > 1 && (path[1] == '/' || path[1] == '\\'));
    const bool control = std::ranges::any_of(path, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    return Url(Built{leaves || control ? "/" : std::string(path)});
}
Url Url::foreign(std::string_view address) {
    if (begins_with_scheme(address, "https://") || begins_with_scheme(address, "http://"))
        return Url(Built{std::string(address)});
    return Url(Built{"#"});
}
Url Url::mail(std::string_view address) {
    Url url(Built{"mailto:"});
    for (const char c : address) {  // "@" must stay readable
        if (c == '@' || c == '+')
            url.text_ += c;
        else
            append_percent_encoded(url.text_, std::string_view(&c, 1));
    }
    return url;
}
Url Url::phone(std::string_view number) {
    Url url(Built{"tel:"});
    for (const char c : number)
        if ((c >= '0' && c <= '9') || c == '+') url.text_ += c;
    return url;
}

Writer::Writer() {
    out_.reserve(32 * 1024);  // most pages of lists
}

void Writer::close_start() {
    if (!in_start_) return;
    out_ += '>';
    in_start_ = false;
    if (void_) open_.pop_back();
    void_ = false;
}

Writer& Writer::tag(Literal name) {
    close_start();
    out_ += '<';
    out_ += name.text;
    open_.push_back(name.text);
    in_start_ = true;
    void_ = name.void_element;
    return *this;
}
Writer& Writer::tag(Literal name, Literal classes) {
    return tag(name).attr("class", classes.text);
}
Writer& Writer::attr(AttributeName name) {
    if (!in_start_) throw std::logic_error("an attribute after the content");
    out_ += ' ';
    out_ += name.text;
    return *this;
}
Writer& Writer::attr(AttributeName name, std::string_view value) {
    attr(name);
    out_ += "=\"";
    append_escaped(out_, value);
    out_ += '"';
    return *this;
}
Writer& Writer::attr(AttributeName name, std::int64_t value) {
    return attr(name, std::string_view(std::to_string(value)));
}
Writer& Writer::attr_if(bool condition, AttributeName name) {
    return condition ? attr(name) : *this;
}
Writer& Writer::attr_if(bool condition, AttributeName name, std::string_view value) {
    return condition ? attr(name, value) : *this;
}
Writer& Writer::url(UrlAttribute name, const Url& value) {
    if (!in_start_) throw std::logic_error("an attribute after the content");
    out_ += ' ';
    out_ += name.text;
    out_ += "=\"";
    append_escaped(out_, value.text());
    out_ += '"';
    return *this;
}
Writer& Writer::htmx(Literal name, std::string_view value) {
    if (!in_start_) throw std::logic_error("an attribute after the content");
    out_ += ' ';
    out_ += name.text;
    out_ += "=\"";
    append_escaped(out_, value);
    out_ += '"';
    return *this;
}
Writer& Writer::lang(Language language) {
    return attr("lang", code(language));
}
Writer& Writer::text(std::string_view value) {
    // Inside these two, escaping would change what is meant and could not protect.
    if (!open_.empty() && (open_.back() == "script" || open_.back() == "style"))
        throw std::logic_error("no text inside <script> or <style>");
    close_start();
    append_escaped(out_, value);
    return *this;
}
Writer& Writer::number(std::int64_t value) {
    return text(std::to_string(value));
}
Writer& Writer::end() {
    close_start();  // a void element that was written last is closed by this, and its parent by what follows
    if (open_.empty()) throw std::logic_error("nothing is open");
    out_ += "</";
    out_ += open_.back();
    out_ += '>';
    open_.pop_back();
    return *this;
}
Writer& Writer::element(Literal name, std::string_view content) {
    return tag(name).text(content).end();
}
Writer& Writer::element(Literal name, Literal classes, std::string_view content) {
    return tag(name, classes).text(content).end();
}
Writer& Writer::link(const Url& to, std::string_view content) {
    return tag("a").url("href", to).text(content).end();
}
Writer& Writer::link(const Url& to, Literal classes, std::string_view content) {
    return tag("a", classes).url("href", to).text(content).end();
}
Writer& Writer::doctype() {
    out_ += "<!DOCTYPE html>\n";
    return *this;
}
Writer& Writer::linked_data(const Json& json) {
    tag("script").attr("type", "application/ld+json");
    close_start();
    // In JSON these stand within strings only, where the escape means the same. No parser of HTML sees markup then.
    for (const char c : json.text()) {
        if (c == '<')
            out_ += "\\u003c";
        else if (c == '>')
            out_ += "\\u003e";
        else if (c == '&')
            out_ += "\\u0026";
        else
            out_ += c;
    }
    return end();
}
void Writer::end_to(std::size_t depth) {
    close_start();
    while (open_.size() > depth) end();
}
std::string Writer::take() {
    close_start();
    if (!open_.empty()) throw std::logic_error("<" + std::string(open_.back()) + "> is still open");
    return std::move(out_);
}

}  // namespace caunoi::html
