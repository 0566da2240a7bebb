// HTTP in, HTTP out for terms of office.
#include "modules/people/party_pages.hpp"
#include "modules/people/people_export.hpp"
#include "platform/web/history_page.hpp"
#include "platform/web/record_form.hpp"

namespace caunoi::people {

namespace {

html::Url url_of(TermId id) {
    return html::Url("/terms").part(id);
}

Result<http::Response> list(const http::Request&, Context& context) {
    return http::page(term_list_page(context, TRY(list_terms(context))));
}

Result<http::Response> show(const http::Request& request, Context& context) {
    TermView view{.term = TRY(find_term(context, TRY(web::id_of<TermTag>(request))))};
    view.posts = TRY(posts_of_term(context, view.term.id));
    std::vector<PartyId> parties;
    for (const Post& post : view.posts) parties.push_back(post.party);
    view.names = read(context, [&](store::Tx& tx) { return names_of(tx, parties); });
    return http::page(term_page(context, view));
}

Result<http::Response> new_form(const http::Request&, Context& context) {
    TRY(context.require(can_record));
    return http::page(term_form_page(context, {}, {}));
}

Result<http::Response> edit_form(const http::Request& request, Context& context) {
    TRY(context.require(can_record));
    const Term term = TRY(find_term(context, TRY(web::id_of<TermTag>(request))));
    return http::page(term_form_page(
        context, term.id, {.version = term.version, .values = forms::values_of(static_cast<const TermInput&>(term))}));
}

Result<http::Response> save(const http::Request& request, Context& context, TermId id) {
    TRY(context.require(can_record));
    return web::save_form<TermInput>(
        request, context,
        {.check = [](const TermInput& input, Errors& errors) { check(input, errors); },
         .save = [&](const TermInput& input, std::int64_t version) -> Result<html::Url> {
             if (!id) return url_of(TRY(record_term(context, input)));
             TRY(change_term(context, id, version, input));
             return url_of(id);
         },
         .newest = [&]() -> Result<web::Newest<TermInput>> {
             const Term term = TRY(find_term(context, id));
             return web::Newest<TermInput>{term, term.version};
         },
         .page = [&](const forms::State& state) { return term_form_page(context, id, state); }});
}

Result<http::Response> create(const http::Request& request, Context& context) {
    return save(request, context, {});
}
Result<http::Response> update(const http::Request& request, Context& context) {
    return save(request, context, TRY(web::id_of<TermTag>(request)));
}

Result<http::Response> history(const http::Request& request, Context& context) {
    const Term term = TRY(find_term(context, TRY(web::id_of<TermTag>(request))));
    return web::history_page(request, context,
                             {.description = records::describe<TermInput>(),
                              .record = term.id.value,
                              .title = term_label(context.language, term),
                              .back = url_of(term.id)});
}

Result<http::Response> post_history(const http::Request& request, Context& context) {
    const Post post = TRY(find_post(context, TRY(web::id_of<PostTag>(request))));
    const auto [names, term] = read(context, [&](store::Tx& tx) {
        return std::pair(names_of(tx, std::span(&post.party, 1)), records::find<Term>(tx, post.term));
    });
    const Language language = context.language;
    return web::history_page(request, context,
                             {.description = records::describe<PostInput>(),
                              .record = post.id.value,
                              .title = names.empty() ? std::string() : names.front().name.in(language),
                              .back = party_url(post.party),
                              .words = [&](std::vector<records::Change>& changes) {  // a post stays in its term
                                  for (records::Change& change : changes)
                                      if (change.field == "term" && term)
                                          for (std::string* value : {&change.before, &change.after})
                                              if (!value->empty()) *value = term_label(language, *term);
                              }});
}

// A day or an organ that is misspelt in the address is left out; without a day it is today.
PostFilter post_filter_of(const http::Request& request, const Context& context) {
    PostFilter filter{.on = parse_date(request.query_value("on")).value_or(context.today()),
                      .report = std::string(request.query_value("report"))};
    if (const auto organ = records::find_code(organ_codes, request.query_value("organ")))
        filter.organ = static_cast<Organ>(*organ);
    return filter;
}

Result<http::Response> posts(const http::Request& request, Context& context) {
    PostListView view{.filter = post_filter_of(request, context)};
    view.lines = TRY(list_posts(context, view.filter));
    return http::page(post_list_page(context, view));
}

Result<http::Response> posts_csv(const http::Request& request, Context& context) {
    return TRY(export_posts(context, post_filter_of(request, context))).finish("posts.csv");
}

}  // namespace

void register_term_routes(http::Router& router) {
    router.get("/terms", list);
    router.get("/terms/new", new_form);
    router.post("/terms", create);
    router.get("/terms/{id}", show);
    router.get("/terms/{id}/edit", edit_form);
    router.post("/terms/{id}", update);
    router.get("/terms/{id}/history", history);
    router.get("/posts/{id}/history", post_history);
    router.get("/posts", posts);
    router.get("/posts.csv", posts_csv);
}

}  // namespace caunoi::people
