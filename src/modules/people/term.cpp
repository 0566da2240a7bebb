#include "modules/people/term.hpp"

#include <algorithm>

namespace caunoi::people {

namespace {

std::string title_of(const TermInput& term) {
    return fmt::format("{}–{}", term.label_from, term.label_to);
}

Result<void> check_ordinal(store::Tx& tx, const TermInput& input, TermId self) {
    tx.lock("term");  // two clerks recording one congress at the same moment
    if (tx.integer("select count(*) from term where ordinal = $1 and id <> $2", input.ordinal, self.value) == 0)
        return {};
    Errors errors;
    errors.add("ordinal", "form.already_used");
    return std::move(errors).result();
}

Result<void> check_post(store::Tx& tx, PartyId party, const PostInput& input) {
    Errors errors;
    records::check_limits(records::describe<PostInput>(), &input, errors);
    if (input.from.known() && input.to.known() && input.to.last < input.from.first)
        errors.add("to", "people.error.left_before_joined");
    const auto term = records::read_one<Term>(tx.query("select * from term where id = $1", input.term));
    if (!term) errors.add("term", "form.unknown_choice");
    TRY(std::move(errors).result());
    if (input.organ != Organ::executive_committee || !term->members) return {};
    // By-elections and co-option may not exceed the number that the congress fixed (model charter; domain rule of
    // organs).
    tx.lock("committee", input.term.value);
    // Seats, not offices: a chair who is a member already takes no second one.
    const std::int64_t others = tx.integer(
        "select count(*) from (select distinct party from post where term = $1 and organ = $2 and to_first is null and "
        "party <> $3) as seats",
        input.term, Organ::executive_committee, party);
    if (others >= *term->members)
        return fail(Error::Kind::conflict, "people.error.committee_full",
                    {{"members", std::to_string(*term->members)}});
    return {};
}

}  // namespace

void check(const TermInput& input, Errors& errors) {
    if (input.ordinal < 1 || input.ordinal > 99) errors.add("ordinal", "people.error.ordinal");
    if (input.label_from < 1945 || input.label_from > 2200) errors.add("label_from", "people.error.year");
    if (input.label_to < input.label_from || input.label_to > 2200) errors.add("label_to", "people.error.term_years");
    // Five years at most from the closing of the previous congress (decree 45/2010 art. 20, likewise 126/2024); the
    // label may say six calendar years.
    else if (input.label_to - input.label_from > 5)
        errors.add("label_to", "people.error.term_too_long");
    if (input.begun.known() && input.ended.known() && input.ended.last < input.begun.first)
        errors.add("ended", "people.error.left_before_joined");
    if (input.members && (*input.members < 1 || *input.members > 500))
        errors.add("members", "people.error.committee_size");
}

Result<TermId> record_term(Context& context, const TermInput& input) {
    TRY(context.require(can_record));
    TRY(records::check_all(input));
    return write(context, [&](store::Tx& tx) -> Result<TermId> {
        TRY(check_ordinal(tx, input, {}));
        Term term{input};
        return records::create(tx, context, term, title_of(input));
    });
}

Result<void> change_term(Context& context, TermId id, std::int64_t version, const TermInput& input) {
    TRY(context.require(can_record));
    TRY(records::check_all(input));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const Term before = TRY(records::find_version<Term>(tx, id, version));
        TRY(check_ordinal(tx, input, id));
        Term after = before;
        static_cast<TermInput&>(after) = input;
        return records::change(tx, context, before, after, title_of(input));
    });
}

Result<Term> find_term(Context& context, TermId id) {
    TRY(context.require(can_view));
    auto term = read(context, [&](store::Tx& tx) { return records::find<Term>(tx, id); });
    if (!term) return fail(Error::Kind::not_found, "errors.not_found");
    return *std::move(term);
}

Result<std::vector<Term>> list_terms(Context& context) {
    TRY(context.require(can_view));
    return read(context, [](store::Tx& tx) -> Result<std::vector<Term>> {
        return records::read_all<Term>(tx.query("select * from term order by ordinal desc"));
    });
}

Result<PostId> record_post(Context& context, PartyId party, const PostInput& input) {
    TRY(context.require(can_record));
    return write(context, [&](store::Tx& tx) -> Result<PostId> {
        const std::vector<PartyName> names = names_of(tx, std::span(&party, 1));
        if (names.empty()) return fail(Error::Kind::not_found, "errors.not_found");
        TRY(check_post(tx, party, input));
        Post post{input};
        post.party = party;
        return records::create(tx, context, post, names.front().name.in(Language::vi));
    });
}

Result<void> end_post(Context& context, PostId id, const PartialDate& day) {
    TRY(context.require(can_record));
    return write(context, [&](store::Tx& tx) -> Result<void> {
        const auto before = records::find<Post>(tx, id);
        if (!before) return fail(Error::Kind::not_found, "errors.not_found");
        Errors errors;
        if (!day.known())
            errors.add("to", "form.required");
        else if (day.last < before->from.first)
            errors.add("to", "people.error.left_before_joined");
        TRY(std::move(errors).result());
        Post after = *before;
        after.to = day;
        const std::vector<PartyName> names = names_of(tx, std::span(&before->party, 1));
        return records::change(tx, context, *before, after, names.empty() ? "" : names.front().name.in(Language::vi));
    });
}

Result<Post> find_post(Context& context, PostId id) {
    TRY(context.require(can_view));
    auto post = read(context, [&](store::Tx& tx) { return records::find<Post>(tx, id); });
    if (!post) return fail(Error::Kind::not_found, "errors.not_found");
    return *std::move(post);
}

Result<std::vector<Post>> posts_of(Context& context, PartyId party) {
    TRY(context.require(can_view));
    return read(context, [&](store::Tx& tx) -> Result<std::vector<Post>> {
        return records::read_all<Post>(
            tx.query("select * from post where party = $1 order by from_first desc, id desc", party));
    });
}

Result<std::vector<Post>> posts_of_term(Context& context, TermId term) {
    TRY(context.require(can_view));
    return read(context, [&](store::Tx& tx) -> Result<std::vector<Post>> {
        return records::read_all<Post>(tx.query("select * from post where term = $1 order by organ, office, id", term));
    });
}

Result<std::vector<PostLine>> list_posts(Context& context, const PostFilter& filter) {
    TRY(context.require(can_view));
    const std::string day = filter.on.ok() ? to_text(filter.on) : to_text(context.today());
    return read(context, [&](store::Tx& tx) -> Result<std::vector<PostLine>> {
        store::Query query("select * from post where true");
        query.add(" and from_last <= ", day);
        query.add(" and (to_first is null or to_first > ", day).add(")");
        if (filter.organ) query.add(" and organ = ", *filter.organ);
        std::vector<PostLine> lines;
        std::vector<PartyId> parties;
        for (Post& post : records::read_all<Post>(tx.query(query.add(" order by organ, office, id")))) {
            parties.push_back(post.party);
            lines.push_back({.post = std::move(post), .name = {}});
        }
        const std::vector<PartyName> names = names_of(tx, parties);
        for (PostLine& line : lines)
            if (const auto name = std::ranges::find(names, line.post.party, &PartyName::id); name != names.end())
                line.name = name->name;
        return lines;
    });
}

}  // namespace caunoi::people
