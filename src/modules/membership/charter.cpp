#include "modules/membership/charter.hpp"

#include "platform/base/text.hpp"

#include <algorithm>

namespace caunoi::membership {

namespace {

// 第十二条 → 12; nothing above 99, which no charter of an association reaches.
std::optional<std::int64_t> chinese_number(std::string_view text) {
    constexpr std::array<std::string_view, 9> digits{"一", "二", "三", "四", "五", "六", "七", "八", "九"};
    constexpr std::string_view ten = "十";
    const auto digit = [&](std::string_view one) -> std::optional<std::int64_t> {
        const auto found = std::ranges::find(digits, one);
        if (found == digits.end()) return std::nullopt;
        return found - digits.begin() + 1;
    };
    const std::size_t at = text.find(ten);
    if (at == std::string_view::npos) return digit(text);
    const std::string_view tens = text.substr(0, at);
    const std::string_view ones = text.substr(at + ten.size());
    const auto high = tens.empty() ? std::optional<std::int64_t>(1) : digit(tens);
    const auto low = ones.empty() ? std::optional<std::int64_t>(0) : digit(ones);
    if (!high || !low) return std::nullopt;
    return *high * 10 + *low;
}

// "Điều 8. Hội viên" → 8 and what follows; nothing for another line.
std::optional<Article> heading_of(std::string_view line) {
    constexpr std::array<std::string_view, 3> words{"Điều ", "ĐIỀU ", "Article "};
    for (const std::string_view word : words) {
        if (!line.starts_with(word)) continue;
        std::string_view rest = line.substr(word.size());
        const std::size_t end = rest.find_first_not_of("0123456789");
        const auto number = parse_integer(rest.substr(0, end));
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end);
        // "Điều 8 của Nghị định …" in running text is no heading.
        if (!number || (!rest.empty() && !rest.starts_with('.') && !rest.starts_with(':'))) return std::nullopt;
        return Article{.number = *number, .heading = std::string(line), .body = {}};
    }
    constexpr std::string_view before = "第";
    constexpr std::string_view after = "条";
    const std::size_t end = line.find(after);
    if (!line.starts_with(before) || end == std::string_view::npos) return std::nullopt;
    const std::string_view figure = trim(line.substr(before.size(), end - before.size()));
    const auto number = parse_integer(figure) ? parse_integer(figure) : chinese_number(figure);
    if (!number) return std::nullopt;
    return Article{.number = *number, .heading = std::string(line), .body = {}};
}

// Each article once, in its order: a text pasted twice, or out of order, is a mistake.
void check_articles(const std::string& text, std::string_view field, Errors& errors) {
    std::int64_t last = 0;
    for (const Article& article : articles_of(text)) {
        if (article.number == 0) continue;
        if (article.number <= last) {
            errors.add(field, "membership.error.article_order", {{"article", std::to_string(article.number)}});
            return;
        }
        last = article.number;
    }
}

bool exceeds_half(const Fraction& share) {
    return share.part * 2 > share.of || (share.part * 2 == share.of && share.more);
}

Result<void> check_day(store::Tx& tx, const CharterInput& input, CharterId self) {
    if (!input.in_force) return {};
    tx.lock("charter");  // two of them for one day at the same moment
    if (tx.integer("select count(*) from charter where in_force = $1 and id <> $2", *input.in_force, self.value) == 0)
        return {};
    Errors errors;
    errors.add("in_force", "membership.error.charter_same_day");
    return std::move(errors).result();
}

}  // namespace

std::vector<Article> articles_of(std::string_view text) {
    std::vector<Article> all;
    for (const std::string_view line : split(text, '\n')) {
        if (auto article = heading_of(trim(line))) {
            all.push_back(*std::move(article));
            continue;
        }
        if (all.empty()) {
            if (trim(line).empty()) continue;
            all.emplace_back();
        }
        all.back().body += fmt::format("{}\n", line);
    }
    return all;
}

