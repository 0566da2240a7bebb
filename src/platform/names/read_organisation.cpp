// A body's name is not read, it is translated: 广西壮族自治区人民对外友好协会 is the place, what it is about and, last,
// what kind of body it is; Vietnamese says the same from the other end.
#include "platform/base/text.hpp"
#include "platform/base/utf8.hpp"
#include "platform/names/lists.hpp"
#include "platform/names/read.hpp"

#include <algorithm>

namespace caunoi::names {

namespace {

constexpr double by_rule = 0.85;      // a name that the lists cover
constexpr double unknown_part = 0.8;  // for each run that no list knows

struct Piece {
    std::vector<std::string> vi;  // the usual way first
    double share = 1;
};

std::size_t next_size(std::string_view text) {
    std::size_t at = 0;
    next_code_point(text, at);
    return at;
}

Piece place_piece(std::string_view place) {
    const std::vector<Suggestion> read = read_place(place, 2);
    Piece piece{.vi = {}, .share = read.front().confidence};
    for (const Suggestion& one : read)
        if (one.confidence >= read.front().confidence / 2) piece.vi.push_back(one.text);
    return piece;
}

// The end of a place with its suffix at the start of the text, 0 when there is none: 南宁市, 广西壮族自治区.
std::size_t administrative_place(std::string_view text) {
    constexpr std::size_t most_characters = 10;
    std::size_t at = 0;
    for (std::size_t count = 1; count <= most_characters && at < text.size(); ++count) {
        next_code_point(text, at);
        if (count < 3) continue;  // 省 needs a name of two characters before it
        const Suffix* suffix = suffix_ending(text.substr(0, at));
        if (!suffix || suffix->stays || suffix->vi.empty()) continue;
        // 凭祥口岸 is a body here; what 广西 leaves of 广西壮族自治区 is no place.
        const BodyWord* head = at == text.size() ? body_word_ending(text, Role::head) : nullptr;
        if (!head || head->han.size() < suffix->han.size()) return at;
    }
    return 0;
}

bool is_suffix(std::string_view text) {
    return std::ranges::find(suffixes(), text, &Suffix::han) != suffixes().end();
}

// Places at the start, the larger ones first as Chinese has them; what is left begins at `at`.
std::vector<Piece> take_places(std::string_view name, std::size_t& at) {
    std::vector<Piece> places;
    while (at < name.size()) {
        const std::string_view rest = name.substr(at);
        const BodyWord* whole = body_word_at(rest, Role::whole);
        const std::string* bare = bare_place_at(rest);
        std::size_t end = administrative_place(rest);
        // 市 of 市场 and 区 of 区域 belong to the next word.
        const Suffix* suffix = end ? suffix_ending(rest.substr(0, end)) : nullptr;
        const bool one_character = suffix && code_points(suffix->han) == 1;
        if (one_character && body_word_at(rest.substr(end - suffix->han.size()), Role::modifier)) end = 0;
        if (whole && whole->han.size() < rest.size() && whole->han.size() >= end) {
            places.push_back({whole->vi});
            at += whole->han.size();
        } else if (end && (!bare || end > bare->size())) {
            // 广西南宁市: the province stands before without its suffix.
            const std::string_view after = bare ? rest.substr(bare->size()) : std::string_view();
            const bool split = bare && bare->size() < end && !is_suffix(after.substr(0, end - bare->size())) &&
                               bare->size() + administrative_place(after) == end;
            const std::size_t size = split ? bare->size() : end;
            places.push_back(place_piece(rest.substr(0, size)));
            at += size;
        } else if (bare) {
            places.push_back(place_piece(*bare));
            at += bare->size();
        } else {
            break;
        }
    }
    return places;
}

const BodyWord* longest_word_at(std::string_view text) {
    const BodyWord* best = nullptr;
    for (const Role role : {Role::modifier, Role::head, Role::whole}) {
        const BodyWord* word = body_word_at(text, role);
        if (word && (!best || word->han.size() > best->han.size())) best = word;
    }
    return best;
}

// What stands between place and head, in Chinese order. Words on both sides of 和 stay together in that order.
std::vector<Piece> take_words(std::string_view text) {
    std::vector<Piece> pieces;
    std::size_t unknown = 0;  // begin of a run that no list knows
    bool and_before = false;
    const auto add = [&](Piece piece) {
        if (and_before && !pieces.empty()) {
            pieces.back().vi = {fmt::format("{} và {}", pieces.back().vi.front(), piece.vi.front())};
            pieces.back().share *= piece.share;
        } else {
            pieces.push_back(std::move(piece));
        }
        and_before = false;
    };
    const auto end_run = [&](std::size_t at) {
        if (at == unknown) return;
        const std::vector<Suggestion> run = read_syllables(text.substr(unknown, at - unknown), true, 1);
        add({{run.front().text}, run.front().confidence * unknown_part});
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = text.substr(at);
        const bool joins = at > unknown || !pieces.empty();
        const std::string_view conjunction = rest.starts_with("和") ? "和" : rest.starts_with("与") ? "与" : "";
        const BodyWord* word = longest_word_at(rest);
        const std::string* place = word ? nullptr : bare_place_at(rest);
        if (joins && !conjunction.empty() && (!word || word->han.size() <= conjunction.size())) {
            end_run(at);
            and_before = true;
            unknown = at += conjunction.size();
        } else if (word) {
            end_run(at);
            add({word->vi});
            unknown = at += word->han.size();
        } else if (place) {
            end_run(at);
            add(place_piece(*place));
            unknown = at += place->size();
        } else {
            at += next_size(rest);
        }
    }
    end_run(text.size());
    return pieces;
}

// Head, then from the last word to the first, then from the smallest place to the largest.
Suggestion compose(std::string_view head, const std::vector<Piece>& words, const std::vector<Piece>& places,
                   std::size_t way_of_place) {
    Suggestion out{std::string(head), by_rule};
    const auto put = [&](const Piece& piece, std::size_t way) {
        if (!out.text.empty()) out.text += ' ';
        out.text += piece.vi[std::min(way, piece.vi.size() - 1)];
        out.confidence *= piece.share;
    };
    for (auto word = words.rbegin(); word != words.rend(); ++word) put(*word, 0);
    for (auto place = places.rbegin(); place != places.rend(); ++place) put(*place, way_of_place);
    return out;
}

// 广西日报 keeps the Chinese order: Quảng Tây nhật báo.
Suggestion in_chinese_order(const std::vector<Piece>& places, std::string_view rest, std::string_view last) {
    Suggestion out{"", by_rule};
    for (const Piece& place : places) out.text += place.vi.front() + ' ';
    if (!rest.empty()) out.text += read_syllables(rest, true, 1).front().text + ' ';
    out.text += last;
    return out;
}

// 中国驻越南大使馆: the embassy of the one at the other.
std::vector<Suggestion> read_posted(std::string_view name, std::size_t most) {
    constexpr std::string_view posted = "驻";
    const std::size_t at = name.find(posted);
    if (at == std::string_view::npos || at == 0) return {};
    const std::string_view abroad = name.substr(at + posted.size());
    const BodyWord* head = body_word_ending(abroad, Role::head);
    if (!head || head->han.size() == abroad.size()) return {};
    std::size_t end = 0;
    std::size_t there_end = 0;
    const std::vector<Piece> from = take_places(name.substr(0, at), end);
    if (end != at) return {};
    const std::string_view where = abroad.substr(0, abroad.size() - head->han.size());
    const std::vector<Piece> places = take_places(where, there_end);
    const std::string there = there_end == where.size() && !places.empty()
                                  ? compose("", {}, places, 0).text
                                  : read_syllables(where, true, 1).front().text;
    std::vector<Suggestion> all;
    for (const std::string& way : head->vi)
        if (all.size() < most)
            all.push_back({fmt::format("{} tại {}", compose(way, {}, from, 0).text, there),
                           by_rule / static_cast<double>(all.size() + 1)});
    return all;
}

}  // namespace

std::vector<Suggestion> read_organisation(std::string_view name, std::size_t most) {
    std::vector<Suggestion> all = read_posted(name, most);
    if (const BodyWord* whole = whole_body(name))
        for (std::size_t i = 0; i < whole->vi.size(); ++i) all.push_back({whole->vi[i], i == 0 ? 0.99 : 0.5});
    std::size_t at = 0;
    const std::vector<Piece> places = take_places(name, at);
    const std::string_view rest = name.substr(at);
    if (const BodyWord* keep = body_word_ending(rest, Role::keep)) {
        all.push_back(in_chinese_order(places, rest.substr(0, rest.size() - keep->han.size()), keep->vi.front()));
    } else if (const BodyWord* head = body_word_ending(rest, Role::head)) {
        const std::vector<Piece> words = take_words(rest.substr(0, rest.size() - head->han.size()));
        double share = 1;
        for (const std::string& way : head->vi) {
            all.push_back(compose(way, words, places, 0));
            all.back().confidence *= share;
            share *= 0.5;
        }
        if (std::ranges::any_of(places, [](const Piece& place) { return place.vi.size() > 1; })) {
            all.push_back(compose(head->vi.front(), words, places, 1));
            all.back().confidence *= 0.4;
        }
    }
    for (Suggestion& literal : read_syllables(name, true, 1))
        all.push_back({std::move(literal.text), literal.confidence * 0.2});
    std::ranges::stable_sort(all, std::greater(), &Suggestion::confidence);
    std::vector<Suggestion> best;
    for (Suggestion& one : all)
        if (best.size() < most && std::ranges::find(best, one.text, &Suggestion::text) == best.end())
            best.push_back(std::move(one));
    return best;
}

}  // namespace caunoi::names
