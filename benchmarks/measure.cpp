// The part of ./bench that must be inside the program: makes large installations in little time, and tells apart what
// one page costs.
//
//   caunoi_measure fill COUNT --data DIR        adds invented activities, with history and search index, sealed
//   caunoi_measure people COUNT --data DIR      adds invented persons, with history and search index, sealed
//   caunoi_measure search ROUNDS --data DIR     each kind of key asked for ROUNDS times: CPU of this program and time
//   by the
//                                               clock, median and 95th of a hundred, in microseconds
//   caunoi_measure table COUNT                  the same as a table for `caunoi import exchanges`, on standard output
//   caunoi_measure list ROUNDS --data DIR       CPU of a signed-in list at random places: session, query, rendering
#include "app/modules.hpp"
#include "app/program.hpp"
#include "invented.hpp"
#include "modules/exchange/activity_pages.hpp"
#include "modules/exchange/activity_store.hpp"
#include "modules/people/party.hpp"
#include "platform/auth/session_store.hpp"
#include "platform/auth/sessions.hpp"
#include "platform/base/text.hpp"
#include "platform/log/log.hpp"
#include "platform/names/keys.hpp"
#include "platform/names/syllable.hpp"
#include "platform/search/search.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ctime>
#include <iostream>
#include <map>
#include <random>
#include <ranges>