void check(const CharterInput& input, Errors& errors) {
    constexpr std::int64_t most_seats = 500;
    constexpr std::int64_t most_fee = 1'000'000'000;
    const auto within = [&](std::string_view field, std::optional<std::int64_t> value, std::int64_t least,
                            std::int64_t most) {
        if (value && (*value < least || *value > most))
            errors.add(field, "membership.error.between",
                       {{"least", std::to_string(least)}, {"most", std::to_string(most)}});
    };
    // At most five years (decree 45/2010 art. 20 para. 3; likewise 126/2024).
    within("term_years", input.term_years, 1, 5);
    within("committee_most", input.committee_most, 3, most_seats);
    within("standing_most", input.standing_most, 1, most_seats);
    within("inspection_most", input.inspection_most, 1, most_seats);
    within("committee_meetings", input.committee_meetings, 1, 24);
    within("standing_meetings", input.standing_meetings, 0, 60);
    within("absences", input.absences, 1, 12);
    within("representative_days", input.representative_days, 1, 365);
    within("fee_days", input.fee_days, 1, 365);
    within("arrears_years", input.arrears_years, 1, 10);
    within("fee_official", input.fee_official, 0, most_fee);
    within("fee_organisational", input.fee_organisational, 0, most_fee);
    within("fee_associate", input.fee_associate, 0, most_fee);
    // More than half of those summoned, more than half of those present (decree 126/2024 art. 19 para. 2): a charter
    // may ask for more, not for less.
    if (input.congress_quorum.known() && !exceeds_half(input.congress_quorum))
        errors.add("congress_quorum", "membership.error.below_half");
    if (input.congress_majority.known() && !exceeds_half(input.congress_majority))
        errors.add("congress_majority", "membership.error.below_half");
    if (input.in_force && input.approval.empty()) errors.add("approval", "membership.error.approval_missing");
    if (input.in_force && input.adopted.known() && *input.in_force < input.adopted.first)
        errors.add("in_force", "membership.error.in_force_before_adopted");
    check_articles(input.text, "text", errors);
    check_articles(input.text_zh, "text_zh", errors);
}

Result<CharterId> record_charter(Context& context, const CharterInput& input) {
    TRY(context.require(can_change_charter));
    TRY(records::check_all(input));
    return write(context, [&](store::Tx& tx) -> Result<CharterId> {
        TRY(check_day(tx, input, {}));
        Charter charter{input};
        return records::create(tx, context, charter, input.title);
    });
}

Result<void> change_charter(Context& context, CharterId id, std::int64_t version, const CharterInput& input) {
    TRY(context.require(can_change_charter));
    TRY(records::check_all(input));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const Charter before = TRY(records::find_version<Charter>(tx, id, version));
        TRY(check_day(tx, input, id));
        Charter after = before;
        static_cast<CharterInput&>(after) = input;
        return records::change(tx, context, before, after, input.title);
    });
}

Result<void> delete_charter(Context& context, CharterId id, std::int64_t version) {
    TRY(context.require(can_change_charter));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const Charter charter = TRY(records::find_version<Charter>(tx, id, version));
        if (tx.integer("select count(*) from decision where charter = $1", id) != 0)
            return fail(Error::Kind::conflict, "membership.error.charter_in_use");
        records::remove(tx, context, charter, charter.title);
        return {};
    });
}

Result<Charter> find_charter(Context& context, CharterId id) {
    TRY(context.require(can_view));
    auto charter = read(context, [&](store::Tx& tx) { return records::find<Charter>(tx, id); });
    if (!charter) return fail(Error::Kind::not_found, "errors.not_found");
    return *std::move(charter);
}

Result<std::vector<Charter>> list_charters(Context& context) {
    TRY(context.require(can_view));
    return read(context, [](store::Tx& tx) -> Result<std::vector<Charter>> {
        return records::read_all<Charter>(tx.query(
            "select * from charter order by case when in_force is null then 0 else 1 end, in_force desc, id desc"));
    });
}

std::optional<Charter> charter_on(store::Tx& tx, Date day) {
    const std::string iso = to_text(day);
    return records::read_one<Charter>(
        tx.query("select * from charter where in_force <= $1 order by in_force desc limit 1", iso));
}

}  // namespace caunoi::membership
