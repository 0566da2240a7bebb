// HTTP in, HTTP out for the term report and the page of the articles.
#include "modules/report/report_pages.hpp"
#include "platform/exports/exports.hpp"

namespace caunoi::report {

namespace {

constexpr int article_facts_max = 1000;

// The page to choose a period, again with what was wrong.
Result<http::Response> choose_again(const http::Request& request, Context& context, std::vector<Error::Field> errors) {
    ChooseView view{.presets = TRY(presets(context)),
                    .articles = read(context, [](store::Tx& tx) { return has_articles(tx); }),
                    .from = std::string(request.query_value("from")),
                    .to = std::string(request.query_value("to")),
                    .errors = std::move(errors)};
    return http::page(choose_page(context, view), view.errors.empty() ? 200 : 422);
}

Result<http::Response> choose(const http::Request& request, Context& context) {
    return choose_again(request, context, {});
}

Result<http::Response> show(const http::Request& request, Context& context) {
    TRY(context.require(can_view));
    const auto period = parse_period(request.query_value("from"), request.query_value("to"));
    if (!period) return choose_again(request, context, period.error().fields);
    return http::page(term_report_page(context, TRY(term_report(context, *period))));
}

Result<http::Response> export_csv(const http::Request& request, Context& context) {
    TRY(context.require(can_view));
    const Period period = TRY(parse_period(request.query_value("from"), request.query_value("to")));
    return TRY(export_figures(context, TRY(term_report(context, period)))).finish("report.csv");
}

Result<http::Response> articles(const http::Request&, Context& context) {
    ArticlesView view{.facts = TRY(article_facts(context, article_facts_max))};
    if (view.facts.empty()) return fail(Error::Kind::not_found, "errors.not_found");
    view.carriers = TRY(carriers_of(context, view.facts));
    return http::page(articles_page(context, view));
}

}  // namespace

void register_routes(http::Router& router) {
    router.get("/report", choose);
    router.get("/report/term", show);
    router.get("/report/term.csv", export_csv);
    router.get("/report/articles", articles);
    register_fact_routes(router);
}

}  // namespace caunoi::report
