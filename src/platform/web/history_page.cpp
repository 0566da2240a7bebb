#include "platform/web/history_page.hpp"

#include "platform/auth/accounts.hpp"
#include "platform/forms/form.hpp"
#include "platform/html/components.hpp"
#include "platform/html/page.hpp"
#include "platform/i18n/format.hpp"
#include "platform/i18n/i18n.hpp"

namespace caunoi::web {

namespace {

using i18n::tr;

constexpr int lines_a_page = 50;

html::Tone tone_of(log::State state) {
    switch (state) {
        case log::State::sealed: return html::Tone::ngoc;
        case log::State::unsealed: return html::Tone::nghe;
        case log::State::erased: return html::Tone::plain;
    }
    return html::Tone::plain;
}

std::string_view key_of(log::State state) {
    switch (state) {
        case log::State::sealed: return "history.state.sealed";
        case log::State::unsealed: return "history.state.unsealed";
        case log::State::erased: return "history.state.erased";
    }
    return "history.state.unsealed";
}

std::string action_text(Language language, const std::string& action) {
    const std::string key = "history.action." + action;
    return std::string(i18n::has_text(key) ? tr(language, key) : std::string_view(action));
}

// Whoever may see a record's history need not see its telephone numbers: that a value changed is said, not from what to
// what.
std::vector<records::Change> masked(Language language, const records::Description& description,
                                    std::vector<records::Change> changes) {
    for (records::Change& change : changes) {
        const records::Field* field = records::find_field(description, change.field);
        if (!field || field->limits.sensitivity == records::Sensitivity::open) continue;
        for (std::string* value : {&change.before, &change.after})
            if (!value->empty()) *value = tr(language, "history.masked");
    }
    return changes;
}

}  // namespace

std::string_view actor_text(Language language, const log::Entry& entry) {
    if (entry.actor.empty()) return tr(language, "history.nobody");
    // Commands and jobs act without an account; what they are called in the log is not a word of any language.
    if (!entry.account && entry.actor == auth::system_actor().name) return tr(language, "history.system");
    return entry.actor;
}

namespace {

// What each entry changed, in words; all entries of the page go to the words at once.
std::vector<std::vector<records::Change>> changes_of(Language language, const HistoryOf& of,
                                                     const std::vector<log::Entry>& entries) {
    std::vector<records::Change> all;
    std::vector<std::size_t> ends;
    for (const log::Entry& entry : entries) {
        if (entry.state != log::State::erased)
            std::ranges::move(masked(language, of.description, records::changes_from_json(entry.content)),
                              std::back_inserter(all));
        ends.push_back(all.size());
    }
    if (of.words) of.words(all);
    std::vector<std::vector<records::Change>> changes;
    std::size_t begin = 0;
    for (const std::size_t end : ends) {
        const auto first = all.begin() + static_cast<std::ptrdiff_t>(begin);
        const auto last = all.begin() + static_cast<std::ptrdiff_t>(end);
        changes.emplace_back(std::make_move_iterator(first), std::make_move_iterator(last));
        begin = end;
    }
    return changes;
}

void write_entry(html::Writer& w, const Context& context, const HistoryOf& of, const log::Entry& entry,
                 const std::vector<records::Change>& changes) {
    const Language language = context.language;
    w.tag("li").tag("div", "hist-head");
    w.element("b", actor_text(language, entry)).text(" ");
    w.text(action_text(language, entry.action)).text(" · ");
    w.tag("time").attr("datetime", to_rfc3339(entry.at)).text(i18n::date_time(language, entry.at)).end().text(" ");
    html::tag_label(w, tone_of(entry.state), tr(language, key_of(entry.state)));
    w.end();
    if (entry.state == log::State::erased) {
        w.element("p", "text-2", tr(language, "history.erased"));
    } else if (!changes.empty()) {
        html::comparison(w, language, tr(language, "history.before"), tr(language, "history.after"),
                         forms::differences(language, of.description, changes));
    }
    w.end();
}

}  // namespace

http::Response history_page(const http::Request& request, Context& context, const HistoryOf& of) {
    const auto before = parse_id<log::EntryTag>(request.query_value("before")).value_or(log::EntryId{});
    std::vector<log::Entry> entries = read(context, [&](store::Tx& tx) {
        return log::of_record(tx, of.description.name, of.record, lines_a_page + 1, before);
    });
    const bool more = entries.size() > lines_a_page;
    if (more) entries.pop_back();

    html::Writer w;
    html::begin_page(w, context,
                     {.title = std::string(tr(context.language, "history.title")),
                      .crumbs = {{.text = of.title, .url = of.back}},
                      .help = "help.history"});
    if (entries.empty()) {
        html::empty_state(w, tr(context.language, "history.empty"));
    } else {
        w.tag("section", "card").tag("ol", "history");
        const auto changes = changes_of(context.language, of, entries);
        for (std::size_t i = 0; i < entries.size(); ++i) write_entry(w, context, of, entries[i], changes[i]);
        w.end().end();
    }
    if (more)
        html::pager(w, context.language,
                    {.summary = {}, .next = html::Url::own(request.path).query("before", entries.back().id.value)});
    return http::page(html::end_page(w, context));
}

http::Response record_history(const http::Request& request, Context& context, const records::Description& description,
                              std::int64_t record, const std::optional<std::string>& title, html::Literal list,
                              records::Words words) {
    return history_page(request, context,
                        {.description = description,
                         .record = record,
                         .title = title.value_or(std::string(tr(context.language, "history.deleted_record"))),
                         .back = title ? html::Url(list).part(record) : html::Url(list),
                         .words = std::move(words)});
}

}  // namespace caunoi::web
