// How often a plain Vietnamese query finds a record whose name is kept in Chinese alone, on attested pairs of names
// (tests/names/pairs.tsv), and how often it finds something else.
#include "platform/base/text.hpp"
#include "platform/names/syllable.hpp"
#include "platform/search/test_search.hpp"

#include <array>
#include <fstream>
#include <iostream>
#include <map>
#include <set>

namespace caunoi::search {
namespace {

struct Pair {
    std::string kind, han;
    std::vector<std::string> forms;
};

std::vector<Pair> attested_pairs() {
    std::ifstream file(source_folder() / "tests/names/pairs.tsv");
    std::vector<Pair> pairs;
    std::string line;
    std::getline(file, line);  // the heading
    while (std::getline(file, line)) {
        const auto cells = split(line, '\t');
        Pair& pair = pairs.emplace_back();
        pair.kind = cells.at(0);
        pair.han = cells.at(1);
        for (const std::string_view form : split(cells.at(2), '|')) pair.forms.emplace_back(form);
    }
    return pairs;
}

// As somebody types who types no marks.
std::string typed_plainly(std::string_view name) {
    std::string typed;
    for (const std::string& syllable : names::syllables(name))
        typed += (typed.empty() ? "" : " ") + names::plain_key(syllable);
    return typed;
}

// A hit on a name that holds the one asked for is none too many: 南宁市人民政府 for "nam ninh".
bool holds(const Pair& other, const Pair& asked, const std::string& query) {
    return other.han.find(asked.han) != std::string::npos ||
           std::ranges::any_of(other.forms, [&](const std::string& form) {
               return typed_plainly(form).find(query) != std::string::npos;
           });
}

class AttestedNames : public testing::TestWithParam<store::Engine> {};

TEST_P(AttestedNames, AreFoundByPlainVietnamese) {
    Indexed index{GetParam()};
    const std::vector<Pair> pairs = attested_pairs();
    std::map<std::int64_t, const Pair*> by_record;
    std::vector<Written> records;
    for (const Pair& pair : pairs) {
        if (pair.kind == "term" || pair.kind == "surname") continue;
        const auto record = static_cast<std::int64_t>(records.size() + 1);
        by_record[record] = &pair;
        records.push_back({"party", record, pair.han, "", "", ""});
    }
    index.keep(records);

    std::map<std::string, std::array<int, 2>> found;  // of a kind: asked, found
    int wrong = 0;
    int queries = 0;
    for (const auto& [record, pair] : by_record) {
        if (pair->kind != "place_cn" && pair->kind != "person_cn") continue;
        bool hit = false;
        for (const std::string& form : pair->forms) {
            const std::string query = typed_plainly(form);
            ++queries;
            for (const std::int64_t one : index.records(query)) {
                if (one == record)
                    hit = true;
                else if (!holds(*by_record.at(one), *pair, query))
                    ++wrong;
            }
        }
        auto& [asked, times] = found[pair->kind];
        ++asked;
        times += hit ? 1 : 0;
        if (!hit) std::cout << "  not found: " << pair->han << " by " << pair->forms.front() << "\n";
    }
    for (const auto& [kind, least] : {std::pair{"place_cn", 98.0}, std::pair{"person_cn", 97.0}}) {
        const auto [asked, times] = found[kind];
        ASSERT_GE(asked, 100) << kind;
        const double share = 100.0 * times / asked;
        std::cout << "  " << kind << ": " << asked << " names, found " << share << " %\n";
        EXPECT_GE(share, least) << kind;
    }
    const double wrong_hits = static_cast<double>(wrong) / queries;
    std::cout << "  wrong hits a query among " << records.size() << " names: " << wrong_hits << "\n";
    EXPECT_LE(wrong_hits, 0.05);
}

INSTANTIATE_TEST_SUITE_P(Engines, AttestedNames, testing::ValuesIn(store::engines_under_test()), store::name_of_engine);

}  // namespace
}  // namespace caunoi::search
