// HTTP in, HTTP out for the first run and the association's settings.
#include "modules/settings/association_pages.hpp"
#include "modules/settings/settings.hpp"
#include "platform/base/bytes.hpp"
#include "platform/i18n/i18n.hpp"
#include "platform/web/history_page.hpp"
#include "platform/web/pipeline.hpp"

#include <atomic>
#include <memory>

namespace caunoi::settings {

namespace {

// The file that was sent, if one was; what is wrong with it stands at its field.
EmblemChange emblem_of(const http::Request& request, const Context& context, Errors& errors) {
    EmblemChange change{.remove = request.has_field("remove_emblem")};
    for (const http::Upload& upload : request.uploads) {
        if (upload.field != "emblem" || (upload.bytes == 0 && upload.name.empty())) continue;  // an empty file input
        auto content = files::put(context, {.path = upload.path, .name = upload.name, .bytes = upload.bytes}, emblems);
        if (content)
            change.replacement = *std::move(content);
        else
            errors.add("emblem", content.error().key, content.error().arguments);
    }
    return change;
}

std::vector<Error::Field> join(std::vector<Error::Field> fields, const std::vector<Error::Field>& more) {
    for (const Error::Field& each : more)
        if (std::ranges::none_of(fields, [&](const Error::Field& known) { return known.name == each.name; }))
            fields.push_back(each);
    return fields;
}

// --- the first run -------------------------------------------------------------------------------------------------

bool has_terms(store::Tx& tx) {
    return tx.query("select 1 from term limit 1").next().has_value();
}

Result<http::Response> setup(const http::Request&, Context& context) {
    if (TRY(find_association(context))) return http::see_other("/settings");
    return http::page(setup_page(context, {.with_term = !read(context, has_terms)}));
}

Result<http::Response> finish_setup(const http::Request& request, Context& context) {
    if (TRY(find_association(context))) return http::see_other("/settings");
    const bool with_term = !read(context, has_terms);
    Errors errors;
    const auto input = forms::read<AssociationInput>(request, errors);
    std::optional<people::TermInput> term;
    if (with_term) term = forms::read<people::TermInput>(request, errors);
    const EmblemChange emblem = emblem_of(request, context, errors);
    std::vector<Error::Field> wrong = errors.fields();
    if (wrong.empty()) {
        const auto done = set_up(context, input, term, emblem);
        if (done) return web::see_other_with(request, "/", "settings.setup.done");
        if (done.error().kind != Error::Kind::invalid) return fail(done.error());
        wrong = done.error().fields;
    } else {
        records::check_limits(records::describe<AssociationInput>(), &input, errors);
        check(input, errors);
        wrong = join(std::move(wrong), errors.fields());
    }
    SetupForm form{.values = forms::values_of(request), .with_term = with_term};
    form.values.errors = std::move(wrong);
    return http::page(setup_page(context, form), 422);
}

// --- afterwards ----------------------------------------------------------------------------------------------------

http::Response page_of(Context& context, AssociationForm form, int status) {
    form.emblem = read(context, emblem);
    return http::page(association_page(context, form), status);
}

Result<http::Response> show(const http::Request&, Context& context) {
    const auto known = TRY(find_association(context));
    if (!known) return page_of(context, {}, 200);
    return page_of(
        context, {.version = known->version, .values = forms::values_of(static_cast<const AssociationInput&>(*known))},
        200);
}

Result<http::Response> save(const http::Request& request, Context& context) {
    const auto stored = TRY(find_association(context));
    AssociationForm form{.version = web::version_of(request), .values = forms::values_of(request)};
    Errors errors;
    const auto input = forms::read<AssociationInput>(request, errors);
    const EmblemChange emblem = emblem_of(request, context, errors);
    if (!errors.empty()) {
        form.values.errors = errors.fields();
        check(input, errors);
        form.values.errors = join(std::move(form.values.errors), errors.fields());
        return page_of(context, std::move(form), 422);
    }
    const auto saved = save_association(context, form.version, input, emblem);
    if (saved) return web::see_other_with(request, "/settings", "common.saved");
    if (saved.error().kind == Error::Kind::invalid) {
        form.values.errors = saved.error().fields;
        return page_of(context, std::move(form), 422);
    }
    if (saved.error().kind != Error::Kind::conflict || !stored) return fail(saved.error());
    form.version = stored->version;
    form.theirs_and_yours = forms::differences<AssociationInput>(context.language, *stored, input);
    return page_of(context, std::move(form), 409);
}

Result<http::Response> history(const http::Request& request, Context& context) {
    TRY(context.require(can_change));
    return web::history_page(request, context,
                             {.description = records::describe<AssociationInput>(),
                              .record = the_association.value,
                              .title = std::string(i18n::tr(context.language, "settings.title")),
                              .back = html::Url("/settings")});
}

// For everybody: it stands on the sign-in page. The address names the file, so it never has other bytes.
Result<http::Response> serve_emblem(const http::Request& request, Context& context) {
    const auto id = parse_id<files::FileId::tag>(request.parameter("id"));
    const auto current = read(context, emblem);
    if (!id || !current || current->file != *id) return fail(Error::Kind::not_found, "errors.not_found");
    const files::Opened file = TRY(files::open(context, *id));
    http::Response response;
    response.type = file.type;
    response.etag = '"' + to_hex(file.sha256).substr(0, 32) + '"';
    response.body = http::FileBody{.path = file.path};
    response.add("Cache-Control", "public, max-age=31536000, immutable");
    response.add("Content-Disposition", "inline");
    return response;
}

}  // namespace

std::function<std::optional<std::string>(Context&)> first_run() {
    return [done = std::make_shared<std::atomic<bool>>(false)](Context& context) -> std::optional<std::string> {
        // Nobody takes a finished set-up back, so the question is asked until the answer is yes, and never again.
        if (done->load(std::memory_order_relaxed) || !context.may(can_change)) return std::nullopt;
        const std::string_view path = context.visit.path;
        if (path == "/setup" || path == "/account" || path.starts_with("/help")) return std::nullopt;
        if (!read(context, association)) return "/setup";
        done->store(true, std::memory_order_relaxed);
        return std::nullopt;
    };
}

void register_association_routes(http::Router& router) {
    router.get("/setup", setup);
    router.post("/setup", finish_setup);
    router.get("/settings", show);
    router.post("/settings", save);
    router.get("/settings/history", history);
    router.get("/emblem/{id}", serve_emblem, http::Door::everybody);
}

}  // namespace caunoi::settings
