// HTTP in, HTTP out for those who write. Rules and permissions are in article.cpp and article_variant.cpp.
#include "modules/exchange/activity.hpp"
#include "modules/portal/article_pages.hpp"
#include "modules/portal/article_store.hpp"
#include "modules/portal/reading.hpp"
#include "modules/portal/routes.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/search/search.hpp"
#include "platform/web/file_route.hpp"
#include "platform/web/history_page.hpp"
#include "platform/web/record_form.hpp"

namespace caunoi::portal {

namespace {

constexpr int lines_a_page = 50;
constexpr int most_links = 200;
constexpr int most_activities = 200;  // offered in the form, newest first

Result<Language> language_of(const http::Request& request) {
    const auto language = parse_language(request.parameter("language"));
    if (!language) return fail(Error::Kind::not_found, "errors.not_found");
    return *language;
}

// --- lists -----------------------------------------------------------------------------------------------------------

Result<http::Response> list(const http::Request& request, Context& context) {
    ArticleListView view{.filter = {.text = std::string(request.query_value("q"))}};
    if (const auto code = records::find_code(category_codes, request.query_value("category")))
        view.filter.category = static_cast<Category>(*code);
    if (const auto code = records::find_code(state_codes, request.query_value("state")))
        view.filter.state = static_cast<State>(*code);
    view.filter.stale = request.query_value("stale") == "yes";
    const auto position = [&](std::string_view name) {
        return parse_id<ArticleId::tag>(request.query_value(name)).value_or(ArticleId{});
    };
    view.page = TRY(list_articles(context, view.filter, position("after"), position("before"), lines_a_page));
    return http::page(article_list_page(context, view));
}

Result<http::Response> links(const http::Request&, Context& context) {
    return http::page(link_list_page(context, TRY(links_that_need_care(context, most_links))));
}

// --- the article -----------------------------------------------------------------------------------------------------

std::vector<html::Option> activity_options(Context& context, exchange::ActivityId chosen) {
    std::vector<html::Option> options{{.value = "", .text = std::string(i18n::tr(context.language, "common.none"))}};
    const auto add = [&](exchange::ActivityId id, const PartialDate& date, const std::string& title) {
        options.push_back(
            {.value = to_text(id), .text = fmt::format("{} · {}", i18n::date(context.language, date), title)});
    };
    const auto page = exchange::list_activities(context, {}, {}, {}, most_activities);
    bool has_chosen = !chosen;
    for (const exchange::ActivityLine& line : page ? page->lines : std::vector<exchange::ActivityLine>{}) {
        exchange::Activity titles;
        titles.title_vi = line.title_vi;
        titles.title_zh = line.title_zh;
        titles.title_en = line.title_en;
        add(line.id, line.date_from, titles.title(context.language));
        has_chosen = has_chosen || line.id == chosen;
    }
    if (!has_chosen)
        if (const auto old = exchange::find_activity(context, chosen))
            add(chosen, old->activity.date_from, old->activity.title(context.language));
    return options;
}

// Empty, or filled from the activity that it reports on.
Result<http::Response> new_form(const http::Request& request, Context& context) {
    TRY(context.require(can_write));
    NewArticle input;
    input.source_language = context.language;
    input.date = exact(context.today());
    if (const auto id = parse_id<exchange::ActivityId::tag>(request.query_value("activity"))) {
        const exchange::Activity activity = TRY(exchange::find_activity(context, *id)).activity;
        input.activity = *id;
        input.date = activity.date_from;
        input.title = activity.title(context.language);
        input.place = activity.place;
        // Its words stand in the language in which they were found.
        if (context.language != Language::en && &activity.title(context.language) == &activity.title_vi)
            input.source_language = Language::vi;
    }
    ArticleForm form;
    form.state.values = forms::values_of(input);
    form.activities = activity_options(context, input.activity);
    return http::page(article_form_page(context, form));
}

// The form again with everything that was typed.
std::string form_again(const http::Request& request, Context& context, ArticleId id, const forms::State& state) {
    const auto activity = parse_id<exchange::ActivityId::tag>(request.field("activity"));
    ArticleForm form{.id = id};
    form.state = state;
    form.activities = activity_options(context, activity.value_or(exchange::ActivityId{}));
    return article_form_page(context, form);
}

// Titles of activities for their ids, for who may see activities, and the fields of a text in one language
// ("vi.published_at") as such.
records::Words words_of(Context& context) {
    return [&context](std::vector<records::Change>& changes) {
        std::vector<exchange::ActivityId> ids;
        for (const records::Change& change : changes)
            if (change.field == "activity" && context.may(exchange::can_view))
                for (const std::string* value : {&change.before, &change.after})
                    if (const auto id = parse_id<exchange::ActivityId::tag>(*value)) ids.push_back(*id);
        const auto activities = ids.empty()
                                    ? std::vector<exchange::Activity>{}
                                    : read(context, [&](store::Tx& tx) { return exchange::activities_with(tx, ids); });
        for (records::Change& change : changes) {
            const std::size_t dot = change.field.find('.');
            const records::Field* field =
                dot == std::string::npos
                    ? nullptr
                    : records::find_field(records::describe<Variant>(), std::string_view(change.field).substr(dot + 1));
            for (std::string* value : {&change.before, &change.after}) {
                if (field) *value = forms::readable(context.language, *field, *value);
                if (change.field != "activity") continue;
                const auto id = parse_id<exchange::ActivityId::tag>(*value);
                const auto found =
                    std::ranges::find(activities, id.value_or(exchange::ActivityId{}), &exchange::Activity::id);
                if (found != activities.end()) *value = found->title(context.language);
            }
        }
    };
}

Result<http::Response> create(const http::Request& request, Context& context) {
    TRY(context.require(can_write));
    return web::save_form<NewArticle>(
        request, context,
        {.save = [&](const NewArticle& input, std::int64_t) -> Result<html::Url> {
             const ArticleId id = TRY(create_article(context, input));
             return office_url(id).part(code(input.source_language)).part("edit");
         },
         .page = [&](const forms::State& state) { return form_again(request, context, {}, state); },
         .notice = "portal.begun"});
}

Result<http::Response> show(const http::Request& request, Context& context) {
    const ArticleId id = TRY(web::id_of<ArticleId::tag>(request));
    OfficeArticleView view{.details = TRY(find_article(context, id))};
    view.links = read(context, [&](store::Tx& tx) { return links_of(tx, id); });
    return http::page(office_article_page(context, view));
}

Result<http::Response> edit_form(const http::Request& request, Context& context) {
    TRY(context.require(can_write));
    const ArticleDetails details = TRY(find_article(context, TRY(web::id_of<ArticleId::tag>(request))));
    ArticleForm form{.id = details.article.id};
    form.state.version = details.article.version;
    form.state.values = forms::values_of(static_cast<const ArticleInput&>(details.article));
    form.activities = activity_options(context, details.article.activity);
    return http::page(article_form_page(context, form));
}

Result<http::Response> update(const http::Request& request, Context& context) {
    TRY(context.require(can_write));
    const ArticleId id = TRY(web::id_of<ArticleId::tag>(request));
    return web::save_form<ArticleInput>(
        request, context,
        {.save = [&](const ArticleInput& input, std::int64_t version) -> Result<html::Url> {
             TRY(change_article(context, id, version, input));
             return office_url(id);
         },
         .newest = [&]() -> Result<web::Newest<ArticleInput>> {
             const ArticleDetails theirs = TRY(find_article(context, id));
             return web::Newest<ArticleInput>{theirs.article, theirs.article.version};
         },
         .page = [&](const forms::State& state) { return form_again(request, context, id, state); },
         .words = words_of(context)});
}

Result<http::Response> remove(const http::Request& request, Context& context) {
    TRY(delete_article(context, TRY(web::id_of<ArticleId::tag>(request)), web::version_of(request)));
    return web::see_other_with(request, "/articles", "common.deleted");
}

Result<http::Response> history(const http::Request& request, Context& context) {
    TRY(context.require(can_view));
    const ArticleId id = TRY(web::id_of<ArticleId::tag>(request));
    const auto details = find_article(context, id);
    return web::record_history(request, context, records::describe<Article>(), id.value,
                               details ? std::optional(details->title(context.language)) : std::nullopt, "/articles",
                               words_of(context));
}

// --- the text in one language ----------------------------------------------------------------------------------------

Result<VariantForm> variant_form(Context& context, ArticleId id, Language language) {
    VariantForm form{.details = TRY(find_article(context, id)), .language = language};
    if (const Variant* variant = form.details.in(language)) {
        form.version = variant->version;
        form.values = forms::values_of(static_cast<const VariantInput&>(*variant));
    } else {
        form.values = forms::values_of(VariantInput{});
    }
    if (const Variant* source = form.details.source()) form.made_from = source->content;
    return form;
}

Result<http::Response> edit_variant(const http::Request& request, Context& context) {
    TRY(context.require(can_write));
    const VariantForm form =
        TRY(variant_form(context, TRY(web::id_of<ArticleId::tag>(request)), TRY(language_of(request))));
    return http::page(variant_form_page(context, form));
}

// With everything that was typed. The source beside it is the newest, and so is its number: who saves after this has
// seen it.
Result<http::Response> variant_again(const http::Request& request, Context& context, std::int64_t version,
                                     std::vector<Error::Field> errors, int status) {
    VariantForm form = TRY(variant_form(context, TRY(web::id_of<ArticleId::tag>(request)), TRY(language_of(request))));
    form.version = version;
    form.values = forms::values_of(request);
    form.values.errors = std::move(errors);
    form.reconciled = request.field("reconciled") == "yes";
    form.preview = status == 200;
    return http::page(variant_form_page(context, form), status);
}

// Somebody saved in between: theirs against what was typed here; saving again then overwrites knowingly.
Result<http::Response> variant_after_conflict(const http::Request& request, Context& context,
                                              const VariantInput& typed) {
    VariantForm form = TRY(variant_form(context, TRY(web::id_of<ArticleId::tag>(request)), TRY(language_of(request))));
    const Variant* theirs = form.details.in(form.language);
    form.theirs_and_yours = forms::differences<VariantInput>(context.language, theirs ? *theirs : Variant{}, typed);
    form.values = forms::values_of(request);
    form.reconciled = request.field("reconciled") == "yes";
    return http::page(variant_form_page(context, form), 409);
}

Result<http::Response> update_variant(const http::Request& request, Context& context) {
    TRY(context.require(can_write));
    const ArticleId id = TRY(web::id_of<ArticleId::tag>(request));
    const Language language = TRY(language_of(request));
    const std::int64_t version = web::version_of(request);
    Errors errors;
    const auto input = forms::read<VariantInput>(request, errors);
    if (request.field("do") == "preview") return variant_again(request, context, version, {}, 200);
    if (!errors.empty()) return variant_again(request, context, version, errors.fields(), 422);
    const bool first = version == 0;
    const auto made_from =
        first || request.field("reconciled") == "yes" ? parse_integer(request.field("made_from")) : std::nullopt;
    const auto saved = save_variant(context, id, language, version, input, made_from);
    if (saved) return web::see_other_with(request, office_url(id).text(), "common.saved");
    if (saved.error().kind == Error::Kind::conflict) return variant_after_conflict(request, context, input);
    if (saved.error().kind != Error::Kind::invalid) return fail(saved.error());
    return variant_again(request, context, version, saved.error().fields, 422);
}

// "2026-06-01T08:30", in Hà Nội, as the browser's own field sends it.
std::optional<Time> moment_of(std::string_view text) {
    if (text.size() < 16 || text[10] != 'T' || text[13] != ':') return std::nullopt;
    const auto day = parse_date(text.substr(0, 10));
    const auto hour = parse_integer(text.substr(11, 2));
    const auto minute = parse_integer(text.substr(14, 2));
    if (!day || !hour || !minute || *hour < 0 || *hour > 23 || *minute < 0 || *minute > 59) return std::nullopt;
    return Time(std::chrono::sys_days(*day)) + std::chrono::hours(*hour - 7) + std::chrono::minutes(*minute);
}

// For who may publish and not write: what the writer still has to do.
Error not_ready(Language language, const Error& refused) {
    const records::Description& description = records::describe<VariantInput>();
    std::string fields;
    for (const Error::Field& error : refused.fields) {
        const records::Field* field = records::find_field(description, error.name);
        if (!fields.empty()) fields += language == Language::zh ? "、" : ", ";
        if (field) fields += i18n::tr(language, records::label_of(description, *field));
    }
    return {.kind = Error::Kind::invalid,
            .key = "portal.error.not_ready",
            .arguments = {{"fields", std::move(fields)}},
            .fields = {}};
}

Result<http::Response> publish_variant(const http::Request& request, Context& context) {
    TRY(context.require(can_publish));
    const ArticleId id = TRY(web::id_of<ArticleId::tag>(request));
    const Language language = TRY(language_of(request));
    const std::string_view typed = request.field(fmt::format("at_{}", code(language)));
    const std::optional<Time> at = moment_of(typed);
    if (!typed.empty() && !at)
        return fail({.kind = Error::Kind::invalid, .key = "portal.error.moment", .arguments = {}, .fields = {}});
    const auto done = publish(context, id, language, web::version_of(request), at);
    if (done) return web::see_other_with(request, office_url(id).text(), "portal.published_now");
    if (done.error().kind != Error::Kind::invalid) return fail(done.error());
    if (!context.may(can_write)) return fail(not_ready(context.language, done.error()));
    // What is missing is filled in where it is written.
    VariantForm form = TRY(variant_form(context, id, language));
    form.values.errors = done.error().fields;
    form.publishing = true;
    return http::page(variant_form_page(context, form), 422);
}

Result<http::Response> withdraw_variant(const http::Request& request, Context& context) {
    const ArticleId id = TRY(web::id_of<ArticleId::tag>(request));
    TRY(context.require(can_publish));
    TRY(withdraw(context, id, TRY(language_of(request)), web::version_of(request)));
    return web::see_other_with(request, office_url(id).text(), "portal.withdrawn_now");
}

// --- files -----------------------------------------------------------------------------------------------------------

Result<http::Response> add_files(const http::Request& request, Context& context) {
    TRY(context.require(can_write));
    const ArticleId id = TRY(web::id_of<ArticleId::tag>(request));
    TRY(may_attach(context, id));
    std::vector<files::Content> contents;
    for (const http::Upload& upload : request.uploads) {
        if (upload.bytes == 0 && upload.name.empty()) continue;  // an empty file input
        contents.push_back(TRY(
            files::put(context, {.path = upload.path, .name = upload.name, .bytes = upload.bytes}, files::documents)));
    }
    TRY(attach_files(context, id, contents));
    return web::see_other_with(request, office_url(id).text(), "common.saved");
}

Result<files::FileId> file_of(const http::Request& request) {
    const auto file = parse_id<files::FileId::tag>(request.parameter("file"));
    if (!file) return fail(Error::Kind::not_found, "errors.not_found");
    return *file;
}

Result<http::Response> remove_file(const http::Request& request, Context& context) {
    const ArticleId id = TRY(web::id_of<ArticleId::tag>(request));
    TRY(detach_file(context, id, TRY(file_of(request))));
    return web::see_other_with(request, office_url(id).text(), "common.saved");
}

Result<http::Response> lead_photo(const http::Request& request, Context& context) {
    const ArticleId id = TRY(web::id_of<ArticleId::tag>(request));
    TRY(choose_photo(context, id, TRY(file_of(request))));
    return web::see_other_with(request, office_url(id).text(), "common.saved");
}

}  // namespace

void register_office_routes(http::Router& router) {
    router.get("/articles", list);
    router.get("/articles/links", links);
    router.get("/articles/new", new_form);
    router.post("/articles", create);
    router.get("/articles/{id}", show);
    router.get("/articles/{id}/edit", edit_form);
    router.post("/articles/{id}", update);
    router.post("/articles/{id}/delete", remove);
    router.get("/articles/{id}/history", history);
    router.post("/articles/{id}/files", add_files);
    router.post("/articles/{id}/files/{file}/delete", remove_file);
    router.post("/articles/{id}/files/{file}/lead", lead_photo);
    router.get("/articles/{id}/{language}/edit", edit_variant);
    router.post("/articles/{id}/{language}", update_variant);
    router.post("/articles/{id}/{language}/publish", publish_variant);
    router.post("/articles/{id}/{language}/withdraw", withdraw_variant);
}

void register_routes(http::Router& router) {
    register_office_routes(router);
    register_public_routes(router);
}

void register_files() {
    web::register_file_kind("article", [](Context& context, std::int64_t record) -> Result<void> {
        if (context.may(can_view)) return {};
        const bool readable =
            read(context, [&](store::Tx& tx) { return is_public(tx, ArticleId{record}, context.now); });
        if (!readable) return fail(Error::Kind::not_found, "errors.not_found");
        return {};
    });
}

namespace {
std::vector<search::Title> titles_of(store::Tx& tx, Language reader, std::span<const std::int64_t> records) {
    std::vector<ArticleId> ids;
    for (const std::int64_t record : records) ids.push_back({record});
    std::map<ArticleId, std::array<std::string, languages.size()>> texts;
    for (Variant& variant : article_store::variants_of_all(tx, ids))
        texts[variant.article][static_cast<std::size_t>(variant.language)] = std::move(variant.title);
    std::vector<search::Title> titles;
    for (const auto& [id, text] : texts)
        titles.push_back(search::title_of(id.value, spoken(reader, text[0], text[1], text[2])));
    return titles;
}
}  // namespace

void register_search() {
    search::register_source({.kind = "article",
                             .permission = can_view,
                             .path = "/articles",
                             .label = "portal.one",
                             .rebuild = reindex_all,
                             .titles = titles_of,
                             .weight = 1});
}

void register_offers() {
    exchange::register_offer(
        {.permission = can_write, .icon = "news", .label = "portal.write_news", .path = "/articles/new"});
}

}  // namespace caunoi::portal