namespace caunoi::bench {

namespace {

constexpr std::uint64_t batch = 5000;
constexpr int lines_a_page = 50;

void fill(app::Program& program, std::uint64_t count) {
    Context context = program.system_context();
    if (read(context, search::needs_rebuild)) search::rebuild(context);  // else the server would do it while we measure
    const auto before = read(context, [](store::Tx& tx) { return tx.integer("select count(*) from activity"); });
    for (std::uint64_t done = 0; done < count; done += batch) {
        write(context, [&](store::Tx& tx) {
            for (std::uint64_t i = done; i < std::min(done + batch, count); ++i) {
                const std::uint64_t number = static_cast<std::uint64_t>(before) + i;
                exchange::create_imported(tx, context, fmt::format("bench-{}", number), invented_activity(number),
                                          false);
            }
        });
        log::seal(context);
    }
}

void fill_people(app::Program& program, std::uint64_t count) {
    Context context = program.system_context();
    if (read(context, search::needs_rebuild)) search::rebuild(context);
    const auto before = read(context, [](store::Tx& tx) { return tx.integer("select count(*) from party"); });
    for (std::uint64_t done = 0; done < count; done += batch) {
        write(context, [&](store::Tx& tx) {
            for (std::uint64_t i = done; i < std::min(done + batch, count); ++i)
                people::create_party(tx, context, people::Sort::person,
                                     invented_person(static_cast<std::uint64_t>(before) + i), false);
        });
        log::seal(context);
    }
}

void print_table(std::uint64_t count) {
    std::cout << "key\tdate_from\tdate_to\tdirection\tkind\ttitle_vi\ttitle_zh\tplace_vi\tgate\tvietnamese_"
                 "side\tchinese_side\t"
                 "people_number\tpeople_qualifier\tpeople_unit\tsource\n";
    for (std::uint64_t i = 0; i < count; ++i) {
        const exchange::ActivityInput input = invented_activity(i);
        std::cout << fmt::format(
            "row-{}\t{}\t\t{}\t{}\t{}\t{}\t{}\t\t{}\t{}\t{}\t{}\t{}\t{}\n", i, to_text(input.date_from.first),
            exchange::direction_codes[static_cast<std::size_t>(*input.direction)],
            exchange::kind_codes[static_cast<std::size_t>(input.kind)], input.title_vi, input.title_zh, input.place,
            input.vietnamese_side, input.chinese_side, input.people_number ? std::to_string(*input.people_number) : "",
            input.people_number ? "exact" : "", input.people_number ? "persons" : "", input.source);
    }
}

double cpu_us() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

// Each part of one request on its own, as web::answer and the route run them one after the other.
void measure_list(app::Program& program, std::size_t rounds) {
    Context context = program.system_context();
    const auto account = read(context, [](store::Tx& tx) { return auth::account_by_name(tx, "admin"); });
    if (!account) throw app::Refused("there is no account admin: start the server once");
    const std::string secret =
        write(context, [&](store::Tx& tx) { return auth::session_store::begin(tx, context, account->id, {}); });
    std::mt19937_64 random(1);
    std::map<std::string_view, std::vector<double>> parts;
    for (std::size_t round = 0; round < rounds; ++round) {
        const Date day(
            std::chrono::sys_days(Date(std::chrono::year(2000), std::chrono::month(6), std::chrono::day(1))) +
            std::chrono::days(random() % 8800));
        const exchange::Position after{.date = to_text(day), .id = exchange::ActivityId{1}};
        const double begin = cpu_us();
        const auto visitor =
            program.database().read([&](store::Tx& tx) { return auth::find_visitor(tx, secret, context.now); });
        context.actor = auth::actor_of(visitor->account);
        const double session = cpu_us();
        exchange::ActivityListView view;
        view.page = exchange::list_activities(context, {}, after, {}, lines_a_page).value();
        view.gates = read(context, [](store::Tx& tx) { return people::gates(tx); });
        const double query = cpu_us();
        const std::string page = exchange::activity_list_page(context, view);
        const double rendering = cpu_us();
        if (view.page.lines.size() != lines_a_page || page.empty())
            throw app::Refused("there is no full page to measure");
        parts["session"].push_back(session - begin);
        parts["query"].push_back(query - session);
        parts["rendering"].push_back(rendering - query);
    }
    for (auto& [name, times] : parts) {
        std::ranges::nth_element(times, times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2));
        std::cout << fmt::format("{} {:.1f}\n", name, times[times.size() / 2]);
    }
}

double wall_us() {
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::string plain_of(std::string_view name) {
    return fmt::format("{}", fmt::join(names::syllables(name) | std::views::transform(names::plain_key), " "));
}

// What people who are there are asked for by. Chinese names are asked for in the ways of another script.
std::map<std::string, std::vector<std::string>> searches(std::size_t rounds) {
    std::map<std::string, std::vector<std::string>> asked;
    const auto key = [](const std::string& han, std::string_view kind) {
        for (const names::Key& one : names::keys_of(han, names::Kind::person))
            if (one.kind == kind) return one.text;
        return std::string();
    };
    std::mt19937_64 random(7);
    while (asked["pinyin"].size() < rounds) {
        const people::PartyInput person = invented_person(random() % 1'000'000);
        if (!person.name_vi.empty()) {
            asked["Vietnamese with marks"].push_back(person.name_vi);
            asked["Vietnamese without marks"].push_back(plain_of(person.name_vi));
            asked["surname and given name"].push_back(
                plain_of(fmt::format("{} {}", split(person.name_vi, ' ').front(), split(person.name_vi, ' ').back())));
            asked["a surname alone"].push_back(plain_of(split(person.name_vi, ' ').front()));
            asked["the beginning of a name"].push_back(
                first_code_points(person.name_vi, code_points(person.name_vi) - 1));
        } else {
            asked["Chinese"].push_back(person.name_zh);
            asked["Hán-Việt reading"].push_back(key(person.name_zh, "reading"));
            asked["Hán-Việt reading without marks"].push_back(key(person.name_zh, "reading_plain"));
            asked["pinyin"].push_back(key(person.name_zh, "pinyin"));
            asked["pinyin, joined"].push_back(key(person.name_zh, "pinyin_joined"));
            asked["initials"].push_back(key(person.name_zh, "initials"));
        }
    }
    for (auto& [name, queries] : asked) queries.resize(std::min<std::size_t>(queries.size(), rounds));
    return asked;
}

void measure_search(app::Program& program, std::size_t rounds) {
    Context context = program.system_context();
    context.actor.permissions = app::permissions_of(auth::Role::clerk);
    for (const auto& [name, queries] : searches(rounds)) {
        std::vector<double> cpu;
        std::vector<double> wall;
        std::size_t without_hits = 0;
        for (const std::string& query : queries) {
            const double cpu_begin = cpu_us();
            const double begin = wall_us();
            const search::Found found = search::find(context, query, 20);
            wall.push_back(wall_us() - begin);
            cpu.push_back(cpu_us() - cpu_begin);
            if (found.hits.empty()) ++without_hits;
        }
        std::ranges::sort(cpu);
        std::ranges::sort(wall);
        const auto at = [&](const std::vector<double>& times, std::size_t percent) {
            return times[(times.size() - 1) * percent / 100];
        };
        std::cout << fmt::format("{}\t{:.0f}\t{:.0f}\t{:.0f}\t{:.0f}\t{}\n", name, at(cpu, 50), at(cpu, 95),
                                 at(wall, 50), at(wall, 95), without_hits);
    }
}

int run(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.size() < 2)
        throw app::Refused("usage: caunoi_measure fill|people|table|list|search COUNT [--data DIR] [--database URL]");
    const auto count = static_cast<std::uint64_t>(parse_integer(words[1]).value_or(0));
    if (words[0] == "table") return print_table(count), 0;
    app::Config config;
    for (std::size_t i = 2; i + 1 < words.size(); i += 2) {
        if (words[i] == "--data") config.data = words[i + 1];
        if (words[i] == "--database") config.database_url = words[i + 1];
    }
    app::Program program(config);
    if (words[0] == "fill") fill(program, count);
    if (words[0] == "people") fill_people(program, count);
    if (words[0] == "search") measure_search(program, count);
    if (words[0] == "list") measure_list(program, count);
    return 0;
}

}  // namespace

}  // namespace caunoi::bench

int main(int argc, char** argv) {
    try {
        return caunoi::bench::run(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "caunoi_measure: " << error.what() << "\n";
        return 1;
    }
}
