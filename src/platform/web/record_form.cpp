#include "platform/web/record_form.hpp"

#include "platform/i18n/i18n.hpp"

namespace caunoi::web {

using i18n::tr;

std::int64_t version_of(const http::Request& request) {
    return parse_integer(request.field("version")).value_or(0);
}

void record_actions(html::PageHead& head, const Context& context, const html::Url& record, bool may_change) {
    const Language language = context.language;
    head.actions.push_back({.text = std::string(tr(language, "history.title")),
                            .icon = "history",
                            .url = html::Url(record).part("history")});
    if (may_change)
        head.actions.push_back({.text = std::string(tr(language, "common.edit")),
                                .icon = "pencil",
                                .url = html::Url(record).part("edit"),
                                .primary = true});
}

void delete_form(html::Writer& writer, const Context& context, const html::Url& record, std::int64_t version,
                 std::string_view confirm_key) {
    html::post_form(writer, context, html::Url(record).part("delete"));
    forms::version_field(writer, version);
    writer.tag("button", "btn btn-line son").attr("type", "submit");
    writer.attr("data-confirm", tr(context.language, confirm_key));
    writer.text(tr(context.language, "common.delete")).end().end();
}

}  // namespace caunoi::web
