// A strict reader of flat JSON objects: the catalogues are ours, so anything unusual is a mistake worth a message.
#include "platform/i18n/catalogue.hpp"

#include "platform/base/text.hpp"
#include "platform/base/utf8.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace caunoi::i18n {
namespace {

class Reader {
public:
    explicit Reader(std::string_view json) : rest_(json), all_(json) {}

    Entries object() {
        Entries entries;
        expect('{');
        if (!take('}')) {
            do {
                std::string key = string();
                expect(':');
                entries.emplace_back(std::move(key), string());
            } while (take(','));
            expect('}');
        }
        blanks();
        if (!rest_.empty()) fail("text after the object");
        return entries;
    }

private:
    void blanks() {
        const std::size_t first = rest_.find_first_not_of(" \t\r\n");
        rest_.remove_prefix(first == std::string_view::npos ? rest_.size() : first);
    }
    bool take(char c) {
        blanks();
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void expect(char c) {
        if (!take(c)) fail(fmt::format("'{}' expected", c));
    }
    char next() {
        if (rest_.empty()) fail("unfinished string");
        const char c = rest_.front();
        rest_.remove_prefix(1);
        return c;
    }
    std::string string() {
        expect('"');
        std::string out;
        for (char c = next(); c != '"'; c = next()) {
            if (static_cast<unsigned char>(c) < 0x20) fail("control character in a string");
            if (c == '\\')
                escape(out);
            else
                out += c;
        }
        return out;
    }
    void escape(std::string& out) {
        switch (const char c = next()) {
            case '"':
            case '\\':
            case '/': out += c; break;
            case 'n': out += '\n'; break;
            case 't': out += '\t'; break;
            case 'u': {
                char32_t code = 0;
                for (int i = 0; i < 4; ++i) {
                    constexpr std::string_view digits = "0123456789abcdef";
                    const std::size_t digit = digits.find(static_cast<char>(next() | 0x20));
                    if (digit == std::string_view::npos) fail("\\u without four hexadecimal digits");
                    code = code * 16 + static_cast<char32_t>(digit);
                }
                if (code >= 0xd800 && code <= 0xdfff) fail("write this character itself");
                append_code_point(out, code);
                break;
            }
            default: fail("unknown escape");
        }
    }
    [[noreturn]] void fail(std::string_view what) const {
        const std::string_view read = all_.substr(0, all_.size() - rest_.size());
        const auto line = 1 + std::count(read.begin(), read.end(), '\n');
        throw std::runtime_error(fmt::format("line {}: {}", line, what));
    }

    std::string_view rest_;
    std::string_view all_;
};

}  // namespace

Entries parse_catalogue(std::string_view json) {
    return Reader(json).object();
}

CatalogueName catalogue_name(std::string_view file_name) {
    const auto parts = split(file_name, '.');
    const auto language = parts.size() == 3 ? parse_language(parts[1]) : std::nullopt;
    if (!language || parts[2] != "json" || parts[0].empty())
        throw std::runtime_error(fmt::format("{} is not <area>.<language>.json", file_name));
    return {parts[0], *language};
}

Catalogue::Catalogue(std::span<const EmbeddedFile> files) {
    for (const EmbeddedFile& file : files) {
        const CatalogueName name = catalogue_name(file.name);
        try {
            for (auto& [key, text] : parse_catalogue(file.text)) {
                Texts& texts = texts_[static_cast<std::size_t>(name.language)];
                if (texts.find(key) != texts.end())
                    throw std::runtime_error("\"" + key + "\" stands here twice or elsewhere");
                texts.emplace(std::move(key), std::move(text));
            }
        } catch (const std::runtime_error& error) {
            throw std::runtime_error(fmt::format("{}: {}", file.name, error.what()));
        }
    }
}

const std::string* Catalogue::find(Language language, std::string_view key) const {
    const Texts& texts = texts_[static_cast<std::size_t>(language)];
    const auto found = texts.find(key);
    return found == texts.end() ? nullptr : &found->second;
}

std::map<std::string_view, std::string_view> Catalogue::texts(Language language) const {
    const Texts& texts = texts_[static_cast<std::size_t>(language)];
    return {texts.begin(), texts.end()};
}

const Catalogue& catalogue() {
    static const Catalogue embedded(embedded_catalogues());
    return embedded;
}

}  // namespace caunoi::i18n
