// The same documents and questions give the same answers, in the same order, on every engine.
#include "platform/base/time.hpp"
#include "platform/search/test_search.hpp"
#include "platform/search/tokens/cross_script.hpp"
#include "platform/search/tokens/query.hpp"

#include <fmt/format.h>

#include <random>
#include <set>

namespace caunoi::search {
namespace {

class Generator {
public:
    explicit Generator(unsigned seed) : random_(seed) {}

    std::vector<Written> documents(int count) {
        std::vector<Written> all;
        for (int i = 1; i <= count; ++i) {
            const bool person = chance(30);
            all.push_back({person ? "party" : "activity", i, person ? name() : some(vietnamese_, 3, 7),
                           chance(60) ? some(han_, 1, 3) + "\n" : "",
                           some(vietnamese_, 4, 20) + "\n" + some(han_, 0, 4) + code(),
                           person || chance(10) ? "" : day()});
        }
        return all;
    }
    std::string query() {
        switch (random_() % 6) {
            case 0: return some(vietnamese_, 1, 3);
            case 1: return some(plain_, 1, 3);
            case 2: return some(han_, 1, 2);
            case 3: return pick(vietnamese_) + " " + pick(han_);
            case 4: return pick(plain_) + " " + pick(plain_).substr(0, 2);
            default: return chance(50) ? name() : code();
        }
    }

private:
    std::size_t below(std::size_t count) { return random_() % count; }
    bool chance(unsigned percent) { return random_() % 100 < percent; }
    std::string pick(const std::vector<std::string>& from) { return from[below(from.size())]; }
    std::string some(const std::vector<std::string>& from, std::size_t least, std::size_t most) {
        std::string out;
        for (std::size_t n = least + below(most - least + 1); n > 0; --n) out += (out.empty() ? "" : " ") + pick(from);
        return out;
    }
    // Shares of surnames as they are: every third person is a Nguyễn.
    std::string name() {
        const unsigned share = static_cast<unsigned>(random_() % 100);
        const std::string surname = share < 38   ? "Nguyễn"
                                    : share < 49 ? "Trần"
                                    : share < 58 ? "Lê"
                                    : share < 65 ? "Đặng"
                                                 : "Hoàng";
        return surname + " " + pick(middle_) + " " + pick(given_);
    }
    std::string code() { return fmt::format(" {:02}-CT/TW", below(30)); }
    std::string day() { return fmt::format("20{:02}-{:02}-{:02}", 10 + below(14), 1 + below(12), 1 + below(28)); }

    std::mt19937 random_;
    std::vector<std::string> vietnamese_{"Hội",  "hữu nghị", "khăn",     "hồng",      "Lạng",   "Sơn", "Quảng Tây",
                                         "Cao",  "Bằng",     "giao lưu", "thiếu nhi", "hoà",    "hòa", "hoa",
                                         "đoàn", "đoan",     "cấp cao",  "hội đàm",   "ký kết", "Lý",  "Lí"};
    std::vector<std::string> plain_{"hoi",  "huu",  "khan", "hong", "lang", "son", "quang",
                                    "bang", "giao", "hoa",  "doan", "ly",   "cap"};
    std::vector<std::string> han_{"友好", "友谊", "越中友好协会", "谅山", "广西", "凭祥市", "友", "红领巾", "协会"};
    std::vector<std::string> middle_{"Văn", "Thị", "Hữu", "Đức"};
    std::vector<std::string> given_{"Hòa", "Hoa", "Anh", "Đăng", "Sơn", "Lý"};
};

std::string answer(Context& context, std::string_view query, std::string_view kind) {
    std::string out;
    for (const Hit& hit : find(context, query, 40, kind).hits)
        out += fmt::format("{}/{} {} {:.2f} {} {}\n", hit.kind, hit.record, hit.why, hit.score, hit.date, hit.excerpt);
    return out;
}

TEST(SearchOrder, IsTheSameOnEveryEngine) {
    Generator generator(20230601);
    const std::vector<Written> documents = generator.documents(300);
    std::vector<std::string> queries;
    while (queries.size() < 60) queries.push_back(generator.query());

    std::vector<std::vector<std::string>> answers;
    for (const store::Engine engine : store::engines_under_test()) {
        Indexed index(engine);
        index.keep(documents);
        auto& of_engine = answers.emplace_back();
        Context all = index.context();
        Context activities = index.context({can_view_activities});
        for (const std::string& query : queries) {
            of_engine.push_back(answer(all, query, ""));
            of_engine.push_back(answer(all, query, "party"));
            of_engine.push_back(answer(activities, query, ""));
        }
    }
    std::size_t with_hits = 0;
    for (std::size_t i = 0; i < answers.front().size(); ++i) {
        if (!answers.front()[i].empty()) ++with_hits;
        for (const auto& other : answers) EXPECT_EQ(other[i], answers.front()[i]) << queries[i / 3];
    }
    EXPECT_GT(with_hits, 90U);  // the questions are about something
}

TEST(SearchOrder, BestFirstAndNewestFirstAmongEquals) {
    Generator generator(7);
    const std::vector<Written> documents = generator.documents(300);
    Indexed index(store::Engine::sqlite);
    index.keep(documents);
    Context context = index.context();
    for (int i = 0; i < 60; ++i) {
        const std::string query = generator.query();
        const auto hits = find(context, query, 300).hits;
        for (std::size_t n = 1; n < hits.size(); ++n) {
            EXPECT_GE(hits[n - 1].score, hits[n].score) << query;
            const bool comparable =
                hits[n - 1].score == hits[n].score && !hits[n - 1].date.empty() && !hits[n].date.empty();
            if (!comparable) continue;
            EXPECT_GE(hits[n - 1].date, hits[n].date) << query;
        }
    }
}

// What is found is what contains every term, or the name in another script: found by reading all documents.
TEST(SearchOrder, NothingIsMissedAndNothingIsTooMuch) {
    Generator generator(11);
    const std::vector<Written> documents = generator.documents(300);
    Indexed index(store::Engine::sqlite);
    index.keep(documents);
    for (int i = 0; i < 60; ++i) {
        const std::string query = generator.query();
        const QueryPlan asked = plan(query, Ending::still_typing);
        std::set<std::int64_t> expected;
        for (const Written& one : documents) {
            const auto in_some_field = [&](const Term& term) {
                const QueryPlan only{.terms = {term}};
                return !highlights(one.title, only).empty() || !highlights(one.titles, only).empty() ||
                       !highlights(one.text, only).empty();
            };
            const auto in_another_script = [&](std::string_view names) {
                return fit(names, cross_script(asked)).why != CrossFit::Why::nothing;
            };
            if (std::ranges::all_of(asked.terms, in_some_field) || in_another_script(one.title) ||
                in_another_script(one.titles))
                expected.insert(one.record);
        }
        const auto records = index.records(query, 300);
        EXPECT_EQ(std::set(records.begin(), records.end()), expected) << query;
        EXPECT_EQ(records.size(), expected.size()) << query;
    }
}

}  // namespace
}  // namespace caunoi::search
