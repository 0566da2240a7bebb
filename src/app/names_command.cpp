// caunoi names read|hanzi|keys: the engine of names on its own.
#include "app/commands.hpp"
#include "platform/base/json.hpp"
#include "platform/base/text.hpp"
#include "platform/names/hanzi.hpp"
#include "platform/names/keys.hpp"
#include "platform/names/read.hpp"

#include <cmath>
#include <iostream>

namespace caunoi::app {

namespace {

struct Answer {
    std::string_view kind = {};  // of a key
    std::string text = {};
    double confidence = 1;
};

std::vector<Answer> answers(std::string_view way, std::string_view name, names::Kind kind) {
    std::vector<Answer> all;
    if (way == "keys") {
        for (names::Key& key : names::keys_of(name, kind)) all.push_back({key.kind, std::move(key.text), 1});
        return all;
    }
    for (names::Suggestion& one : way == "read" ? names::read(name, kind) : names::write_in_han(name, kind))
        all.push_back({{}, std::move(one.text), one.confidence});
    return all;
}

// Four decimals: what is beyond them is noise.
std::string decimal(double value) {
    return fmt::format("{}", std::round(value * 10'000) / 10'000);
}

std::string as_json(std::string_view way, std::string_view name, names::Kind kind) {
    Json json;
    json.open('{').key("input").value(name).key("suggestions").open('[');
    for (const Answer& answer : answers(way, name, kind)) {
        json.open('{').key("text").value(answer.text).key("confidence").raw(decimal(answer.confidence));
        if (!answer.kind.empty()) json.key("kind").value(answer.kind);
        json.close('}');
    }
    json.close(']');
    if (way == "hanzi") {
        json.key("syllables").open('[');
        for (const names::SyllableChoice& choice : names::pick_characters(name, kind)) {
            json.open('{').key("syllable").value(choice.syllable).key("characters").open('[');
            for (const names::Character& one : choice.characters) json.value(one.text);
            json.close(']').close('}');
        }
        json.close(']');
    }
    return json.close('}').take();
}

std::string as_text(std::string_view way, std::string_view name, names::Kind kind) {
    std::string line(name);
    for (const Answer& answer : answers(way, name, kind)) {
        line += '\t';
        if (!answer.kind.empty()) line.append(answer.kind).append(": ");
        line += answer.text;
    }
    return line;
}

}  // namespace

int names_command(const NamesOptions& options) {
    const names::Kind kind = names::kind_of(options.kind).value();
    for (std::string line; std::getline(std::cin, line);) {
        const std::string name = clean_line(line);
        std::cout << (options.json ? as_json : as_text)(options.way, name, kind) << '\n';
    }
    return 0;
}

}  // namespace caunoi::app
