#include "modules/settings/association.hpp"

#include "modules/settings/settings.hpp"
#include "platform/html/page.hpp"
#include "platform/mail/mail.hpp"
#include "platform/web/public_cache.hpp"

#include <algorithm>

namespace caunoi::settings {

namespace {

constexpr std::string_view kind = "association";

// As registers write it after the type of a paper, 12/TTr-HHN: capital letters, digits, Đ and single hyphens within.
bool is_paper_symbol(std::string_view text) {
    char before = '-';
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (text.substr(at).starts_with("Đ"))
            ++at;
        else if (!(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && !(c == '-' && before != '-'))
            return false;
        before = c;
    }
    return before != '-';
}

// Of the public, so any country's: digits, and what people put between them.
bool is_phone(std::string_view text) {
    const auto digits = std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; });
    return digits >= 3 && digits <= 30 && text.find_first_not_of("0123456789+-./(),; ") == std::string_view::npos;
}

Result<void> check_all(const AssociationInput& input) {
    Errors errors;
    records::check_limits(records::describe<AssociationInput>(), &input, errors);
    check(input, errors);
    return std::move(errors).result();
}

records::Parts change_emblem(store::Tx& tx, const Context& context, const EmblemChange& change) {
    const auto before = emblem(tx);
    if (!change.replacement && !(change.remove && before)) return {};
    if (before) files::detach(tx, context, before->file, kind, the_association.value);
    std::string after;
    if (change.replacement) {
        files::attach(tx, files::add(tx, context, *change.replacement), kind, the_association.value,
                      files::Role::photo);
        after = change.replacement->name;
    }
    return {{.field = "emblem", .before = before ? before->name : std::string(), .after = after}};
}

Result<void> write_row(store::Tx& tx, Context& context, std::int64_t version, const AssociationInput& input,
                       const EmblemChange& change) {
    TRY(check_all(input));
    tx.lock(kind);  // two administrators finishing the first run at the same moment
    const auto before = association(tx);
    if ((before ? before->version : 0) != version) return fail(Error::Kind::conflict, "errors.changed_meanwhile");
    Association after{input};
    after.id = the_association;
    const records::Parts parts = change_emblem(tx, context, change);
    if (before)
        TRY(records::change(tx, context, *before, after, input.name_vi, parts));
    else
        records::create(tx, context, after, input.name_vi, parts);
    web::bump_public_generation(tx);
    return {};
}

// Wrong fields are collected, so that all of both parts are named at once; any other failure ends it.
template <class T>
Result<void> take(Errors& all, const Result<T>& done) {
    if (done) return {};
    if (done.error().kind != Error::Kind::invalid) return fail(done.error());
    for (const Error::Field& field : done.error().fields) all.add(field.name, field.key, field.arguments);
    return {};
}

}  // namespace

std::optional<Association> association(store::Tx& tx) {
    return records::read_one<Association>(tx.query("select * from association where id = $1", the_association));
}

std::optional<files::Attached> emblem(store::Tx& tx) {
    auto attached = files::list_of(tx, kind, the_association.value);
    if (attached.empty()) return std::nullopt;
    return std::move(attached.front());
}

void check(const AssociationInput& input, Errors& errors) {
    if (!input.paper_symbol.empty() && !is_paper_symbol(input.paper_symbol))
        errors.add("paper_symbol", "settings.error.paper_symbol");
    if (!input.phone.empty() && !is_phone(input.phone)) errors.add("phone", "form.not_a_phone");
    if (!input.email.empty() && !mail::plausible_address(input.email)) errors.add("email", "form.not_an_email");
}

Result<std::optional<Association>> find_association(Context& context) {
    TRY(context.require(can_change));
    return read(context, [](store::Tx& tx) -> Result<std::optional<Association>> { return association(tx); });
}

Result<void> save_association(Context& context, std::int64_t version, const AssociationInput& input,
                              const EmblemChange& emblem) {
    TRY(context.require(can_change));
    TRY(write(context, [&](store::Tx& tx) { return write_row(tx, context, version, input, emblem); }));
    read(context, show_names);
    return {};
}

Result<void> set_up(Context& context, const AssociationInput& input, const std::optional<people::TermInput>& term,
                    const EmblemChange& emblem) {
    TRY(context.require(can_change));
    TRY(write(context, [&](store::Tx& tx) -> Result<void> {
        Errors wrong;
        TRY(take(wrong, write_row(tx, context, 0, input, emblem)));
        if (term) TRY(take(wrong, people::record_term(context, *term)));
        return std::move(wrong).result();
    }));
    read(context, show_names);
    return {};
}

void show_names(store::Tx& tx) {
    const auto known = association(tx);
    if (!known) return html::set_names({});
    const auto picture = emblem(tx);
    html::set_names({.vi = known->name_vi,
                     .zh = known->name_zh,
                     .en = known->name_en,
                     .short_name = known->short_name,
                     .emblem_path = picture ? fmt::format("/emblem/{}", picture->file.value) : std::string()});
}

}  // namespace caunoi::settings
